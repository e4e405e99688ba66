import { canonicalJson } from '@certloom/server/documents/canonical'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { newId } from '@certloom/shared/ids'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { problemOf } from '../support/client.ts'
import { makeDocument, objectives, projects } from '../support/documents.ts'
import { type Editor, join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { randomNumbers } from '../support/random.ts'
import { startWorld, type World } from '../support/world.ts'
import { writeAtRandom } from '../support/writeAtRandom.ts'

let world: World
let ines: Person
let maya: Person
beforeAll(async () => {
  world = await startWorld()
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
  maya = await invite(world, ines, 'Maya Stone', 'member')
})
afterAll(() => world.stop())

const hour = 3_600_000
const day = 24 * hour
const now = Date.now()
/** The start of an hour in the middle of a day (UTC), so many days ago. */
const noon = (daysAgo: number): number => Math.floor(now / day) * day - daysAgo * day + 12 * hour

const thin = async (): Promise<number> => {
  const [row] = await world.sql<{ removed: number }>('select identity_thin_versions() as removed')
  return row?.removed ?? 0
}
const revisionsOf = async (id: string): Promise<number[]> =>
  (await world.sql<{ revision: number }>('select revision from document_version where document_id = $1 order by revision', [id])).map(
    ({ revision }) => revision,
  )
const date = (id: string, revision: number, at: number) =>
  world.sql('update document_version set created_at = $3 where document_id = $1 and revision = $2', [id, revision, new Date(at)])

const versionOf = async (document_id: string, revision: number): Promise<string> =>
  canonicalJson(
    (await ines.api.documents.version({ document_id, revision })).content.fillable_sections.map(({ id, content }) => [id, content]),
  )

/** Saves once for each time, each save in the next section, and dates it so; answers the revisions. */
async function saveAt(document: DocumentDetail, editor: Editor, times: readonly number[]): Promise<number[]> {
  const saved: number[] = []
  for (const [index, at] of times.entries()) {
    const section = [objectives, projects][index % 2] ?? objectives
    editor.type(section, `Word ${index}. `)
    await editor.saved()
    await world.app.services.live.store(document.room)
    const revision = (await revisionsOf(document.id)).at(-1) ?? 0
    await date(document.id, revision, at)
    saved.push(revision)
  }
  return saved
}

test('what saved itself is kept whole for a day, hourly for thirty days, then daily', async () => {
  const document = await makeDocument(ines, `Acme ${newId()}`)
  const editor = await join(world, maya, document.room)
  const old = await saveAt(document, editor, [noon(40), noon(40) + 3 * hour, noon(40) + 5 * hour, noon(38)])
  const recent = await saveAt(document, editor, [noon(5), noon(5) + 60_000, noon(5) + 2 * 60_000, noon(5) + hour])
  const today = await saveAt(document, editor, [now - 2 * hour, now - 2 * hour + 1_000, now - 2 * hour + 2_000])
  const before = new Map<number, string>()
  for (const revision of await revisionsOf(document.id)) before.set(revision, await versionOf(document.id, revision))

  expect(await thin()).toBe(4)
  const left = await revisionsOf(document.id)
  expect(left).toEqual([0, old[2], old[3], recent[2], recent[3], ...today])
  for (const revision of left) expect(await versionOf(document.id, revision)).toBe(before.get(revision))
  expect(await thin()).toBe(0)
  editor.leave()
})

test('who wrote in a revision that went is named by the one that stays', async () => {
  const document = await makeDocument(ines, `Acme ${newId()}`)
  const [first, second] = [await join(world, maya, document.room), await join(world, ines, document.room)]
  await saveAt(document, first, [noon(3)])
  const [last] = await saveAt(document, second, [noon(3) + 1_000])
  expect(await thin()).toBe(1)
  const { data } = await ines.api.documents.history({ document_id: document.id })
  const kept = data.find(({ revision }) => revision === last)
  expect(kept?.contributors.map(({ name }) => name).toSorted()).toEqual(['Ines Duarte', 'Maya Stone'])
  expect(kept?.changed_sections.map(({ id }) => id)).toEqual([objectives])
  first.leave()
  second.leave()
})

test('what somebody made on purpose stays, and nothing is merged past it', async () => {
  const document = await makeDocument(ines, `Acme ${newId()}`)
  const editor = await join(world, maya, document.room)
  const before = await saveAt(document, editor, [noon(3), noon(3) + 1_000])
  const named = await ines.api.documents.nameVersion({ document_id: document.id, label: 'Before the workshop' })
  await date(document.id, named.revision, noon(3) + 2_000)
  const after = await saveAt(document, editor, [noon(3) + 3_000, noon(3) + 4_000])
  const words = await versionOf(document.id, named.revision)
  expect(await thin()).toBe(2)
  expect(await revisionsOf(document.id)).toEqual([0, before[1], named.revision, after[1]])
  expect(await versionOf(document.id, named.revision)).toBe(words)
  expect(await problemOf(ines.api.documents.version({ document_id: document.id, revision: before[0] ?? 0 }))).toMatchObject({
    code: 'not_found',
  })
  editor.leave()
})

const seed = Number(process.env.FUZZ_SEED ?? now % 1_000_000)

test(`every revision that is left reads as it was stored, whatever was written (seed ${seed})`, async () => {
  const random = randomNumbers(seed)
  const document = await makeDocument(ines, `Acme ${newId()}`)
  const editors = await Promise.all([join(world, ines, document.room), join(world, maya, document.room)])
  const sections = document.content.fillable_sections.filter(({ type }) => type !== 'evidence')
  const people = [ines, maya].map((person) => person.me.user.id)
  const before = new Map<number, string>()
  let at = noon(40)
  for (let round = 0; round < 20; round++) {
    for (let edit = 0; edit < 5; edit++) writeAtRandom(editors[edit % 2]?.doc ?? new Y.Doc(), sections, people, random)
    await Promise.all(editors.map((editor) => editor.saved()))
    if (random() < 0.15) await maya.api.documents.nameVersion({ document_id: document.id, label: `Round ${round}` })
    else await world.app.services.live.store(document.room)
    at += random() * 3 * hour
    for (const revision of (await revisionsOf(document.id)).filter((one) => !before.has(one))) {
      await date(document.id, revision, at)
      before.set(revision, await versionOf(document.id, revision))
    }
  }
  expect(await thin()).toBeGreaterThan(0)
  for (const revision of await revisionsOf(document.id))
    expect(await versionOf(document.id, revision), `revision ${revision}`).toBe(before.get(revision))
  for (const editor of editors) editor.leave()
})

test('nothing younger and nothing made on purpose can be touched, not even by the role that thins', async () => {
  const document = await makeDocument(ines, `Acme ${newId()}`)
  const editor = await join(world, maya, document.room)
  const [young] = await saveAt(document, editor, [now])
  const named = await ines.api.documents.nameVersion({ document_id: document.id, label: 'Kept' })
  await date(document.id, named.revision, noon(60))
  await world.sql(`do $$ begin
    set local role certloom_identity;
    delete from document_version;
    reset role;
  end $$`)
  expect(await revisionsOf(document.id)).toEqual([0, young, named.revision])
  editor.leave()
})
