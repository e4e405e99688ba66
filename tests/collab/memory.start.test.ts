import { rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { fiveColleagues } from '../support/colleagues.ts'
import { type Debugger, openDebugger } from '../support/debugger.ts'
import { makeDocument, objectives } from '../support/documents.ts'
import { join } from '../support/live.ts'
import type { Person } from '../support/people.ts'
import { freePort } from '../support/ports.ts'
import { randomNumbers } from '../support/random.ts'
import { newDataDir, type ServerProcess, startServerProcess } from '../support/serverProcess.ts'
import { Writer } from '../support/writer.ts'

/** An hour with `SOAK_MINUTES=60`. */
const minutes = Number(process.env.SOAK_MINUTES ?? 0.15)

/** What a run may leave behind in the heap after its first fifth, in bytes: caches fill, code is compiled; a room that stays is more. */
const mostGrowth = 8_000_000

let dataDir: string
let server: ServerProcess
let debug: Debugger
let people: Person[]
beforeAll(async () => {
  dataDir = newDataDir()
  const debugPort = await freePort()
  server = await startServerProcess({ port: await freePort(), dataDir, env: { NODE_OPTIONS: `--inspect=127.0.0.1:${debugPort}` } })
  debug = await openDebugger(debugPort)
  people = await fiveColleagues(server)
})
afterAll(async () => {
  debug.close()
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

/** How often somebody asks again who is told that the database is busy, and how long, in milliseconds. */
const whenBusy = { interval: 1_000, timeout: 60_000 }

/** Five people open a document of its own, write for a moment, look at lists, and go; then the server has nothing open. */
async function round(n: number): Promise<void> {
  const [olivia] = people as [Person]
  const { id, room } = await makeDocument(olivia, `Round ${n}`)
  const first = await join(server, olivia, room)
  first.type(objectives, '.')
  await first.saved()
  const writers = await Promise.all(people.map(async (person) => new Writer(person.me.user.name, await join(server, person, room))))
  const writing = writers.map((writer, index) => writer.write(randomNumbers(n * 10 + index)))
  await Promise.all(people.map((person) => vi.waitFor(() => person.api.activity.list({ entity_id: id, limit: 50 }), whenBusy)))
  await pause(1_000) // as long as they write
  for (const writer of writers) writer.rest()
  await Promise.all(writing)
  for (const { editor } of [...writers, { editor: first }]) editor.leave()
  await vi.waitFor(async () => expect(await (await fetch(`${server.url}/metrics`)).text()).toMatch(/^certloom_live_rooms 0$/m), {
    timeout: 60_000,
  })
}

test(`memory stays flat while people come, write and go for ${minutes} minutes`, { timeout: minutes * 60_000 + 120_000 }, async ({
  annotate,
}) => {
  const until = Date.now() + minutes * 60_000
  const heap: number[] = []
  for (let n = 0; Date.now() < until || heap.length < 5; n++) {
    await round(n)
    heap.push(await debug.heapInUse())
  }
  const warm = heap[Math.floor(heap.length / 5)] ?? 0
  const last = Math.min(...heap.slice(-2)) // what the last round left that the one before did not is not a leak
  const figures = { rounds: heap.length, warm, last, resident: await debug.resident(), documents: await debug.instancesOf('Document') }
  await annotate(JSON.stringify(figures))
  expect(figures).toMatchObject({ documents: 0 })
  expect(last - warm).toBeLessThan(mostGrowth)
})
