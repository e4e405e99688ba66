import { canonicalJson } from '@certloom/server/documents/canonical'
import { sectionRoot, textSection } from '@certloom/shared/collab/documentDoc'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { newId } from '@certloom/shared/ids'
import type { FillableSection } from '@certloom/shared/templates/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { walk } from '../plans/walk.ts'
import { approve, filledPolicy } from '../reviews/submittable.ts'
import { problemOf } from '../support/client.ts'
import { commitments, makeDocument, makeDocumentOf, objectives, projects, readDocument, roles } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { randomNumbers } from '../support/random.ts'
import { startWorld, type World } from '../support/world.ts'
import { writeAtRandom } from '../support/writeAtRandom.ts'
import { fillSection } from './fillSection.ts'

/** The last seed is drawn anew for every run and printed with a failure. */
const seeds = [1, 20_261_121, Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000)]

let world: World
let ines: Person
let maya: Person
beforeAll(async () => {
  world = await startWorld()
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
  maya = await invite(world, ines, 'Maya Stone', 'member')
})
afterAll(() => world.stop())

const newPolicy = (): Promise<DocumentDetail> => makeDocument(ines, `Acme ${newId()}`)

const contentsOf = (sections: readonly { id: string; content?: unknown }[]): Map<string, string> =>
  new Map(sections.map(({ id, content }) => [id, canonicalJson(content)]))

const versionOf = (by: Person, document_id: string, revision: number) => by.api.documents.version({ document_id, revision })

const sectionIn = (version: Awaited<ReturnType<typeof versionOf>>, id: string) =>
  version.content.fillable_sections.find((section) => section.id === id)

describe('a named version', () => {
  test('is what people see at that moment, with what nothing has stored yet', async () => {
    const { id, room } = await newPolicy()
    const editor = await join(world, maya, room)
    editor.type(objectives, 'Typed a moment ago.')
    await editor.saved()
    expect(await world.sql('select 1 from document_version where document_id = $1 and revision > 0', [id])).toEqual([])
    const named = await ines.api.documents.nameVersion({ document_id: id, label: '  Audit draft ' })
    expect(named).toMatchObject({
      revision: 2,
      document_version: 1,
      kind: 'named',
      label: 'Audit draft',
      created_by: { id: ines.me.user.id, name: 'Ines Duarte' },
      contributors: [],
      changed_sections: [],
    })
    editor.type(objectives, ' And a moment later.')
    await editor.saved()
    await world.app.services.live.store(room)
    const version = await versionOf(ines, id, named.revision)
    expect(JSON.stringify(sectionIn(version, objectives)?.content)).toContain('"Typed a moment ago."')
    const [row] = await world.sql<{ state: Buffer }>('select state from document_version where document_id = $1 and revision = 2', [id])
    const doc = new Y.Doc()
    Y.applyUpdate(doc, new Uint8Array(row?.state ?? []))
    expect(JSON.stringify(textSection(doc, objectives))).toContain('Typed a moment ago.<')
    editor.leave()
  })

  test('has what a crash left in the log of a room that nobody has opened since', async () => {
    const { id, room, customer_id } = await newPolicy()
    const doc = new Y.Doc()
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText('Only the log knows.')])
    textSection(doc, objectives).insert(0, [paragraph])
    await world.sql(
      `insert into live_update (id, room, organization_id, customer_id, user_id, roots, update, created_at)
       values ($1, $2, $3, $4, $5, array[$6], $7, now())`,
      [
        newId(),
        room,
        ines.me.organization.id,
        customer_id,
        maya.me.user.id,
        sectionRoot({ id: objectives, type: 'text' }),
        Buffer.from(Y.encodeStateAsUpdate(doc)),
      ],
    )
    const named = await ines.api.documents.nameVersion({ document_id: id, label: 'After the crash' })
    expect(JSON.stringify(sectionIn(await versionOf(ines, id, named.revision), objectives)?.content)).toContain('Only the log knows.')
  })

  test('of a document that did not change since says the same and has the same hash', async () => {
    const { id, room } = await newPolicy()
    await fillSection(world, maya, room, objectives, 'Settled.')
    const first = await ines.api.documents.nameVersion({ document_id: id, label: 'First' })
    const second = await maya.api.documents.nameVersion({ document_id: id, label: 'Second' })
    const history = (await ines.api.documents.history({ document_id: id })).data
    expect(history.map(({ revision, kind, label, created_by }) => [revision, kind, label, created_by?.name])).toEqual([
      [3, 'named', 'Second', 'Maya Stone'],
      [2, 'named', 'First', 'Ines Duarte'],
      [1, 'autosave', null, undefined],
      [0, 'created', null, undefined],
    ])
    expect(new Set(history.slice(0, 3).map((version) => version.content_hash)).size).toBe(1)
    expect(contentsOf((await versionOf(ines, id, first.revision)).content.fillable_sections)).toEqual(
      contentsOf((await versionOf(ines, id, second.revision)).content.fillable_sections),
    )
    expect(await readDocument(ines, id)).toMatchObject({ revision: 3 })
  })

  test('asked for twice is made once', async () => {
    const { id } = await newPolicy()
    const first = await ines.api.documents.nameVersion({ document_id: id, label: 'Baseline' })
    expect(await maya.api.documents.nameVersion({ document_id: id, label: 'Baseline' })).toEqual(first)
    expect((await ines.api.documents.history({ document_id: id })).data).toHaveLength(2)
  })

  test('is recorded, and told to everybody in the room', async () => {
    const { id, room } = await newPolicy()
    const editor = await join(world, maya, room)
    const told: unknown[] = []
    editor.provider.on('stateless', ({ payload }: { payload: string }) => told.push(JSON.parse(payload)))
    await ines.api.documents.nameVersion({ document_id: id, label: 'Baseline' })
    await editor.saved()
    await expect.poll(() => told).toContainEqual({ type: 'stored', revision: 1 })
    const [latest] = (await ines.api.activity.list({ entity_id: id, limit: 1 })).data
    expect(latest).toMatchObject({ action: 'version.named', actor: { id: ines.me.user.id }, after: { label: 'Baseline', revision: 1 } })
    editor.leave()
  })

  test('of the draft that follows a withdrawn approval is of the next version', async () => {
    const { id } = await filledPolicy(world, ines)
    const { hash } = await approve(maya, ines, id)
    await ines.api.reviews.withdraw({ document_id: id, version_hash: hash, reason: 'Forged record' })
    expect(await ines.api.documents.nameVersion({ document_id: id, label: 'Begun anew' })).toMatchObject({ document_version: 2 })
    expect(await readDocument(ines, id)).toMatchObject({ document_version: 2 })
  })

  test('needs a name', async () => {
    const { id } = await newPolicy()
    for (const label of ['', '   ', 'x'.repeat(121)])
      expect((await problemOf(ines.api.documents.nameVersion({ document_id: id, label }))).code).toBe('invalid_input')
  })
})

