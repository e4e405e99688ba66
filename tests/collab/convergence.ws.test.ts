import { canonicalJson } from '@certloom/server/documents/canonical'
import { projectSection } from '@certloom/server/documents/projection'
import type { FillableSection } from '@certloom/shared/templates/contract'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { makeDocument, objectives, readDocument } from '../support/documents.ts'
import { type Editor, join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { randomNumbers } from '../support/random.ts'
import { startWorld, type World } from '../support/world.ts'
import { writeAtRandom } from '../support/writeAtRandom.ts'

const operations = Number(process.env.FUZZ_OPERATIONS ?? 400)
/** Former failures stay here, so that they stay mended; the last one is drawn anew for every run and printed with a failure. */
const seeds = [1, 7, 20_261_121, Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000)]

let world: World
let sections: FillableSection[]
let people: Person[]
beforeAll(async () => {
  world = await startWorld()
  const olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  const { content } = await makeDocument(olivia, 'To read the template')
  sections = content.fillable_sections.filter((section) => section.type !== 'evidence')
  people = [olivia, ...(await Promise.all(['Ana', 'Ben', 'Cara', 'Dan'].map((name) => invite(world, olivia, name, 'member'))))]
})
afterAll(() => world.stop())

const idsOf = (of: readonly Person[]): string[] => of.map((person) => person.me.user.id)

/** What a replica says, in a form that two equal replicas share. */
const contents = (doc: Y.Doc): string[] => sections.map((section) => canonicalJson(projectSection(doc, section).content))

/** Lets five people write at random, some of them cut off for a while, and answers the replicas once everything was delivered. */
async function writeTogether(seed: number, room: string): Promise<Editor[]> {
  const random = randomNumbers(seed)
  const editors = await Promise.all(people.map((person) => join(world, person, room)))
  for (let operation = 0; operation < operations; operation++) {
    const editor = editors[Math.floor(random() * editors.length)] as Editor
    if (random() < 0.02) editor.provider.configuration.websocketProvider.webSocket?.close() // it comes back by itself, after writing on alone
    writeAtRandom(editor.doc, sections, idsOf(people), random)
    if (operation % 10 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  await vi.waitFor(() => expect(editors.filter((editor) => !editor.provider.isSynced).map((editor) => editor.refusal())).toEqual([]), {
    timeout: 15_000,
  })
  await Promise.all(editors.map((editor) => editor.saved()))
  await vi.waitFor(() => expect(new Set(editors.map((editor) => contents(editor.doc).join()))).toHaveLength(1), { timeout: 10_000 })
  return editors
}

async function storedState(room: string): Promise<Y.Doc> {
  const doc = new Y.Doc()
  const [row] = await world.sql<{ state: Buffer }>('select state from live_document where room = $1', [room])
  Y.applyUpdate(doc, new Uint8Array(row?.state ?? []))
  for (const { update } of await world.sql<{ update: Buffer }>('select update from live_update where room = $1 order by id', [room]))
    Y.applyUpdate(doc, new Uint8Array(update))
  return doc
}

test.each(seeds)(
  'five people who write at random end with one text, in every browser, in the log and in the stored revision (seed %i)',
  async (seed) => {
    const { id, room } = await makeDocument(people[0] as Person, `Fuzz ${seed} ${crypto.randomUUID()}`)
    const editors = await writeTogether(seed, room)
    const [first, ...others] = editors.map((editor) => contents(editor.doc))
    for (const other of others) expect(other).toEqual(first)
    expect(contents(await storedState(room))).toEqual(first)

    await world.app.services.live.store(room)
    expect(await world.sql('select 1 from live_update where room = $1', [room])).toEqual([])
    expect(contents(await storedState(room))).toEqual(first)
    const document = await readDocument(people[0] as Person, id)
    expect(
      document.content.fillable_sections.filter(({ type }) => type !== 'evidence').map(({ content }) => canonicalJson(content)),
    ).toEqual(first)
    for (const editor of editors) {
      expect(editor.doc.store.pendingStructs).toBeNull()
      editor.leave()
    }
  },
)

test('an update that got lost on its way is noticed', async () => {
  const { room } = await makeDocument(people[0] as Person, `Planted ${crypto.randomUUID()}`)
  const [writer, ...others] = (await writeTogether(3, room)) as [Editor, ...Editor[]]
  writer.type(objectives, 'The last words.')
  await writer.saved()
  expect(contents(await storedState(room))).toEqual(contents(writer.doc))
  await world.sql('delete from live_update where id = (select id from live_update where room = $1 order by id desc limit 1)', [room])
  expect(contents(await storedState(room))).not.toEqual(contents(writer.doc))
  for (const editor of [writer, ...others]) editor.leave()
})
