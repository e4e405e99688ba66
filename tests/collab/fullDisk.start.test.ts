import { execFileSync } from 'node:child_process'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { fiveColleagues } from '../support/colleagues.ts'
import { makeDocument, objectives } from '../support/documents.ts'
import { join } from '../support/live.ts'
import type { Person } from '../support/people.ts'
import { freePort } from '../support/ports.ts'
import { randomNumbers } from '../support/random.ts'
import { askingAt, expectOnRecord, storedWords, within } from '../support/record.ts'
import { bundledUrl, newDataDir, type ServerProcess, startServerProcess } from '../support/serverProcess.ts'
import { Writer } from '../support/writer.ts'

/** Everything must be saved and on record this long after there is room again, without anybody's help, in milliseconds. */
const recovery = 60_000

/** Everything of a server lies on a disk of its own; only the root of a Linux may make one. It takes twenty seconds: with `FULL_DISK`. */
const dataDir = newDataDir()
const isMounted = process.env.FULL_DISK !== undefined && mount()
function mount(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=300m,mode=755', 'certloom-test', dataDir], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const ballast = path.join(dataDir, 'ballast')
const sql = askingAt(() => bundledUrl(dataDir))
let server: ServerProcess
let people: Person[]

beforeAll(async () => {
  if (!isMounted) return
  server = await startServerProcess({ port: await freePort(), dataDir })
  people = await fiveColleagues(server)
})
afterAll(async () => {
  rmSync(ballast, { force: true })
  await server?.stop()
  if (isMounted) execFileSync('umount', [dataDir])
  rmSync(dataDir, { recursive: true, force: true })
})

/** Writes until nothing more goes on the disk. */
function fillDisk(): void {
  const file = openSync(ballast, 'a')
  try {
    for (const size of [1_048_576, 4_096, 1]) writeUntilFull(file, Buffer.alloc(size))
  } finally {
    closeSync(file)
  }
}

function writeUntilFull(file: number, block: Buffer): void {
  for (;;) {
    try {
      writeSync(file, block)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return
      throw error
    }
  }
}

/** More than fits into the log that PostgreSQL has room for already. */
const muchLog = `select pg_logical_emit_message(false, 'test', repeat('x', 1000000)) from generate_series(1, 200)`

const troubles: [string, () => Promise<void>][] = [
  ['its tables cannot grow', async () => {}],
  ['its own log cannot grow, of which it dies', () => expect(sql(muchLog)).rejects.toThrow()],
]

test.skipIf(!isMounted).each(troubles)('people go on writing while the disk of PostgreSQL is full and %s', async (_what, make) => {
  const [olivia] = people as [Person]
  const { id, room } = await makeDocument(olivia, `Customer ${crypto.randomUUID()}`)
  const first = await join(server, olivia, room)
  first.type(objectives, '.')
  await first.saved()
  first.leave()
  const writers = await Promise.all(people.map(async (person) => new Writer(person.me.user.name, await join(server, person, room))))
  const random = randomNumbers(1)
  const writing = Promise.all(writers.map((writer) => writer.write(random)))
  await pause(500)
  fillDisk()
  await make()
  const readiness = async (): Promise<number> => (await fetch(`${server.url}/readyz`)).status
  await vi.waitFor(async () => expect(await readiness()).toBe(503), { timeout: 30_000, interval: 100 })
  const told = writers.map((writer) => writer.acknowledged.inserted)
  await pause(3_000)
  expect(writers.map((writer) => writer.acknowledged.inserted)).toEqual(told) // nothing is called saved while nothing is
  for (const writer of writers) writer.rest()
  await writing

  rmSync(ballast)
  await within(recovery, Promise.all(writers.map(({ editor }) => editor.saved())))
  const stored = await storedWords(sql, room)
  for (const writer of writers) {
    expect(writer.contradictions(stored, writer.everything)).toEqual([])
    expect(writer.editor.refusal()).toBeUndefined()
    writer.editor.leave()
  }
  await expectOnRecord(sql, { id, room }, people, recovery)
  expect(await readiness()).toBe(200)
})