describe('a revision', () => {
  test.each(seeds)('reads as the document read then, whatever was written, taken away and moved since (seed %i)', async (seed) => {
    const { id, room, content } = await newPolicy()
    const sections = content.fillable_sections.filter((section): section is typeof section & FillableSection => section.type !== 'evidence')
    const random = randomNumbers(seed)
    const editors = await Promise.all([join(world, ines, room), join(world, maya, room)])
    const people = [ines, maya].map((person) => person.me.user.id)
    const seen = new Map<number, Map<string, string>>([[0, contentsOf(content.fillable_sections)]])
    for (let round = 0; round < 12; round++) {
      const edits = 1 + Math.floor(random() * 25)
      for (let edit = 0; edit < edits; edit++)
        writeAtRandom(editors[Math.floor(random() * editors.length)]?.doc ?? new Y.Doc(), sections, people, random)
      await Promise.all(editors.map((editor) => editor.saved()))
      if (round % 4 === 3) await maya.api.documents.nameVersion({ document_id: id, label: `Round ${round}` })
      else await world.app.services.live.store(room)
      const document = await readDocument(ines, id)
      seen.set(document.revision, contentsOf(document.content.fillable_sections))
    }
    expect(seen.size).toBeGreaterThan(8)
    for (const [revision, expected] of seen)
      expect(contentsOf((await versionOf(ines, id, revision)).content.fillable_sections), `revision ${revision}`).toEqual(expected)
    for (const editor of editors) editor.leave()
  })

  test('that does not match its hash is reported and not shown, and the others are', async () => {
    const { id, room } = await newPolicy()
    await fillSection(world, maya, room, objectives, 'What was approved.')
    await fillSection(world, maya, room, projects, 'Something else.')
    await world.sql(
      `update document_version set changed_sections = replace(changed_sections::text, 'approved', 'forged')::jsonb where document_id = $1 and revision = 1`,
      [id],
    )
    for (const revision of [1, 2]) expect(await problemOf(versionOf(ines, id, revision))).toMatchObject({ code: 'damaged', status: 500 })
    expect(await versionOf(ines, id, 0)).toMatchObject({ revision: 0 })
  })

  test('still reads the same once those before it are thinned out', async () => {
    const { id, room } = await newPolicy()
    await fillSection(world, maya, room, objectives, 'One.')
    await fillSection(world, maya, room, projects, 'Two.')
    await fillSection(world, maya, room, objectives, 'Three.')
    const before = await versionOf(ines, id, 3)
    await world.sql(
      `update document_version kept set changed_sections = removed.changed_sections || kept.changed_sections
         from document_version removed where kept.document_id = $1 and kept.revision = 3 and removed.document_id = $1 and removed.revision = 2`,
      [id],
    )
    await world.sql('delete from document_version where document_id = $1 and revision = 2', [id])
    expect((await versionOf(ines, id, 3)).content).toEqual(before.content)
  })

  test('that there is not is not found', async () => {
    const { id } = await newPolicy()
    expect(await problemOf(versionOf(ines, id, 1))).toMatchObject({ code: 'not_found', status: 404 })
    expect((await ines.fetch(`/api/v1/customer-documents/${id}/versions/last`)).status).toBe(400)
    expect((await ines.fetch(`/api/v1/customer-documents/${id}/versions/-1`)).status).toBe(400)
  })

  test('names who had written in each section by then', async () => {
    const { id, room } = await newPolicy()
    await fillSection(world, maya, room, objectives, 'Maya first.')
    await fillSection(world, ines, room, objectives, 'Ines then.')
    await fillSection(world, maya, room, projects, 'Maya later.')
    const names = (version: { content: { fillable_sections: { id: string; contributors: { name: string }[] }[] } }, sectionId: string) =>
      version.content.fillable_sections.find((section) => section.id === sectionId)?.contributors.map(({ name }) => name)
    expect(names(await versionOf(ines, id, 1), objectives)).toEqual(['Maya Stone'])
    expect(names(await versionOf(ines, id, 2), objectives)).toEqual(['Ines Duarte', 'Maya Stone'])
    expect(names(await versionOf(ines, id, 2), projects)).toEqual([])
    const now = (await ines.api.documents.contributors({ document_id: id })).data
    expect(now.map(({ section }) => section.id)).toEqual(
      (await readDocument(ines, id)).content.fillable_sections.map((section) => section.id),
    )
    expect(now.find(({ section }) => section.id === projects)).toMatchObject({
      section: { title: 'Security in projects' },
      contributors: [{ id: maya.me.user.id, name: 'Maya Stone' }],
    })
    const then = (await ines.api.documents.contributors({ document_id: id, revision: 1 })).data
    expect(then.filter(({ contributors }) => contributors.length > 0).map(({ section }) => section.id)).toEqual([objectives])
  })
})

