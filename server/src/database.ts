import type { Config } from './config.ts'
import { startEmbedded } from './db/embedded.ts'
import { migrate } from './db/migrate.ts'
import { ensureRoles, refuseStrongLogin } from './db/roles.ts'
import { loadCatalogue } from './frameworks/loadCatalogue.ts'
import type { Log } from './log.ts'
import { StartError } from './startError.ts'

/** A database that is migrated and has the catalogue. `supervise` keeps the bundled server running, `stop` ends it; neither does anything to one that is not ours. */
export type Database = { appUrl: string; ownerUrl: string; supervise(log: Log): void; stop(): Promise<void> }

const databaseName = 'certloom'

/**
 * Makes the configured database ready: the one in DATABASE_URL, or the bundled PostgreSQL.
 * @param say told what is being done, for somebody who waits
 */
export async function openDatabase(config: Config, say: (step: string) => void): Promise<Database> {
  const database = await reach(config, say)
  try {
    await ensureRoles(database.ownerUrl, database.appUrl)
    const applied = await migrate(database.ownerUrl)
    if (applied.length > 0) say(`Database brought up to date (${applied.length} ${applied.length === 1 ? 'migration' : 'migrations'})`)
    await refuseStrongLogin(database.appUrl)
    await loadCatalogue(database.ownerUrl)
    return database
  } catch (error) {
    await database.stop()
    throw explained(error, config)
  }
}

async function reach(config: Config, say: (step: string) => void): Promise<Database> {
  if (config.database) return { ...config.database, supervise: () => {}, stop: async () => {} }
  const bundled = await startEmbedded(config.dataDir)
  say('PostgreSQL is running (bundled)')
  await bundled.createDatabase(databaseName)
  return {
    appUrl: bundled.appUrl(databaseName),
    ownerUrl: bundled.ownerUrl(databaseName),
    supervise: (log) => bundled.supervise(log),
    stop: () => bundled.stop(),
  }
}

/** What PostgreSQL or the network said about an address that was configured by hand, as one sentence. */
function explained(error: unknown, config: Config): unknown {
  if (error instanceof StartError || !config.database) return error
  const { code, message } = error as { code?: string; message?: string }
  const why =
    code === '28P01'
      ? 'the password is wrong'
      : code === '3D000'
        ? 'there is no such database'
        : code === 'ECONNREFUSED' || code === 'ENOTFOUND'
          ? 'nothing answers there'
          : message
  const { host, pathname } = new URL(config.database.ownerUrl)
  return new StartError(`The database ${host}${pathname} cannot be used: ${why}. Check DATABASE_URL and DATABASE_OWNER_URL.`, {
    cause: error,
  })
}
