import { fileURLToPath } from 'node:url'
import statics from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** Where the viewer's built files lie. */
const viewer = fileURLToPath(new URL('.', import.meta.resolve('swagger-ui-dist')))

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>REST interface · Certloom</title>
    <link rel="stylesheet" href="/docs/viewer/swagger-ui.css" />
  </head>
  <body>
    <main id="viewer"></main>
    <script src="/docs/viewer/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`

const start = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#viewer', deepLinking: true, docExpansion: 'none', filter: true, validatorUrl: null })\n`

/** Shows the description of the REST interface to people, at `/docs`. Calls made there are the reader's own, with their session. */
export async function serveDocs(app: FastifyInstance): Promise<void> {
  app.get('/docs', (_request, reply) => reply.type('text/html; charset=utf-8').send(page))
  app.get('/docs/start.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').send(start))
  await app.register(statics, { root: viewer, prefix: '/docs/viewer/', decorateReply: false, index: false, allowedPath: isOfViewer })
}

const isOfViewer = (file: string): boolean => /^\/swagger-ui(-bundle\.js|\.css)$/.test(file)
