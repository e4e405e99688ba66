import { existsSync } from 'node:fs'
import path from 'node:path'
import { isInterface } from '@certloom/shared/addresses'
import { AppError } from '@certloom/shared/errors'
import statics from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { sendProblem } from './api.ts'

const clientDir = path.resolve(import.meta.dirname, '../../../client')

/** Serves the built client; every address that is no file and no interface is a page of it. */
export async function serveClient(app: FastifyInstance): Promise<void> {
  const root = path.join(clientDir, 'dist')
  const built = existsSync(path.join(root, 'index.html'))
  const asBuilt = { root, immutable: true, maxAge: '1y', index: false, wildcard: false, preCompressed: true } as const
  if (built) await app.register(statics, { ...asBuilt, setHeaders: alwaysAskForWorker })
  app.setNotFoundHandler((request, reply) => {
    if (!built || isInterface(request.url) || request.method !== 'GET') return sendProblem(reply, new AppError('not_found'))
    return reply.sendFile('index.html', { maxAge: 0, immutable: false })
  })
}

/** The one built file whose name does not change with its content. */
function alwaysAskForWorker(reply: FastifyReply, file: string): void {
  if (path.basename(file).startsWith('service-worker.js')) void reply.header('cache-control', 'no-cache')
}

/** The same from the sources, with hot reload on the same port; for `npm run dev`. */
export async function serveClientForDevelopment(app: FastifyInstance): Promise<void> {
  const { createServer } = await import('vite')
  const vite = await createServer({
    root: clientDir,
    configFile: path.join(clientDir, '.vite.config.ts'),
    server: { middlewareMode: true, hmr: { server: app.server } },
    appType: 'spa',
  })
  app.addHook('onRequest', (request, reply, done) => {
    if (isInterface(request.url) && !request.url.startsWith('/assets/')) return done()
    reply.hijack()
    vite.middlewares(request.raw, reply.raw, () => {
      reply.raw.statusCode = 404
      reply.raw.end()
    })
  })
  app.addHook('onClose', () => vite.close())
}
