import { contract } from '@certloom/shared/contract'
import { AppError } from '@certloom/shared/errors'
import { OpenAPIGenerator } from '@orpc/openapi'
import { OpenAPIHandler } from '@orpc/openapi/fastify'
import type { Router } from '@orpc/server'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import type { Ctx, Services } from '../context.ts'
import { isProblem, problemOf, toAppError, toOrpcError } from './errors.ts'
import { openRateLimits, refuseLargeBody } from './limits.ts'
import { refuseForeignOrigin } from './security.ts'

const prefix = '/api/v1'

/** Serves the contract's routes: who asks, within limits, from our own pages; errors leave as problem+json. */
export async function serveApi(app: FastifyInstance, services: Services, router: Router<typeof contract, Ctx>): Promise<void> {
  const { log, config, sessions } = services
  const handler = new OpenAPIHandler<Ctx>(router, {
    clientInterceptors: [
      async ({ next }) => {
        try {
          return await next()
        } catch (error) {
          throw toOrpcError(error, log)
        }
      },
    ],
    customErrorResponseBodyEncoder: (error) => (isProblem(error.data) ? error.data : problemOf(new AppError('invalid_input'))),
  })
  const checkRate = await openRateLimits(app, config)
  const description = await describeApi()

  app.get(`${prefix}/openapi.json`, () => description)
  app.get('/openapi.json', () => description)

  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers() // oRPC reads the body itself
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null, undefined))
    scope.setErrorHandler((error, _request, reply) => sendProblem(reply, toAppError(error, log)))
    scope.addHook('onSend', async (_request, reply) => {
      if (reply.statusCode >= 400) reply.header('content-type', 'application/problem+json')
    })
    scope.all(`${prefix}/*`, async (request, reply) => {
      refuseForeignOrigin(config, request)
      refuseLargeBody(request)
      await checkRate(request)
      const found = await sessions.find(request.headers.cookie)
      if (found?.cookie) addHeader(reply, 'set-cookie', found.cookie)
      const context: Ctx = { ...services, signedIn: found?.signedIn ?? null, ...requestFacts(config, request, reply) }
      const { matched } = await handler.handle(request, reply, { prefix, context })
      if (!matched) throw new AppError('not_found', 'There is no such address in this interface. See /openapi.json.')
    })
  })
}

function requestFacts(
  config: Config,
  request: FastifyRequest,
  reply: FastifyReply,
): Pick<Ctx, 'requestId' | 'origin' | 'address' | 'userAgent' | 'setCookie' | 'setHeader' | 'ifMatch'> {
  addHeader(reply, 'x-request-id', request.id)
  addHeader(reply, 'cache-control', 'no-store')
  return {
    requestId: request.id,
    origin: config.publicUrl ?? `${request.protocol}://${request.host}`,
    address: request.ip,
    userAgent: request.headers['user-agent'] ?? '',
    ifMatch: request.headers['if-match'],
    setCookie: (header) => addHeader(reply, 'set-cookie', header),
    setHeader: (name, value) => addHeader(reply, name, value),
  }
}

/** On the raw answer too: oRPC writes its own head there. */
function addHeader(reply: FastifyReply, name: string, value: string): void {
  reply.raw.appendHeader(name, value)
}

export function sendProblem(reply: FastifyReply, error: AppError): FastifyReply {
  const retryAfter = error.data?.retry_after_seconds
  if (typeof retryAfter === 'number') reply.header('retry-after', String(retryAfter))
  return reply.code(error.status).type('application/problem+json').send(problemOf(error))
}

const describeApi = () =>
  new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] }).generate(contract, {
    info: {
      title: 'Certloom',
      version: '1',
      description: 'REST interface of Certloom. Errors are RFC 9457 problem details with a stable `code`.',
    },
    servers: [{ url: prefix }],
  })
