import path from 'node:path'
import { startEmbedded } from '@certloom/server/db/embedded'
import { migrate } from '@certloom/server/db/migrate'
import { ensureRoles } from '@certloom/server/db/roles'
import { loadCatalogue } from '@certloom/server/frameworks/loadCatalogue'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { hasInstalledPostgres, startInstalledPostgres } from './installedPostgres.ts'

/** Where tests find their servers: addresses of the maintenance database as owner, as application, and as superuser to look behind row security. */
export type Addresses = { ownerUrl: string; appUrl: string; superuserUrl: string }

declare module 'vitest' {
  export interface ProvidedContext {
    bundled: Addresses
    /** PostgreSQL 15 of the system, or null where there is none */
    installed: Addresses | null
  }
}

const template = 'template_certloom'
const dataDir = path.resolve(import.meta.dirname, '../../.data/test')

/** One PostgreSQL for the whole run, with a template database that every test file clones; and the system's own beside it, where there is one. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const bundled = await startEmbedded(dataDir, ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'])
  const installed = hasInstalledPostgres() ? await startInstalledPostgres() : null
  for (const server of installed ? [bundled, installed] : [bundled]) await freshTemplate(server.ownerUrl, server.appUrl)
  project.provide('bundled', { ownerUrl: bundled.ownerUrl('postgres'), appUrl: bundled.appUrl('postgres'), superuserUrl: bundled.ownerUrl('postgres') })
  project.provide('installed', installed && { ownerUrl: installed.ownerUrl('postgres'), appUrl: installed.appUrl('postgres'), superuserUrl: installed.superuserUrl('postgres') })
  return async () => {
    installed?.stop()
    await bundled.stop()
  }
}

async function freshTemplate(ownerUrl: (database: string) => string, appUrl: (database: string) => string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl('postgres') })
  await client.connect()
  try {
    const { rows } = await client.query<{ datname: string }>(`select datname from pg_database where datname like 'test\\_%' or datname = $1`, [template])
    for (const { datname } of rows) await client.query(`drop database "${datname}" with (force)`)
    await client.query(`create database "${template}"`)
  } finally {
    await client.end()
  }
  await ensureRoles(ownerUrl(template), appUrl(template))
  await migrate(ownerUrl(template))
  await loadCatalogue(ownerUrl(template))
}
