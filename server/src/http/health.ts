import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, type Registry } from 'prom-client'

/** What `/readyz` asks; each answers true when its part can do its work. */
export type Readiness = Record<'database' | 'migrations' | 'update_log', () => Promise<boolean>>

/** `/healthz`: the process answers. `/readyz`: it can serve people. `/metrics`: figures for Prometheus. */
export function serveHealth(app: FastifyInstance, readiness: Readiness, metrics: Registry): void {
  collectDefaultMetrics({ register: metrics })
  app.get('/healthz', () => ({ status: 'ok' }))
  app.get('/readyz', async (_request, reply) => {
    const checks = await Promise.all(
      Object.entries(readiness).map(async ([name, check]) => [name, await check().catch(() => false)] as const),
    )
    return reply.code(checks.every(([, ok]) => ok) ? 200 : 503).send(Object.fromEntries(checks))
  })
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.metrics()))
}
