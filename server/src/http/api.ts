import { onBehalfOfHeader } from '@certloom/shared/accounts/onBehalfOf'
import { contract, streamedContract } from '@certloom/shared/contract'
import { AppError } from '@certloom/shared/errors'
import multipart from '@fastify/multipart'
import { OpenAPIGenerator } from '@orpc/openapi'
import { OpenAPIHandler } from '@orpc/openapi/fastify'
import type { Router } from '@orpc/server'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readGuestCookie } from '../auth/guests.ts'
import type { Config } from '../config.ts'
import type { Ctx, Services } from '../context.ts'
import { toAppError } from '../toAppError.ts'
import { isProblem, issuesOf, type Problem, problemOf, toOrpcError } from './errors.ts'
import { maxBodyBytesOf, openRateLimits, refuseLargeBody } from './limits.ts'
import type { Requests } from './requests.ts'
import { refuseForeignOrigin } from './security.ts'
import type { StreamedRoute } from './streamed.ts'
import { maxUploadBytes } from './upload.ts'

const prefix = '/api/v1'

type Routes = { router: Router<typeof contract, Ctx>; streamedRoutes: readonly StreamedRoute[]; requests: Requests }

/** Serves the contract's routes: who asks, within limits, from our own pages; errors leave as problem+json. */
export async function serveApi(app: FastifyInstance, services: Services, { router, streamedRoutes, requests }: Routes): Promise<void> {
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

  const contextOf = async (request: FastifyRequest, reply: FastifyReply, maxBytes: number): Promise<Ctx> => {
    refuseForeignOrigin(config, request)
    refuseLargeBody(request, maxBytes)
    await checkRate(request)
    const found = await sessions.find(request.headers.cookie)
    if (found?.cookie) addHeader(reply, 'set-cookie', found.cookie)
    return { ...services, signedIn: found?.signedIn ?? null, ...requestFacts(config, request, reply) }
  }

  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers() // oRPC reads the body itself
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null, undefined))
    scope.setErrorHandler((error, _request, reply) => sendProblem(reply, toAppError(error, log)))
    scope.addHook('onSend', nameProblems)
    scope.all(`${prefix}/*`, (request, reply) =>
      requests.answer(async () => {
        const context = await contextOf(request, reply, maxBodyBytesOf(request.url))
        const { matched } = await handler.handle(request, reply, { prefix, context })
        if (!matched) throw new AppError('not_found', 'There is no such address in this interface. See /openapi.json.')
      }),
    )
  })

  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addHook('onSend', nameProblems)
    await scope.register(multipart)
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null, undefined))
    scope.setErrorHandler((error, request, reply) => {
      request.raw.unpipe() // the rest of a refused upload is read and dropped, so that its sender gets to hear why
      request.raw.resume()
      return sendProblem(reply, toAppError(error, log), issuesOf(error))
    })
    for (const { method, path, handle } of streamedRoutes)
      scope.route({
        method,
        url: prefix + path,
        bodyLimit: maxUploadBytes,
        handler: (request, reply) => requests.answer(async () => handle(await contextOf(request, reply, maxUploadBytes), request, reply)),
      })
  })
}

async function nameProblems(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (reply.statusCode >= 400) reply.header('content-type', 'application/problem+json')
}

function requestFacts(
  config: Config,
  request: FastifyRequest,
  reply: FastifyReply,
): Pick<Ctx, 'onBehalfOf' | 'requestId' | 'origin' | 'address' | 'userAgent' | 'setCookie' | 'setHeader' | 'guestSecret' | 'ifMatch'> {
  addHeader(reply, 'x-request-id', request.id)
  addHeader(reply, 'cache-control', 'no-store')
  const onBehalfOf = request.headers[onBehalfOfHeader]
  return {
    onBehalfOf: typeof onBehalfOf === 'string' ? onBehalfOf : undefined,
    requestId: request.id,
    origin: config.publicUrl ?? `${request.protocol}://${request.host}`,
    address: request.ip,
    userAgent: request.headers['user-agent'] ?? '',
    guestSecret: readGuestCookie(request.headers.cookie),
    ifMatch: request.headers['if-match'],
    setCookie: (header) => addHeader(reply, 'set-cookie', header),
    setHeader: (name, value) => addHeader(reply, name, value),
  }
}

/** On the raw answer too: oRPC writes its own head there. */
function addHeader(reply: FastifyReply, name: string, value: string): void {
  reply.raw.appendHeader(name, value)
}

export function sendProblem(reply: FastifyReply, error: AppError, issues?: Problem['issues']): FastifyReply {
  const retryAfter = error.data?.retry_after_seconds
  if (typeof retryAfter === 'number') reply.header('retry-after', String(retryAfter))
  return reply.code(error.status).type('application/problem+json').send(problemOf(error, issues))
}

const describeApi = () =>
  new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] }).generate(
    { ...contract, ...streamedContract },
    {
      info: {
        title: 'Certloom',
        version: '1',
        description: 'REST interface of Certloom. Errors are RFC 9457 problem details with a stable `code`.',
      },
      servers: [{ url: prefix }],
    },
  )
