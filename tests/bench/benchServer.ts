import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startEmbedded } from '@certloom/server/db/embedded'
import pg from 'pg'
import { freePort } from '../support/ports.ts'
import type { World } from '../support/world.ts'
import { parentOf } from './processes.ts'

export type BenchServer = Pick<World, 'url' | 'sql'> & {
  pid: number
  /** The first process of its PostgreSQL, whose children the others are. */
  databasePid: number
  /** Rooms that are loaded at this moment. */
  loadedRooms(): Promise<number>
  stop(): Promise<void>
}

/** What differs from `npm start`: no demo world, and limits that let one machine play everybody. */
export const benchSettings = {
  SEED: 'empty',
  LOG_LEVEL: 'error',
  REQUESTS_PER_MINUTE: '1000000',
  GUESSES_PER_MINUTE: '1000000',
  LIVE_SOCKETS_PER_PERSON: '1000',
  LIVE_SOCKETS_PER_ADDRESS: '10000',
} as const

const databaseName = 'certloom'

/** The server as in production, as its own process, on a PostgreSQL of its own with the settings of every day. */
export async function startBenchServer(): Promise<BenchServer> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'certloom-bench-'))
  chmodSync(dataDir, 0o755)
  const postgres = await startEmbedded(dataDir)
  await postgres.createDatabase(databaseName)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const server = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'server/src/main.ts'], {
    cwd: path.resolve(import.meta.dirname, '../..'),
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PORT: String(port),
      DATA_DIR: dataDir,
      DATABASE_URL: postgres.appUrl(databaseName),
      DATABASE_OWNER_URL: postgres.ownerUrl(databaseName),
      ...benchSettings,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await answering(`${url}/readyz`, server)
  const owner = new pg.Pool({ connectionString: postgres.ownerUrl(databaseName), max: 2 })
  const sql: World['sql'] = async <Row extends pg.QueryResultRow = pg.QueryResultRow>(text: string, values: unknown[] = []) =>
    (await owner.query<Row>(text, values)).rows
  const [backend] = await sql<{ pid: number }>('select pg_backend_pid() pid')
  return {
    url,
    sql,
    pid: server.pid ?? 0,
    databasePid: parentOf(backend?.pid ?? 0),
    async loadedRooms() {
      const metrics = await (await fetch(`${url}/metrics`)).text()
      return Number(/^certloom_live_rooms (\d+)/m.exec(metrics)?.[1])
    },
    async stop() {
      await owner.end()
      server.kill('SIGTERM')
      await new Promise((resolve) => server.once('exit', resolve))
      await postgres.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** @throws if the server ends before it answers */
async function answering(address: string, server: ChildProcess): Promise<void> {
  while (server.exitCode === null && server.signalCode === null) {
    const answer = await fetch(address).catch(() => null)
    if (answer?.ok) return
    await pause(50)
  }
  throw new Error('The server ended before it answered.')
}
