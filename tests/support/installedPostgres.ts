import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { freePort } from './ports.ts'

/** The oldest PostgreSQL we promise to run on, where the system has it. */
const bin = '/usr/lib/postgresql/15/bin'

export const hasInstalledPostgres = (): boolean => existsSync(path.join(bin, 'postgres'))

/** A server whose tables will be owned by a login that is no superuser, as on a hosted database. */
export type InstalledPostgres = {
  ownerUrl(database: string): string
  appUrl(database: string): string
  superuserUrl(database: string): string
  stop(): void
}

export async function startInstalledPostgres(further: readonly string[]): Promise<InstalledPostgres> {
  const folder = mkdtempSync(path.join(tmpdir(), 'certloom-postgres15-'))
  const account = process.getuid?.() === 0 ? postgresAccount() : undefined
  const cluster = path.join(folder, 'cluster')
  mkdirSync(cluster, { mode: 0o700 })
  const passwordFile = path.join(folder, 'password')
  writeFileSync(passwordFile, 'superuser', { mode: 0o600 })
  if (account) for (const file of [folder, cluster, passwordFile]) chownSync(file, account.uid, account.gid)
  const options = ['--auth=scram-sha-256', '-U', 'postgres', `--pwfile=${passwordFile}`, '--locale=C.UTF-8', '--encoding=UTF8', '--no-sync']
  execFileSync(path.join(bin, 'initdb'), ['-D', cluster, ...options], { ...account, cwd: folder, stdio: 'pipe' })
  const port = await freePort()
  const own = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', 'synchronous_commit=off', 'max_connections=100']
  const settings = [...own, ...further]
  const server = spawn(path.join(bin, 'postgres'), ['-D', cluster, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])], {
    ...account,
    cwd: folder,
    stdio: 'ignore',
  })
  const url = (user: string, password: string, database: string) => `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`
  await createOwner(url('postgres', 'superuser', 'postgres'))
  return {
    ownerUrl: (database) => url('hosted_owner', 'owner', database),
    appUrl: (database) => url('certloom_app', 'app', database),
    superuserUrl: (database) => url('postgres', 'superuser', database),
    stop() {
      server.kill('SIGINT')
      server.once('exit', () => rmSync(folder, { recursive: true, force: true }))
    },
  }
}

/** The login a hosting provider gives: may make databases and roles, and is no superuser. */
async function createOwner(superuserUrl: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client({ connectionString: superuserUrl })
    try {
      await client.connect()
      await client.query(`create role hosted_owner login createdb createrole nosuperuser nobypassrls password 'owner'`)
      return
    } catch (error) {
      if (attempt > 200 || (error as { code?: string }).code === '42710') throw error
      await sleep(25)
    } finally {
      await client.end().catch(() => {})
    }
  }
}

function postgresAccount(): { uid: number; gid: number } {
  const id = (flag: '-u' | '-g') => Number(execFileSync('id', [flag, 'postgres']))
  return { uid: id('-u'), gid: id('-g') }
}
