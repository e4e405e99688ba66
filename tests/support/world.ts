import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type App, openApp } from '@certloom/server/app'
import { type Config, readConfig } from '@certloom/server/config'
import { openPrisma } from '@certloom/server/db/prisma'
import { type Log, openLog } from '@certloom/server/log'
import pg from 'pg'
import { inject } from 'vitest'
import { freePort } from './ports.ts'
import type { Addresses } from './postgres.ts'

export type Database = { appUrl: string; ownerUrl: string; superuserUrl: string; drop(): Promise<void> }

/** A database of this test's own, cloned from the migrated template with the catalogue in it. */
export async function cloneDatabase(): Promise<Database> {
  const template = inject('template')
  const name = `${template.replace('template', 'test')}_${crypto.randomUUID().replaceAll('-', '').slice(0, 16)}`
  await maintain(addresses().ownerUrl, (client) => client.query(`create database "${name}" template "${template}"`))
  return {
    appUrl: on(addresses().appUrl, name),
    ownerUrl: on(addresses().ownerUrl, name),
    superuserUrl: on(addresses().superuserUrl, name),
    drop: () =>
      maintain(addresses().superuserUrl, (client) => client.query(`drop database if exists "${name}" with (force)`)).then(() => {}),
  }
}

/** The server this test runs on: the bundled one, or the system's where the project asks for it. */
export function addresses(): Addresses {
  const found = process.env.TEST_POSTGRES === 'installed' ? inject('installed') : inject('bundled')
  if (!found) throw new Error('This machine has no PostgreSQL 15 of its own.')
  return found
}

/** A line that a test cuts is given up sooner than the product does, in milliseconds. */
const patienceWithCutLines = 4_000

/** A whole server on a free port with a database of its own. */
export type World = {
  url: string
  app: App
  config: Config
  database: Database
  /** Looks at the database as a superuser, past row security. */
  sql<Row extends pg.QueryResultRow = pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
  /** Ends the server as an orderly shutdown does, and starts another on the same address and database. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/**
 * @param route where the server finds its database, given its address: for tests that stand in between
 * @param log for tests that read it
 */
export async function startWorld(
  overrides: Partial<Config> = {},
  route?: (url: string) => string | Promise<string>,
  log?: Log,
): Promise<World> {
  const database = await cloneDatabase()
  const port = await freePort()
  const dataDir = mkdtempSync(path.join(tmpdir(), 'certloom-test-'))
  const config: Config = {
    ...readConfig({
      DATA_DIR: dataDir,
      SEED: 'empty',
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      PORT: String(port),
      LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
      REQUESTS_PER_MINUTE: '1000000',
      GUESSES_PER_MINUTE: '1000000',
    }),
    ...overrides,
  }
  const appUrl = route ? await route(database.appUrl) : database.appUrl
  const start = async (): Promise<App> => {
    const app = await openApp({
      config,
      db: openPrisma(appUrl, 6, route && patienceWithCutLines),
      databaseUrl: appUrl,
      log: log ?? openLog(config.logLevel),
    })
    await app.fastify.listen({ port, host: '127.0.0.1' })
    return app
  }
  const superuser = new pg.Pool({ connectionString: database.superuserUrl, max: 2 })
  superuser.on('error', () => {}) // the database may be killed by the test
  const world: World = {
    url: `http://127.0.0.1:${port}`,
    app: await start(),
    config,
    database,
    sql: async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) => (await superuser.query<Row>(text, values)).rows,
    async restart() {
      await world.app.close()
      world.app = await start()
    },
    async stop() {
      await world.app.close()
      await superuser.end()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
  return world
}

const on = (url: string, database: string): string => {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

async function maintain<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
