import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { freePort } from '../support/ports.ts'
import { isAlive, newDataDir, postmasterOf, type ServerProcess, startServerProcess } from '../support/serverProcess.ts'

const isRoot = process.getuid?.() === 0
const folders: string[] = []
let running: ServerProcess | undefined

function folder(): string {
  const made = newDataDir()
  folders.push(made)
  return made
}

async function start(options: { port?: number; dataDir: string; env?: Record<string, string | undefined> }): Promise<ServerProcess> {
  running = await startServerProcess({ port: options.port ?? (await freePort()), ...options })
  return running
}

afterEach(async () => {
  await running?.stop()
  running = undefined
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true })
})

test('Ctrl-C and SIGTERM end the server and its database cleanly, and it starts again', async () => {
  const dataDir = folder()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const server = await start({ dataDir })
    const postmaster = postmasterOf(dataDir)
    const { exitCode, output } = await server.stop(signal)
    expect(exitCode).toBe(0)
    expect(output).toMatch(/Certloom is running at http:\/\/localhost:\d+[\s\S]+Stopped/)
    expect(isAlive(postmaster)).toBe(false)
  }
})

test('the browser that prints is unpacked beside the data before anybody asks for a document', async () => {
  const dataDir = folder()
  await start({ dataDir, env: { CHROMIUM_PATH: undefined } })
  await expect.poll(() => existsSync(path.join(dataDir, 'chromium', 'chromium')), { timeout: 60_000 }).toBe(true)
})

test('a busy port is one sentence, and nothing is left running', async () => {
  const dataDir = folder()
  const port = await freePort()
  const squatter = createServer().listen(port, '127.0.0.1')
  await expect(start({ dataDir, port })).rejects.toThrow(`Certloom cannot start. Port ${port} on 127.0.0.1 is not free`)
  expect(existsSync(path.join(dataDir, 'postgres'))).toBe(false)
  squatter.close()
})

test('a folder that cannot be written is one sentence', async () => {
  const blocked = path.join(folder(), 'a file')
  writeFileSync(blocked, '')
  await expect(start({ dataDir: path.join(blocked, 'data') })).rejects.toThrow(
    /Certloom cannot start\. Cannot write below .+ Set DATA_DIR to a folder that can be written\./,
  )
})

/** A disk that cannot be written, where this account may mount one. */
function readOnlyDisk(): string | undefined {
  const place = folder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', place], { stdio: 'ignore' })
    return place
  } catch {
    return undefined
  }
}

test('a read-only disk is one sentence', async ({ skip }) => {
  const disk = readOnlyDisk()
  if (disk === undefined) return skip('this account may not mount')
  try {
    await expect(start({ dataDir: path.join(disk, 'data') })).rejects.toThrow(/Cannot write below .+: the disk is read-only\. Set DATA_DIR/)
  } finally {
    execFileSync('umount', [disk])
  }
})

test.each([
  [
    'one address without the other',
    { DATABASE_URL: 'postgresql://certloom_app:x@127.0.0.1:1/certloom' },
    'Set DATABASE_URL and DATABASE_OWNER_URL together',
  ],
  [
    'an address that is none',
    { DATABASE_URL: 'nonsense', DATABASE_OWNER_URL: 'nonsense' },
    'The environment variable DATABASE_URL is not usable',
  ],
  [
    'a database that does not answer',
    { DATABASE_URL: 'postgresql://certloom_app:x@127.0.0.1:1/certloom', DATABASE_OWNER_URL: 'postgresql://owner:x@127.0.0.1:1/certloom' },
    'The database 127.0.0.1:1/certloom cannot be used: nothing answers there.',
  ],
  [
    'a login of another name',
    { DATABASE_URL: 'postgresql://postgres:x@127.0.0.1:1/certloom', DATABASE_OWNER_URL: 'postgresql://owner:x@127.0.0.1:1/certloom' },
    'DATABASE_URL must sign in as certloom_app, not as postgres.',
  ],
])('a bad database is one sentence: %s', async (_what, env, sentence) => {
  await expect(start({ dataDir: folder(), env })).rejects.toThrow(sentence)
})

test('the demo world is refused on a public address unless it is asked for', async () => {
  await expect(start({ dataDir: folder(), env: { HOST: '0.0.0.0', SEED: 'demo' } })).rejects.toThrow(
    'SEED=demo creates accounts with a public password',
  )
})

test('a cluster that was left half-made is made anew', async () => {
  const dataDir = folder()
  for (const part of ['postgres/cluster', 'postgres/cluster.partial']) mkdirSync(path.join(dataDir, part), { recursive: true })
  writeFileSync(path.join(dataDir, 'postgres/cluster/postgresql.conf'), 'interrupted')
  const server = await start({ dataDir })
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
})

test('a lock file whose number now belongs to another program does not stop the start', async () => {
  const dataDir = folder()
  await (await start({ dataDir })).stop()
  writeFileSync(path.join(dataDir, 'postgres/cluster/postmaster.pid'), `${process.pid}\n${dataDir}\n0\n5432\n\n127.0.0.1\n`)
  const server = await start({ dataDir })
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
})

test.runIf(isRoot)('root can keep its data where the database’s own account cannot go', async () => {
  const dataDir = folder()
  chmodSync(dataDir, 0o700)
  const server = await start({ dataDir: path.join(dataDir, 'below') })
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
})

test('two servers can share one database, and the first to end leaves it running', async () => {
  const dataDir = folder()
  const [first, second] = await Promise.all([start({ dataDir }), start({ dataDir })])
  await first.stop()
  expect((await fetch(`${second.url}/readyz`)).status).toBe(200)
  expect((await second.stop()).exitCode).toBe(0)
})
