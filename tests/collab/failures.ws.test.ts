import { setTimeout as pause } from 'node:timers/promises'
import { textSection } from '@certloom/shared/collab/documentDoc'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { makeDocument, objectives } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { openPostgresProxy, type PostgresProxy } from '../support/postgresProxy.ts'
import { randomNumbers } from '../support/random.ts'
import { startWorld, type World } from '../support/world.ts'
import { Writer } from '../support/writer.ts'

/** How long each trouble lasts, longer with `OUTAGE_SECONDS`, and how often it is made, more with `FAILURE_ROUNDS`. */
const outage = Number(process.env.OUTAGE_SECONDS ?? 1) * 1_000
const rounds = Number(process.env.FAILURE_ROUNDS ?? 1)
const seed = Number(process.env.FAILURE_SEED ?? Date.now() % 100_000)

/** Everything must be saved and on record this long after the trouble is over, without anybody's help, in milliseconds. */
const recovery = 15_000

let world: World
let proxy: PostgresProxy
let people: Person[]

beforeAll(async () => {
  world = await startWorld({}, async (url) => {
    proxy = await openPostgresProxy(url)
    return proxy.url
  })
  const olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  people = [olivia, await invite(world, olivia, 'Ana', 'member'), await invite(world, olivia, 'Ben', 'member')]
})
afterEach(() => proxy.restore())
afterAll(async () => {
  await world.stop()
  await proxy.close()
})

type Random = () => number
type Trouble = (random: Random) => void | Promise<void>

const isLogging = (sql: string): boolean => /^insert into .*live_update/i.test(sql)
const isSaving = (sql: string): boolean => /^(insert|update|delete)/i.test(sql) && !isLogging(sql)
const diskFull = { sqlState: '53100' }

const troubles: [string, Trouble][] = [
  ['is gone', () => proxy.goDown()],
  ['is slow', () => proxy.slowDown(60)],
  [
    'loses its connections again and again',
    async () => {
      for (const until = performance.now() + outage; performance.now() < until; ) {
        proxy.cut()
        await pause(100)
      }
    },
  ],
  ['is cut off in the middle of transactions', (random) => proxy.decide((sql) => (isLogging(sql) && random() < 0.5 ? 'cut' : 'pass'))],
  ['is cut off before it commits', (random) => proxy.decide((sql) => (/^commit/i.test(sql) && random() < 0.5 ? 'cut' : 'pass'))],
  ['commits and cannot say so', (random) => proxy.decide((sql) => (/^commit/i.test(sql) && random() < 0.5 ? 'cut unanswered' : 'pass'))],
  ['falls silent on connections it has', (random) => proxy.decide((sql) => (isLogging(sql) && random() < 0.3 ? 'swallow' : 'pass'))],
  ['has no room on its disk', () => proxy.decide((sql) => (/^(insert|update|delete)/i.test(sql) ? diskFull : 'pass'))],
  ['has no room for the log', () => proxy.decide((sql) => (isLogging(sql) ? diskFull : 'pass'))],
  ['has no room for snapshots', () => proxy.decide((sql) => (isSaving(sql) ? diskFull : 'pass'))],
  ['fails now and then', (random) => proxy.decide((sql) => (sql !== '' && random() < 0.1 ? { sqlState: 'XX000' } : 'pass'))],
]

const cases = Array.from({ length: rounds }, (_, round) => troubles.map(([name, make]) => [name, round, make] as const)).flat()

test.each(cases)(
  `nothing is lost, nothing wrongly called saved while the database %s (round %i, seed ${seed})`,
  async (_name, round, trouble) => {
    const random = randomNumbers(seed + round)
    const { id, room } = await makeDocument(people[0] as Person, `Customer ${crypto.randomUUID()}`)
    const first = await join(world, people[0] as Person, room)
    first.type(objectives, '.')
    await first.saved()
    first.leave()
    const lies: Promise<string[]>[] = []
    const check = (writer: Writer) => {
      if (lies.length % 4 === 0) lies.push(liesOf(writer, room))
      else lies.push(Promise.resolve([]))
    }
    const writers = await Promise.all(people.map(async (person) => new Writer(person.me.user.name, await join(world, person, room), check)))
    const writing = writers.map((writer) => writer.write(random))
    await pause(200)
    const asked = pause(outage / 4).then(() => world.app.services.live.store(room)) // as somebody does who submits meanwhile
    await Promise.allSettled([trouble(random), asked, pause(outage)])
    expect(proxy.restore()).toBeGreaterThan(0)
    for (const writer of writers) writer.stop()
    await Promise.all(writing)
    await within(recovery, Promise.all(writers.map((writer) => writer.editor.saved())))

    expect((await Promise.all(lies)).flat()).toEqual([])
    const stored = await storedWords(room)
    for (const writer of writers) {
      expect(writer.contradictions(stored, writer.everything)).toEqual([])
      expect(writer.editor.refusal()).toBeUndefined()
      expect(writer.editor.words(objectives)).toBe(stored)
      writer.editor.leave()
    }
    await expectOnRecord(id, room)
    expect((await fetch(`${world.url}/readyz`)).status).toBe(200)
  },
)

/** The words of a room as PostgreSQL has them at this moment, asked past everything that stands in between. */
async function storedWords(room: string): Promise<string> {
  const doc = new Y.Doc()
  const [row] = await world.sql<{ state: Buffer; updates: Buffer[] | null }>(
    `select state, (select array_agg(update order by id) from live_update where room = $1) as updates from live_document where room = $1`,
    [room],
  )
  Y.applyUpdate(doc, new Uint8Array(row?.state ?? []))
  for (const update of row?.updates ?? []) Y.applyUpdate(doc, new Uint8Array(update))
  const paragraph = textSection(doc, objectives).get(0)
  return paragraph instanceof Y.XmlElement ? paragraph.toArray().join('') : ''
}

/** What a writer was told is saved and PostgreSQL does not have. */
async function liesOf(writer: Writer, room: string): Promise<string[]> {
  const told = writer.acknowledged
  const words = await storedWords(room)
  return writer.contradictions(words, told)
}

/** The log is empty because a version has it all, and versions and activity name everybody who wrote. */
async function expectOnRecord(documentId: string, room: string): Promise<void> {
  const everybody = people.map((person) => person.me.user.id).sort()
  await vi.waitFor(
    async () => {
      expect(await world.sql('select 1 from live_update where room = $1', [room])).toEqual([])
      const contributors = await world.sql<{ id: string }>(
        'select distinct unnest(contributor_ids) as id from document_version where document_id = $1 order by 1',
        [documentId],
      )
      expect(contributors.map(({ id }) => id)).toEqual(everybody)
      const actors = await world.sql<{ id: string }>(
        `select distinct actor_id as id from activity where entity_id = $1 and action = 'section.edited' order by 1`,
        [documentId],
      )
      expect(actors.map(({ id }) => id)).toEqual(everybody)
    },
    { timeout: recovery, interval: 50 },
  )
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_resolve, reject) => setTimeout(() => reject(new Error('not recovered in time')), milliseconds).unref())
  return Promise.race([work, late])
}
