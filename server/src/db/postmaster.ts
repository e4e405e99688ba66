import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { StartError } from '../startError.ts'
import { type Cluster, ownerRole, postgresEnvironment } from './cluster.ts'

/** How long a start, or the recovery after a crash, may take before we give up on it, in milliseconds. */
const patience = 60_000

/** What Postgres says while processes of a killed server still hold its memory; they are gone in a moment. */
const stillHeld = 'pre-existing shared memory block'

/** Our own connections are closed by now, and their processes may still be ending on a busy machine: who is there this long after is somebody else. In milliseconds. */
const leavingTakes = 2_000

type Running = { pid: number; port: number }

/**
 * The port of the cluster's server: one that runs already, or one started now.
 * @param wanted the port it must be started at; else the one it was last at, where another server may still look for it, or a free one
 */
export async function runningPort(cluster: Cluster, settings: readonly string[], wanted?: number): Promise<number> {
  const deadline = Date.now() + patience
  for (;;) {
    const left = readPidFile(cluster)
    const isOurs = left !== undefined && isPostmasterOf(left.pid, cluster)
    const child = isOurs ? undefined : spawnPostgres(cluster, wanted ?? (await freePort(left?.port)), settings, left?.pid)
    const outcome = await waitUntilReady(cluster, child, deadline)
    if (typeof outcome === 'number') return outcome
    if (!outcome.includes(stillHeld) || Date.now() > deadline)
      throw new StartError(`The bundled PostgreSQL did not start: ${lastLine(outcome)}`)
    await sleep(100)
  }
}

/** Is the cluster's server there? Whether a number is still its own costs nothing to ask on Linux only. */
export function isRunning(cluster: Cluster): boolean {
  const found = readPidFile(cluster)
  return found !== undefined && (process.platform === 'linux' ? isPostmasterOf(found.pid, cluster) : isAlive(found.pid))
}

/** Stops the cluster's server, unless somebody else is connected to it. */
export async function stopUnlessShared(cluster: Cluster, port: number): Promise<void> {
  const running = readPidFile(cluster)
  if (!running || !isAlive(running.pid)) return
  const deadline = Date.now() + leavingTakes
  while ((await countOthers(cluster, port)) > 0) {
    if (Date.now() > deadline) return
    await sleep(50)
  }
  interrupt(running.pid)
  while (isAlive(running.pid) && isPostmasterOf(running.pid, cluster)) await sleep(10)
}

export async function asOwner<T>(cluster: Cluster, port: number, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: ownerRole,
    password: cluster.credentials.owner,
    database: 'postgres',
    connectionTimeoutMillis: 2_000,
  })
  client.on('error', () => {}) // the server may go away while we hang up
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function countOthers(cluster: Cluster, port: number): Promise<number> {
  try {
    const { rows } = await asOwner(cluster, port, (client) =>
      client.query<{ n: number }>(
        `select count(*)::int as n from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
      ),
    )
    return rows[0]?.n ?? 0
  } catch {
    return 0 // it does not answer: nobody else is served either
  }
}

/**
 * Detached: a Ctrl-C in the terminal reaches us alone, and we stop Postgres after the last document is stored.
 * @param stalePid the pid in a lock file that a crash left behind. Postgres must not take whoever has that number now for a running server; told
 *   as its grandparent it goes on to the check that counts, whether the old server's memory is still in use.
 */
function spawnPostgres(
  { binaries, folder, account }: Cluster,
  port: number,
  settings: readonly string[],
  stalePid: number | undefined,
): ChildProcess {
  const all = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', ...settings]
  return spawn(binaries.postgres, ['-D', folder, '-p', String(port), ...all.flatMap((setting) => ['-c', setting])], {
    ...account,
    env: { ...postgresEnvironment(), ...(stalePid !== undefined && { PG_GRANDPARENT_PID: String(stalePid) }) },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
}

/** @returns the port once it answers, or what the server said if it ended instead */
async function waitUntilReady(cluster: Cluster, child: ChildProcess | undefined, deadline: number): Promise<number | string> {
  let said = ''
  child?.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4_000)
  })
  let hasEnded = false
  child?.once('exit', () => {
    hasEnded = true
  })
  child?.once('error', (error) => {
    said = error.message
    hasEnded = true
  })
  child?.unref()
  ;(child?.stderr as unknown as { unref(): void } | null | undefined)?.unref()
  while (Date.now() < deadline) {
    if (hasEnded) return said
    const found = readPidFile(cluster)
    if (found && (!child || found.pid === child.pid) && (await answers(cluster, found.port))) return found.port
    await sleep(20)
  }
  return said === '' ? `it was not ready within ${patience / 1000} s` : said
}

async function answers(cluster: Cluster, port: number): Promise<boolean> {
  try {
    await asOwner(cluster, port, (client) => client.query('select 1'))
    return true
  } catch {
    return false
  }
}

function readPidFile({ folder }: Cluster): Running | undefined {
  try {
    const [pid, , , port] = readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n')
    return Number(pid) > 0 && Number(port) > 0 ? { pid: Number(pid), port: Number(port) } : undefined
  } catch {
    return undefined
  }
}

/** Asks a process to end; one that has ended meanwhile, because somebody else asked it, is no error. */
function interrupt(pid: number): void {
  try {
    process.kill(pid, 'SIGINT')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Is this process the server of this cluster? A number alone does not tell: it may be a dead child nobody asked about, or another program by now. */
function isPostmasterOf(pid: number, { folder }: Cluster): boolean {
  if (!isAlive(pid)) return false
  try {
    const command =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        : execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' })
    return command.includes('postgres') && command.includes(folder)
  } catch {
    return false
  }
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? ''

/** @param preferred taken if nothing else has it */
function freePort(preferred = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => (preferred === 0 ? reject(error) : resolve(freePort())))
    probe.listen(preferred, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
