import { rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fiveColleagues } from '../support/colleagues.ts'
import { makeDocument, objectives } from '../support/documents.ts'
import { join } from '../support/live.ts'
import type { Person } from '../support/people.ts'
import { freePort } from '../support/ports.ts'
import { randomNumbers } from '../support/random.ts'
import { askingAt, expectOnRecord, storedWords, within } from '../support/record.ts'
import {
  backendOf,
  bundledUrl,
  isAlive,
  newDataDir,
  postmasterOf,
  type ServerProcess,
  startServerProcess,
} from '../support/serverProcess.ts'
import { Writer } from '../support/writer.ts'

/** How often each is done, more with `FAILURE_ROUNDS`; the seed of a failing run is in its message. */
const rounds = Number(process.env.FAILURE_ROUNDS ?? 1)
const seed = Number(process.env.FAILURE_SEED ?? Date.now() % 100_000)

/** Everything must be saved and on record this long after the death, without anybody's help, in milliseconds. */
const recovery = 30_000

let dataDir: string
let port: number
let server: ServerProcess
let people: Person[]
const sql = askingAt(() => bundledUrl(dataDir))

beforeAll(async () => {
  dataDir = newDataDir()
  port = await freePort()
  server = await startServerProcess({ port, dataDir })
  people = await fiveColleagues(server)
})
afterAll(async () => {
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

let served = 0

/** Deaths in a row are answered ever more slowly, so a round begins with a server that has seen none. */
async function beginRound(round: number): Promise<void> {
  if (round === served) return
  served = round
  await server.stop()
  server = await startServerProcess({ port, dataDir })
}

/** A document in which everybody is writing. */
async function startWriting(name: string, random: () => number) {
  const [olivia] = people as [Person]
  const { id, room } = await makeDocument(olivia, name)
  const first = await join(server, olivia, room)
  first.type(objectives, '.')
  await first.saved()
  first.leave()
  const writers = await Promise.all(people.map(async (person) => new Writer(person.me.user.name, await join(server, person, room))))
  return { id, room, writers, writing: Promise.all(writers.map((writer) => writer.write(random))) }
}

const deaths: [string, () => number][] = [
  ['one of its processes', () => backendOf(dataDir)],
  ['its first process', () => postmasterOf(dataDir)],
  ['its first process, soon again,', () => postmasterOf(dataDir)],
]
const cases = Array.from({ length: rounds }, (_, round) => deaths.map(([whose, pid]) => [whose, round, pid] as const)).flat()

test.each(cases)(
  `people go on writing while the bundled PostgreSQL dies by %s (round %i, seed ${seed}), and everything is saved and on record`,
  async (whose, round, pidOf) => {
    await beginRound(round)
    const { id, room, writers, writing } = await startWriting(`${whose} ${round}`, randomNumbers(seed + round))
    await pause(300)
    const before = { postmaster: postmasterOf(dataDir), url: bundledUrl(dataDir) }
    const killed = pidOf()
    process.kill(killed, 'SIGKILL')
    await pause(1_000)
    for (const writer of writers) writer.rest()
    await writing
    await within(recovery, Promise.all(writers.map(({ editor }) => editor.saved())))

    expect(isAlive(killed)).toBe(false)
    expect(postmasterOf(dataDir) === before.postmaster).toBe(killed !== before.postmaster)
    expect(bundledUrl(dataDir)).toBe(before.url)
    const stored = await storedWords(sql, room)
    for (const writer of writers) {
      expect(writer.contradictions(stored, writer.everything)).toEqual([])
      expect(writer.editor.refusal()).toBeUndefined()
      writer.editor.leave()
    }
    await expectOnRecord(sql, { id, room }, people, recovery)
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  },
)

test.each(Array.from({ length: 3 * rounds }, (_, round) => round))(
  `nothing was called saved that a server held alone which died before its PostgreSQL was back: round %i, seed ${seed}`,
  async (round) => {
    const random = randomNumbers(seed + round)
    const { room, writers, writing } = await startWriting(`Both ${round}`, random)
    await pause(random() * 300)
    process.kill(postmasterOf(dataDir), 'SIGKILL')
    await pause(50 + random() * 250) // it is started again a quarter of a second later
    await server.crash()
    for (const writer of writers) writer.stop()
    await writing
    for (const { editor } of writers) editor.leave()

    server = await startServerProcess({ port, dataDir })
    const reader = await join(server, people[0] as Person, room)
    const words = reader.words(objectives)
    expect(writers.flatMap((writer) => writer.contradictions(words))).toEqual([])
    reader.leave()
  },
)
