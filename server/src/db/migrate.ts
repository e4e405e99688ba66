import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { SchemaEngine } from '@prisma/schema-engine-wasm'
import pg from 'pg'
import { MigrationAdapter } from './migrationAdapter.ts'
import type { Db } from './prisma.ts'
import { appRole, asMemberOfIdentity } from './roles.ts'

const prismaDir = path.resolve(import.meta.dirname, '../../../prisma')
const migrationsDir = path.join(prismaDir, 'migrations')
const filters = { externalTables: [], externalEnums: [] }

/** Our own lock number. The engine takes 72707369 itself and gives up after 10 s: the same number would wait for itself. */
const migrationLock = 7_270_001

/**
 * Brings a database to the current schema. Safe to call from several processes at once: one migrates, the others wait and find nothing to do.
 * @param ownerUrl login that owns the tables and may create roles
 * @returns names of the migrations applied
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const lock = new pg.Client({ connectionString: ownerUrl })
  await lock.connect()
  try {
    await lock.query('select pg_advisory_lock($1)', [migrationLock])
    const applied = await withEngine(ownerUrl, (engine) => engine.applyMigrations({ migrationsList: migrationsOnDisk(), filters }))
    await lock.query(`grant select (migration_name, finished_at, rolled_back_at) on _prisma_migrations to ${appRole}`) // for `isMigrated`
    return applied.appliedMigrationNames
  } finally {
    await lock.end()
  }
}

/** Does the database have every migration that this code ships? */
export async function isMigrated(db: Pick<Db, '$queryRaw'>): Promise<boolean> {
  const applied = await db.$queryRaw<
    { n: number }[]
  >`select count(*)::int as n from _prisma_migrations where finished_at is not null and rolled_back_at is null`
  return (applied[0]?.n ?? 0) >= migrationsOnDisk().migrationDirectories.length
}

/**
 * Writes a new migration with what the schema files have and the existing migrations do not yet make.
 * @returns its folder name, or null if there is no difference
 */
export function newMigration(ownerUrl: string, name: string): Promise<string | null> {
  return withEngine(ownerUrl, async (engine) => {
    const difference = await engine.diff({
      from: { tag: 'migrations', ...migrationsOnDisk() },
      to: { tag: 'schemaDatamodel', files: schemaFiles() },
      script: true,
      exitCode: null,
      filters,
    })
    const sql = difference.stdout?.trim() ?? ''
    if (sql === '' || sql.startsWith('-- This is an empty migration')) return null
    const folder = `${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}_${name}`
    mkdirSync(path.join(migrationsDir, folder), { recursive: true })
    writeFileSync(path.join(migrationsDir, folder, 'migration.sql'), `${sql}\n`)
    return folder
  })
}

const schemaFiles = () =>
  readdirSync(path.join(prismaDir, 'schema'))
    .filter((file) => file.endsWith('.prisma'))
    .sort()
    .map((file) => ({ path: path.join(prismaDir, 'schema', file), content: readFileSync(path.join(prismaDir, 'schema', file), 'utf8') }))

function migrationsOnDisk() {
  const folders = existsSync(migrationsDir)
    ? readdirSync(migrationsDir, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    : []
  return {
    baseDir: migrationsDir,
    shadowDbInitScript: '',
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    migrationDirectories: folders
      .map((folder) => folder.name)
      .sort()
      .map((name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: readFileSync(path.join(migrationsDir, name, 'migration.sql'), 'utf8') },
        },
      })),
  }
}

async function withEngine<T>(url: string, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  const adapter = new MigrationAdapter(url)
  const datamodels = schemaFiles().map((file): [string, string] => [file.path, file.content])
  const engine = await SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(adapter))
  const restoreTimers = unrefNewTimers()
  try {
    return await asMemberOfIdentity(url, () => work(engine))
  } finally {
    restoreTimers()
    engine.free()
    await adapter.end()
  }
}

/** The engine leaves a 10 s lock timer behind that would keep the process alive. */
function unrefNewTimers(): () => void {
  const original = globalThis.setTimeout
  globalThis.setTimeout = ((...args: Parameters<typeof setTimeout>) => original(...args).unref()) as typeof setTimeout
  return () => {
    globalThis.setTimeout = original
  }
}
