import { setImmediate as turn } from 'node:timers/promises'
import { canonicalJson } from '@certloom/server/documents/canonical'
import { projectSection } from '@certloom/server/documents/projection'
import { defineDocumentRoots, isWritten } from '@certloom/shared/collab/documentDoc'
import type { FillableSection } from '@certloom/shared/templates/contract'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { readDocument } from '../support/documents.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { randomNumbers } from '../support/random.ts'
import { evidenceOfTemplate, listOfTemplate, makeDocumentWith, tableOfTemplate, textOfTemplate } from '../support/templates.ts'
import { startWorld, type World } from '../support/world.ts'
import type { Random } from '../support/writeAtRandom.ts'
import { EvidenceGivers, linkedIn, linkedRows } from './evidenceGivers.ts'
import { FuzzWriter } from './fuzzWriter.ts'

const operations = Number(process.env.FUZZ_OPERATIONS ?? 400)
/** Drawn anew for every run, and printed with a failure: put it below then. */
const firstDrawn = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000)
const drawn = Array.from({ length: Number(process.env.FUZZ_ROUNDS ?? 1) }, (_, round) => firstDrawn + round)

const mixes: Record<string, { sections: FillableSection[]; seeds: number[] }> = {
  texts: { sections: ['t1', 't2'].map(textOfTemplate), seeds: [1] },
  tables: { sections: ['r1', 'r2'].map((id) => tableOfTemplate(id)), seeds: [7] },
  lists: { sections: ['l1', 'l2'].map(listOfTemplate), seeds: [3] },
  'all kinds': {
    sections: [
      textOfTemplate('t1'),
      textOfTemplate('t2'),
      tableOfTemplate('r1'),
      listOfTemplate('l1'),
      listOfTemplate('l2'),
      evidenceOfTemplate('e1'),
    ],
    seeds: [20_261_121, 11],
  },
}

const rounds = Object.entries(mixes).flatMap(([mix, { seeds }]) => [...seeds, ...drawn].map((seed) => ({ mix, seed })))

let world: World
let people: Person[]
beforeAll(async () => {
  world = await startWorld()
  const olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  people = [olivia, ...(await Promise.all(['Ana', 'Ben', 'Cara', 'Dan'].map((name) => invite(world, olivia, name, 'member'))))]
})
afterAll(() => world.stop())

/** What happened in all rounds together: a round without it would prove little. */
const happened = { cuts: 0, absences: 0, locks: 0, restarts: 0, refusals: 0, evidence: 0 }

/** One document and its five writers, who give evidence too where it has a section for it. */
type Round = {
  id: string
  room: string
  sections: FillableSection[]
  writers: FuzzWriter[]
  givers: EvidenceGivers | null
  locked: Map<string, string>
}

const owner = (): Person => people[0] as Person

const contents = (doc: Y.Doc, sections: readonly FillableSection[]): Record<string, string> =>
  Object.fromEntries(sections.map((section) => [section.id, canonicalJson(projectSection(doc, section).content)]))

/** What REST answers, section by section. */
async function projected(id: string): Promise<Record<string, string>> {
  const { content } = await readDocument(owner(), id)
  return Object.fromEntries(content.fillable_sections.map((section) => [section.id, canonicalJson(section.content)]))
}

async function begin(mix: string, seed: number): Promise<Round> {
  const sections = mixes[mix]?.sections ?? []
  const { id, room, customer_id } = await makeDocumentWith(world, owner(), sections, `Fuzz ${mix} ${seed}`)
  const place = { world, room, sections: sections.filter(isWritten), people: people.map((person) => person.me.user.id) }
  const writers = await Promise.all(people.map((person) => FuzzWriter.join(place, person)))
  const places = { documentId: id, customerId: customer_id, sections: sections.map((section) => section.id), reviewer: owner() }
  const givers = sections.some(({ type }) => type === 'evidence') ? new EvidenceGivers(places) : null
  return { id, room, sections, writers, givers, locked: new Map() }
}

/** A reviewer locks a section, or opens it again; in between nobody may have changed it. */
async function toggleLock(round: Round, random: Random): Promise<void> {
  const section = round.sections[Math.floor(random() * round.sections.length)]?.id ?? ''
  const asLocked = round.locked.get(section)
  if (asLocked !== undefined) await expectUnchanged(round, section, asLocked)
  await owner().api.documents.lockSection({ document_id: round.id, section_id: section, locked: asLocked === undefined })
  if (asLocked !== undefined) round.locked.delete(section)
  else {
    happened.locks += 1
    await round.givers?.settle() // what was given before the lock is still shown
    await world.app.services.live.store(round.room)
    round.locked.set(section, (await projected(round.id))[section] ?? '')
  }
}

async function expectUnchanged({ id, room }: Round, section: string, asLocked: string): Promise<void> {
  await world.app.services.live.store(room)
  expect((await projected(id))[section]).toBe(asLocked)
}

