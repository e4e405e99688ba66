import path from 'node:path'
import { type Embedded, startEmbedded } from '@certloom/server/db/embedded'
import { migrate } from '@certloom/server/db/migrate'
import { ensureRoles } from '@certloom/server/db/roles'
import { loadCatalogue } from '@certloom/server/frameworks/loadCatalogue'
import pg from 'pg'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    ownerUrl: string
    appUrl: string
  }
}

const template = 'template_certloom'
const dataDir = path.resolve(import.meta.dirname, '../../.data/test')

/** One PostgreSQL for the whole run, with a template database that every test file clones. It forgets on power loss, which tests do not mind. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startEmbedded(dataDir, ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'])
  await freshTemplate(postgres)
  project.provide('ownerUrl', postgres.ownerUrl('postgres'))
  project.provide('appUrl', postgres.appUrl('postgres'))
  return () => postgres.stop()
}

async function freshTemplate(postgres: Embedded): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.ownerUrl('postgres') })
  await client.connect()
  try {
    const { rows } = await client.query<{ datname: string }>(
      `select datname from pg_database where datname like 'test\\_%' or datname = $1`,
      [template],
    )
    for (const { datname } of rows) await client.query(`drop database "${datname}" with (force)`)
  } finally {
    await client.end()
  }
  await postgres.createDatabase(template)
  await ensureRoles(postgres.ownerUrl(template), postgres.appUrl(template))
  await migrate(postgres.ownerUrl(template))
  await loadCatalogue(postgres.ownerUrl(template))
}
