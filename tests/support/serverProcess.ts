import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { vi } from 'vitest'
import { unpackedChromium } from './chromium.ts'

const root = path.resolve(import.meta.dirname, '../..')

/** The real server as its own process, as `npm start` runs it, to be killed. */
export type ServerProcess = {
  url: string
  /** Ends it at once, as a power cut does; with `andPostgres` its database too. */
  crash(options?: { andPostgres: boolean }): Promise<void>
  /** Asks it to stop, and answers its exit code and everything it printed. SIGUSR2 is for what a test had it load. */
  stop(signal?: 'SIGTERM' | 'SIGINT' | 'SIGUSR2'): Promise<{ exitCode: number | null; output: string }>
  output(): string
}

/** A folder for one server's data, which the database's own account can reach. */
export function newDataDir(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'certloom-data-'))
  chmodSync(folder, 0o755)
  return folder
}

/** Starts the server and waits until it can serve; rejects with what it said if it ends instead. */
export async function startServerProcess(options: {
  port: number
  dataDir: string
  env?: Record<string, string | undefined>
}): Promise<ServerProcess> {
  const { port, dataDir, env = {} } = options
  const server = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'server/src/main.ts'], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PORT: String(port),
      DATA_DIR: dataDir,
      SEED: 'empty',
      LOG_LEVEL: 'error',
      GUESSES_PER_MINUTE: '100000',
      CHROMIUM_PATH: await unpackedChromium(),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const listen = (chunk: Buffer): void => {
    output += chunk.toString()
  }
  server.stdout?.on('data', listen)
  server.stderr?.on('data', listen)
  const url = `http://127.0.0.1:${port}`
  await vi
    .waitFor(
      async () => {
        if (server.exitCode !== null) return
        const ready = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(1_000) })
        if (!ready.ok) throw new Error(`not ready: ${await ready.text()}`)
      },
      { timeout: 60_000, interval: 25 },
    )
    .catch((cause: unknown) => {
      server.kill('SIGKILL')
      throw new Error(`The server did not answer at ${url} within a minute. It said: ${output}`, { cause })
    })
  if (server.exitCode !== null) throw new Error(output)
  return {
    url,
    output: () => output,
    async crash({ andPostgres } = { andPostgres: false }) {
      server.kill('SIGKILL')
      if (andPostgres) process.kill(postmasterOf(dataDir), 'SIGKILL')
      await exited(server)
    },
    async stop(signal = 'SIGTERM') {
      server.kill(signal)
      return { exitCode: await exited(server), output }
    },
  }
}

/** Pid of the bundled PostgreSQL of a data folder. */
export const postmasterOf = (dataDir: string): number => Number(lockFileOf(dataDir)[0])

/** Where to ask the bundled PostgreSQL of a data folder as its owner, past row security. */
export function bundledUrl(dataDir: string): string {
  const { owner } = JSON.parse(readFileSync(path.join(dataDir, 'postgres/credentials.json'), 'utf8')) as { owner: string }
  return `postgresql://certloom_owner:${owner}@127.0.0.1:${lockFileOf(dataDir)[3]}/certloom`
}

const lockFileOf = (dataDir: string): string[] => readFileSync(path.join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')

/** Pid of a process of the bundled PostgreSQL that serves the application. */
export function backendOf(dataDir: string): number {
  const parent = new RegExp(`^PPid:\\s+${postmasterOf(dataDir)}$`, 'm')
  const found = readdirSync('/proc').find((pid) => {
    try {
      const isServing = readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('postgres: certloom_app')
      return isServing && parent.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
    } catch {
      return false // no process, or one that ended meanwhile
    }
  })
  if (!found) throw new Error('Nobody is connected to the bundled PostgreSQL.')
  return Number(found)
}

/** Does a process with this number run? One that ended and that nobody asked about counts as ended. */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

const exited = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((resolve) => child.once('exit', (code) => resolve(code)))
