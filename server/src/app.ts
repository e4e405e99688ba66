import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Fastify, { type FastifyInstance } from 'fastify'
import { Registry } from 'prom-client'
import { openSessions } from './auth/sessions.ts'
import { type Collab, openCollab } from './collab/server.ts'
import type { Config } from './config.ts'
import type { Live, Services } from './context.ts'
import { thinVersions } from './db/identity.ts'
import { isMigrated } from './db/migrate.ts'
import type { Db } from './db/prisma.ts'
import { openEvents } from './events/hub.ts'
import { noteExpiry } from './evidence/noteExpiry.ts'
import { openChromiumPrinter } from './exports/chromiumPrinter.ts'
import { openExports } from './exports/queue.ts'
import { removeOldExports } from './exports/removeOld.ts'
import { openLocalStore } from './files/localStore.ts'
import { sweepFiles } from './files/sweep.ts'
import { emptyTrash } from './files/trash.ts'
import { findGuest } from './guests/findGuest.ts'
import { trustedProxies } from './http/address.ts'
import { serveApi } from './http/api.ts'
import { serveDocs } from './http/docs.ts'
import { serveHealth } from './http/health.ts'
import { addSecurityHeaders, isHttps } from './http/security.ts'
import { serveClient, serveClientForDevelopment } from './http/statics.ts'
import { endForgotten } from './interviews/endForgotten.ts'
import { followEdits } from './interviews/followEdits.ts'
import type { Log } from './log.ts'
import { openMailer } from './mail/mailer.ts'
import { takeSnapshots } from './progress/snapshots.ts'
import { followRows } from './readiness/followRows.ts'
import { router, streamedRoutes } from './routes.ts'
import { remindOfDueTasks } from './tasks/remind.ts'

export type App = { fastify: FastifyInstance; services: Services; collab: Collab; close(): Promise<void> }

/** Puts the server together: the one place where parts meet. */
export async function openApp(parts: { config: Config; db: Db; databaseUrl: string; log: Log; development?: boolean }): Promise<App> {
  const { config, db, databaseUrl, log, development = false } = parts
  const fastify = Fastify({
    logger: false,
    forceCloseConnections: true,
    trustProxy: trustedProxies(config),
    rewriteUrl: (request) => withoutShortcut(request.url ?? '/'),
  })
  const metrics = new Registry()
  const sessions = openSessions(db, isHttps(config), (sessionId) => findGuest(db, sessionId))
  const collab = openCollab({ server: fastify.server, config, db, log, sessions, metrics })
  const mailer = openMailer({ config, db, log })
  const events = openEvents({ url: databaseUrl, sessions, log })
  const files = openLocalStore(path.join(config.dataDir, 'files'))
  const exports = openExports({ db, log, files, live: collab.live, printer: openChromiumPrinter({ config, log }) })
  const services: Services = { config, db, log, sessions, mailer, events, files, exports, live: { ...collab.live, revoke } }
  const ticking = doChores(services)
  const following = followEdits({ url: databaseUrl, db, live: services.live, log })
  const mirroring = followRows({ url: databaseUrl, db, live: services.live, log })

  function revoke(...[scope, reason]: Parameters<Live['revoke']>): void {
    collab.live.revoke(scope, reason)
    events.revoke(scope)
  }

  await addSecurityHeaders(fastify, config, development)
  serveHealth(fastify, { database: () => canQuery(db), migrations: () => isMigrated(db), update_log: () => collab.canAppend() }, metrics)
  await serveApi(fastify, services, { router, streamedRoutes })
  await serveDocs(fastify)
  await (development ? serveClientForDevelopment(fastify) : serveClient(fastify))

  return {
    fastify,
    services,
    collab,
    async close() {
      await following.close()
      await mirroring.close()
      await collab.drain()
      clearInterval(ticking)
      const ending = endInOrder([
        () => events.close(),
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

/** A database that answers nothing must not keep the process: what could be stored is, in milliseconds. */
const endTime = 3_000

async function endInOrder(ends: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const end of ends) await end()
}

/** Clients of live documents know the ticket addresses without the interface's prefix too. */
const withoutShortcut = (url: string): string => (url.startsWith('/collab/') ? `/api/v1${url}` : url)

async function canQuery(db: Db): Promise<boolean> {
  await db.$queryRaw`select 1`
  return true
}

const hour = 3_600_000

/** What time asks for, by what the log says when it fails. Each does nothing when there is nothing to do, and finds what another process left. */
const chores: Readonly<Record<string, (services: Services) => Promise<unknown>>> = {
  'expired sessions, tickets and reset links could not be deleted': ({ sessions }) => sessions.deleteExpired(),
  'files of crashed uploads could not be deleted': sweepFiles,
  'evidence that ends could not be noted': noteExpiry,
  'people could not be reminded of their tasks': remindOfDueTasks,
  'the trash could not be emptied': emptyTrash,
  'days of progress could not be written down': takeSnapshots,
  'exported files that nobody can have any more could not be deleted': removeOldExports,
  'sittings that everybody left could not be ended': endForgotten,
  'old revisions could not be thinned': ({ db }) => thinVersions(db),
}

/**
 * Does the chores at the start and every hour, so that nothing waits for a time of day at which nobody runs; one by one, so that people are served
 * meanwhile.
 */
function doChores(services: Services): NodeJS.Timeout {
  const work = async (): Promise<void> => {
    for (const [failure, chore] of Object.entries(chores))
      await chore(services).catch((error: unknown) => services.log.error({ err: error }, failure))
  }
  void work()
  return setInterval(() => void work(), hour).unref()
}