describe('the history', () => {
  test('can be asked for one person, one section and one kind, page by page', async () => {
    const { id, room } = await newPolicy()
    await fillSection(world, maya, room, objectives, 'One.')
    await fillSection(world, ines, room, projects, 'Two.')
    await maya.api.documents.nameVersion({ document_id: id, label: 'Middle' })
    await fillSection(world, ines, room, objectives, 'Four.')
    await fillSection(world, maya, room, projects, 'Five.')
    const revisions = async (filter: { person_id?: string; section_id?: string; kind?: 'named' | 'autosave' }) =>
      (await walk((cursor) => ines.api.documents.history({ document_id: id, ...filter, limit: 1, cursor }))).map(({ revision }) => revision)
    expect(await revisions({})).toEqual([5, 4, 3, 2, 1, 0])
    expect(await revisions({ person_id: maya.me.user.id })).toEqual([5, 3, 1])
    expect(await revisions({ person_id: ines.me.user.id })).toEqual([4, 2])
    expect(await revisions({ section_id: objectives })).toEqual([4, 1])
    expect(await revisions({ section_id: objectives, person_id: ines.me.user.id })).toEqual([4])
    expect(await revisions({ kind: 'named' })).toEqual([3])
    expect(await revisions({ section_id: commitments })).toEqual([])
    expect(await revisions({ section_id: roles, kind: 'autosave' })).toEqual([])
  })
})

describe('whose versions they are', () => {
  test('whoever may write may name, whoever may read may look', async () => {
    const { id: customer_id } = await ines.api.customers.create({ company_name: `Rights ${newId()}` })
    const { id } = await makeDocumentOf(ines, customer_id)
    const people = {
      reviewer: await invite(world, ines, 'Rita', 'reviewer'),
      manager: await invite(world, ines, 'Mara', 'manager', customer_id),
      contributor: await invite(world, ines, 'Cleo', 'contributor', customer_id),
    }
    for (const [role, person] of Object.entries(people))
      expect(await person.api.documents.nameVersion({ document_id: id, label: `By a ${role}` })).toMatchObject({ label: `By a ${role}` })
    const readers = [await invite(world, ines, 'Vera', 'viewer'), await invite(world, ines, 'Vito', 'viewer', customer_id)]
    for (const reader of readers) {
      expect((await problemOf(reader.api.documents.nameVersion({ document_id: id, label: 'Mine' }))).code).toBe('forbidden')
      expect(await versionOf(reader, id, 1)).toMatchObject({ label: 'By a reviewer', created_by: { name: 'Rita' } })
      expect((await reader.api.documents.contributors({ document_id: id })).data).not.toEqual([])
    }
  })

  test('another organization and another customer find nothing, and an archived document has none', async () => {
    const { id } = await newPolicy()
    const other = await makeDocument(ines, `Other ${newId()}`)
    const strangers = [
      await signUp(world, 'Omar Haddad', 'Northlight Advisors'),
      await invite(world, ines, 'Sofia', 'manager', other.customer_id),
    ]
    const expectNothing = async (person: Person) => {
      const calls = [
        () => person.api.documents.nameVersion({ document_id: id, label: 'Mine' }),
        () => versionOf(person, id, 0),
        () => person.api.documents.contributors({ document_id: id }),
        () => person.api.documents.history({ document_id: id, kind: 'named' }),
      ]
      for (const call of calls) expect(await problemOf(call())).toMatchObject({ code: 'not_found', status: 404 })
    }
    for (const stranger of strangers) await expectNothing(stranger)
    await world.sql('update customer_document set archived_at = now() where id = $1', [id])
    await expectNothing(ines)
  })
})