/** What else happens on a day: somebody's connection breaks, somebody goes offline for long, a lock, a snapshot, a deployment. */
async function disturb(round: Round, random: Random): Promise<void> {
  const writer = round.writers[Math.floor(random() * round.writers.length)]
  const choice = random()
  if (choice < 0.35) {
    happened.cuts += 1
    writer?.cut()
  } else if (choice < 0.65) {
    if (!writer?.isAway) happened.absences += 1
    await (writer?.isAway ? writer.comeBack() : writer?.goAway())
  } else if (choice < 0.85) await toggleLock(round, random)
  else if (choice < 0.95) await world.app.services.live.store(round.room)
  else {
    happened.restarts += 1
    await world.restart()
  }
}

/** Lets five people write at random until everything that may be written was delivered. The last of it is undisturbed, so that it is in the log. */
async function write(round: Round, random: Random): Promise<void> {
  const { writers, givers } = round
  for (let operation = 0; operation < operations; operation++) {
    if (operation < operations * 0.7 && random() < 0.05) await disturb(round, random)
    const writer = writers[Math.floor(random() * writers.length)]
    if (givers && writer && !writer.isAway && random() < 0.1) givers.act(writer.person, random)
    else writer?.act(random)
    if (operation % 5 === 0) await turn()
  }
  await Promise.all([...writers.map((writer) => writer.settle()), givers?.settle()])
  happened.evidence += givers?.done ?? 0
}

/** Waits until every replica shows what the rows say is linked; answers that. */
async function shownEvidence({ id, sections, writers }: Round) {
  const linked = await linkedRows(world, id)
  for (const { doc } of writers) await vi.waitFor(() => expect(linkedIn(doc, sections)).toEqual(linked), { timeout: 10_000 })
  return linked
}

/** What all replicas say, once they say the same. */
async function agreement({ writers, sections }: Round): Promise<Record<string, string>> {
  return vi.waitFor(
    () => {
      const [first, ...others] = writers.map((writer) => contents(writer.doc, sections))
      for (const other of others) expect(other).toEqual(first)
      return first ?? {}
    },
    { timeout: 10_000 },
  )
}

/** Snapshot and log of a room, put together as the server does when it starts. */
async function rebuilt(room: string, sections: readonly FillableSection[]): Promise<Y.Doc> {
  const doc = new Y.Doc()
  defineDocumentRoots(doc, sections)
  const [row] = await world.sql<{ state: Buffer }>('select state from live_document where room = $1', [room])
  Y.applyUpdate(doc, new Uint8Array(row?.state ?? []))
  for (const { update } of await world.sql<{ update: Buffer }>('select update from live_update where room = $1 order by id', [room]))
    Y.applyUpdate(doc, new Uint8Array(update))
  return doc
}

/** The last thing that the versions say about each section. */
async function lastVersions(id: string, sections: readonly FillableSection[]): Promise<Record<string, string>> {
  const last: Record<string, unknown> = Object.fromEntries(sections.map((section) => [section.id, null]))
  const versions = await world.sql<{ changed_sections: Record<string, unknown> }>(
    'select changed_sections from document_version where document_id = $1 order by revision',
    [id],
  )
  for (const { changed_sections } of versions) Object.assign(last, changed_sections)
  return Object.fromEntries(Object.entries(last).map(([section, content]) => [section, canonicalJson(content)]))
}

test.each(rounds)(
  'five people who write at random in $mix end with one document, wherever one looks (seed $seed)',
  { timeout: 30_000 + operations * 100 },
  async ({ mix, seed }) => {
    const round = await begin(mix, seed)
    const { id, room, sections, writers } = round
    await write(round, randomNumbers(seed))
    const linked = await shownEvidence(round)
    const agreed = await agreement(round)
    for (const writer of writers) expect(writer.doc.store.pendingStructs).toBeNull()
    expect(contents(await rebuilt(room, sections), sections)).toEqual(agreed)

    await world.app.services.live.store(room)
    expect(await world.sql('select 1 from live_update where room = $1', [room])).toEqual([])
    const afterwards = await rebuilt(room, sections)
    expect(contents(afterwards, sections)).toEqual(agreed)
    expect(linkedIn(afterwards, sections)).toEqual(linked)
    expect(await projected(id)).toEqual(agreed)
    expect(await lastVersions(id, sections)).toEqual(agreed)
    for (const [section, asLocked] of round.locked) expect(agreed[section]).toBe(asLocked)
    for (const writer of writers) {
      happened.refusals += writer.refusals
      writer.leave()
    }
  },
)

test('in those rounds connections broke, people went away, sections were locked under their hands, evidence was given, and the server was restarted', () => {
  for (const count of Object.values(happened)) expect(count).toBeGreaterThan(0)
})

test('an update that got lost on its way into the log is noticed', async () => {
  const round = await begin('all kinds', 3)
  await write(round, randomNumbers(3))
  await world.app.services.live.store(round.room)
  const [writer] = round.writers as [FuzzWriter]
  const before = contents(writer.doc, round.sections)
  const random = randomNumbers(4)
  do writer.act(random)
  while (canonicalJson(contents(writer.doc, round.sections)) === canonicalJson(before))
  await writer.settle()
  const agreed = await agreement(round)
  expect(contents(await rebuilt(round.room, round.sections), round.sections)).toEqual(agreed)
  await world.sql('delete from live_update where room = $1', [round.room])
  expect(contents(await rebuilt(round.room, round.sections), round.sections)).not.toEqual(agreed)
  for (const person of round.writers) person.leave()
})
