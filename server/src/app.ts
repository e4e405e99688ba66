import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Fastify, { type FastifyInstance } from 'fastify'
import { Registry } from 'prom-client'
import { openSessions } from './auth/sessions.ts'
import { doChores } from './chores.ts'
import { type Collab, openCollab } from './collab/server.ts'
import type { Config } from './config.ts'
import type { Live, Services } from './context.ts'
import { isMigrated } from './db/migrate.ts'
import type { Db } from './db/prisma.ts'
import { openEvents } from './events/hub.ts'
import { openChromiumPrinter } from './exports/chromiumPrinter.ts'
import { openExports } from './exports/queue.ts'
import { openLocalStore } from './files/localStore.ts'
import { findGuest } from './guests/findGuest.ts'
import { trustedProxies } from './http/address.ts'
import { serveApi } from './http/api.ts'
import { serveDocs } from './http/docs.ts'
import { serveHealth } from './http/health.ts'
import { fullUrlOf, refuseAmbiguousPaths } from './http/paths.ts'
import { Requests } from './http/requests.ts'
import { addSecurityHeaders, isHttps } from './http/security.ts'
import { serveClient, serveClientForDevelopment } from './http/statics.ts'
import { followEdits } from './interviews/followEdits.ts'
import type { Log } from './log.ts'
import { openMailer } from './mail/mailer.ts'
import { followRows } from './readiness/followRows.ts'
import { router, streamedRoutes } from './routes.ts'

export type App = { fastify: FastifyInstance; services: Services; collab: Collab; close(): Promise<void> }

/** Puts the server together: the one place where parts meet. */
export async function openApp(parts: { config: Config; db: Db; databaseUrl: string; log: Log; development?: boolean }): Promise<App> {
  const { config, db, databaseUrl, log, development = false } = parts
  const fastify = Fastify({
    logger: false,
    forceCloseConnections: true,
    trustProxy: trustedProxies(config),
    rewriteUrl: fullUrlOf,
  })
  const metrics = new Registry()
  const sessions = openSessions(db, isHttps(config), (sessionId) => findGuest(db, sessionId))
  const collab = openCollab({ server: fastify.server, config, db, log, sessions, metrics })
  const mailer = openMailer({ config, db, log })
  const events = openEvents({ url: databaseUrl, sessions, log })
  const files = openLocalStore(path.join(config.dataDir, 'files'))
  const exports = openExports({ db, log, files, live: collab.live, printer: openChromiumPrinter({ config, log }) })
  const services: Services = { config, db, log, sessions, mailer, events, files, exports, live: { ...collab.live, revoke } }
  const chores = doChores(services)
  const following = followEdits({ url: databaseUrl, db, live: services.live, log })
  const mirroring = followRows({ url: databaseUrl, db, live: services.live, log })

  function revoke(...[scope, reason]: Parameters<Live['revoke']>): void {
    collab.live.revoke(scope, reason)
    events.revoke(scope)
  }

  await addSecurityHeaders(fastify, config, development)
  refuseAmbiguousPaths(fastify)
  serveHealth(fastify, { database: () => canQuery(db), migrations: () => isMigrated(db), update_log: () => collab.canAppend() }, metrics)
  const requests = new Requests()
  await serveApi(fastify, services, { router, streamedRoutes, requests })
  await serveDocs(fastify)
  await (development ? serveClientForDevelopment(fastify) : serveClient(fastify))

  return {
    fastify,
    services,
    collab,
    async close() {
      const answered = requests.end(requestTime)
      await events.close() // its streams are requests, too
      await answered
      await following.close()
      await mirroring.close()
      await collab.drain()
      const ending = endInOrder([
        () => chores.stop(),
        () => fastify.close(),
        () => mailer.stop(),
        () => exports.stop(),
        () => db.$disconnect(),
      ])
      if ((await Promise.race([ending, pause(endTime, 'late', { ref: false })])) === 'late')
        log.warn('something did not end in time and is left behind')
    },
  }
}

/** How long requests may take that are being answered when the server is asked to stop, in milliseconds. */
const requestTime = 1_000

/** A database that answers nothing must not keep the process: what could be stored is, in milliseconds. */
const endTime = 3_000

async function endInOrder(ends: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const end of ends) await end()
}

async function canQuery(db: Db): Promise<boolean> {
  await db.$queryRaw`select 1`
  return true
}
