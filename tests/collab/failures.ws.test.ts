import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { makeDocument, objectives } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { openPostgresProxy, type PostgresProxy } from '../support/postgresProxy.ts'
import { randomNumbers } from '../support/random.ts'
import { expectOnRecord, storedWords, within } from '../support/record.ts'
import { startWorld, type World } from '../support/world.ts'
import { Writer } from '../support/writer.ts'

/**
 * How long each trouble lasts, longer with `OUTAGE_SECONDS`, and how often it is made, more with `FAILURE_ROUNDS`; and how long the one lasts during
 * which people leave, longer with `LONG_OUTAGE_SECONDS`.
 */
const outage = Number(process.env.OUTAGE_SECONDS ?? 1) * 1_000
const longOutage = Number(process.env.LONG_OUTAGE_SECONDS ?? 1) * 1_000
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
    const stored = await storedWords(world.sql, room)
    for (const writer of writers) {
      expect(writer.contradictions(stored, writer.everything)).toEqual([])
      expect(writer.editor.refusal()).toBeUndefined()
      expect(writer.editor.words(objectives)).toBe(stored)
      writer.editor.leave()
    }
    await expectOnRecord(world.sql, { id, room }, people, recovery)
    expect((await fetch(`${world.url}/readyz`)).status).toBe(200)
  },
)

test('whoever joins while snapshots do not reach the database is told so, and told when they do', async () => {
  const [olivia, ana] = people as [Person, Person]
  const { room } = await makeDocument(olivia, `Customer ${crypto.randomUUID()}`)
  const news = async (person: Person) => {
    const editor = await join(world, person, room)
    const heard: string[] = []
    editor.provider.on('stateless', ({ payload }: { payload: string }) => heard.push((JSON.parse(payload) as { type: string }).type))
    return { editor, heard }
  }
  const first = await news(olivia)
  proxy.decide((sql) => (isSaving(sql) ? diskFull : 'pass'))
  first.editor.type(objectives, 'Kept.')
  await vi.waitFor(() => expect(first.heard).toContain('saving_failed'), { timeout: recovery })
  const second = await news(ana)
  await vi.waitFor(() => expect(second.heard).toContain('saving_failed'), { timeout: recovery })
  proxy.restore()
  for (const { heard } of [first, second]) await vi.waitFor(() => expect(heard).toContain('stored'), { timeout: recovery })
  for (const { editor } of [first, second]) editor.leave()
})

test(`what somebody wrote who closed the page while the database was gone for ${longOutage / 1_000} s is there when they come back`, async () => {
  const [olivia, ana, ben] = people as [Person, Person, Person]
  const alone = await makeDocument(olivia, `Customer ${crypto.randomUUID()}`)
  const together = await makeDocument(olivia, `Customer ${crypto.randomUUID()}`)
  const [hers, shared, stays] = await Promise.all([
    join(world, ana, alone.room),
    join(world, ana, together.room),
    join(world, ben, together.room),
  ])
  let calledSaved = 0
  proxy.goDown()
  const gone = performance.now()
  for (const [editor, text] of [
    [hers, 'Typed alone and left. '],
    [shared, 'Typed beside Ben and left. '],
  ] as const) {
    editor.type(objectives, text)
    void editor.saved().then(() => calledSaved++)
    await vi.waitFor(() => expect(editor.provider.hasUnsyncedChanges).toBe(false)) // it reached the server's memory, no further
    editor.leave()
  }
  await vi.waitFor(() => expect(stays.words(objectives)).toBe('Typed beside Ben and left. '))
  stays.type(objectives, 'Ben stays.')
  const saved = stays.saved().then(() => calledSaved++)
  await pause(longOutage - (performance.now() - gone))
  expect(calledSaved).toBe(0)
  expect(proxy.restore()).toBeGreaterThan(0)
  await within(recovery, saved)

  await expectOnRecord(world.sql, alone, [ana], recovery) // nobody was in it any more
  await expectOnRecord(world.sql, together, [ana, ben], recovery)
  const back = await Promise.all([join(world, ana, alone.room), join(world, ana, together.room)])
  expect(back.map((editor) => editor.words(objectives))).toEqual(['Typed alone and left. ', 'Typed beside Ben and left. Ben stays.'])
  for (const editor of [...back, stays]) editor.leave()
}, 90_000)

/** What a writer was told is saved and PostgreSQL does not have. */
async function liesOf(writer: Writer, room: string): Promise<string[]> {
  const told = writer.acknowledged
  const words = await storedWords(world.sql, room)
  return writer.contradictions(words, told)
}
