import type { IncomingMessage } from 'node:http'
import { AppError } from '@certloom/shared/errors'
import type { FastifyInstance } from 'fastify'
import { sendProblem } from './api.ts'

/**
 * The address that everything goes by. Clients of live documents know the ticket addresses without the interface's prefix too: for Fastify's router
 * this is the answer, for oRPC it is noted in `originalUrl`.
 */
export function fullUrlOf(request: IncomingMessage & { originalUrl?: string }): string {
  const url = request.url ?? '/'
  request.originalUrl = url.startsWith('/collab/') ? `/api/v1${url}` : url
  return request.originalUrl
}

/**
 * Refuses with `not_found`, before anything else looks at it, an address that the parts of the server would read differently: limits and Fastify go by
 * what was sent, oRPC by what is left once dot segments and backslashes are resolved.
 */
export function refuseAmbiguousPaths(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (isUnambiguous(request.url)) return
    return sendProblem(reply, new AppError('not_found', 'Write the path in full, without “.”, “..”, backslashes and unescaped characters.'))
  })
}

/** Is the path that oRPC reads the one that was sent? */
function isUnambiguous(url: string): boolean {
  const [sent = ''] = url.split(/[?#]/, 1)
  return sent.startsWith('/') && new URL(`http://localhost${url}`).pathname === sent
}
