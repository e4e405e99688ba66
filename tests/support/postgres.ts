import path from 'node:path'
import { startEmbedded } from '@certloom/server/db/embedded'
import { migrate } from '@certloom/server/db/migrate'
import { ensureRoles } from '@certloom/server/db/roles'
import { loadCatalogue } from '@certloom/server/frameworks/loadCatalogue'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { unpackedChromium } from './chromium.ts'
import { hasInstalledPostgres, startInstalledPostgres } from './installedPostgres.ts'

/** Where tests find their servers: addresses of the maintenance database as owner, as application, and as superuser to look behind row security. */
export type Addresses = { ownerUrl: string; appUrl: string; superuserUrl: string }

declare module 'vitest' {
  export interface ProvidedContext {
    template: string
    bundled: Addresses
    /** PostgreSQL 15 of the system, or null where there is none */
    installed: Addresses | null
  }
}

/**
 * A database is not dropped while anybody is signing in, and tests that cut lines leave some half-way, for a minute each. Not shorter: a test that
 * computes keeps its own connections waiting meanwhile, on a slow machine for seconds.
 */
const shortSignIn = 'authentication_timeout=15s'

/** Databases carry the number of the run that made them, so that two runs side by side leave each other alone. */
const template = `template_${process.pid}`
const dataDir = path.resolve(import.meta.dirname, '../../.data/test')

/** One PostgreSQL for the whole run, with a template database that every test file clones; and the system's own beside it, where there is one. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await unpackedChromium() // before two workers do it at once
  const bundled = await startEmbedded(dataDir, ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', shortSignIn])
  const installed = hasInstalledPostgres() ? await startInstalledPostgres([shortSignIn]) : null
  for (const server of installed ? [bundled, installed] : [bundled]) await freshTemplate(server.ownerUrl, server.appUrl)
  const presence = await stayConnected(bundled.ownerUrl('postgres'))
  project.provide('template', template)
  project.provide('bundled', {
    ownerUrl: bundled.ownerUrl('postgres'),
    appUrl: bundled.appUrl('postgres'),
    superuserUrl: bundled.ownerUrl('postgres'),
  })
  project.provide(
    'installed',
    installed && {
      ownerUrl: installed.ownerUrl('postgres'),
      appUrl: installed.appUrl('postgres'),
      superuserUrl: installed.superuserUrl('postgres'),
    },
  )
  return async () => {
    installed?.stop()
    await presence.end()
    await bundled.stop()
  }
}

/** While one run is connected, another that ends beside it leaves the server running. */
async function stayConnected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {}) // the server may be killed by a test
  await client.connect()
  return client
}

async function freshTemplate(ownerUrl: (database: string) => string, appUrl: (database: string) => string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl('postgres') })
  await client.connect()
  try {
    const { rows } = await client.query<{ datname: string }>(`select datname from pg_database where datname ~ '^(test|template)_[0-9]+'`)
    for (const { datname } of rows) if (!isRunning(datname)) await client.query(`drop database if exists "${datname}" with (force)`)
    await client.query(`create database "${template}"`)
  } finally {
    await client.end()
  }
  await ensureRoles(ownerUrl(template), appUrl(template))
  await migrate(ownerUrl(template))
  await loadCatalogue(ownerUrl(template))
}

/** Does the run that made this database still go on? */
function isRunning(database: string): boolean {
  const pid = Number(database.split('_')[1])
  try {
    return pid !== process.pid && process.kill(pid, 0)
  } catch {
    return false
  }
}
