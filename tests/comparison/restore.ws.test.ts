import { contentHash } from '@certloom/server/documents/canonical'
import { documentHash } from '@certloom/server/documents/saveDocument'
import { listSection, tableSection, textSection } from '@certloom/shared/collab/documentDoc'
import { addItems, itemText } from '@certloom/shared/collab/listDoc'
import { liveRows, moveRow, removeRow } from '@certloom/shared/collab/rowsDoc'
import { addTableRows } from '@certloom/shared/collab/tableDoc'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { newId } from '@certloom/shared/ids'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { fillSection } from '../documents/fillSection.ts'
import { problemOf } from '../support/client.ts'
import { commitments, makeDocument, objectives, projects, readDocument, roles, textOf } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { openPostgresProxy, type PostgresProxy } from '../support/postgresProxy.ts'
import { randomNumbers } from '../support/random.ts'
import { startWorld, type World } from '../support/world.ts'
import { writeAtRandom } from '../support/writeAtRandom.ts'

let world: World
let proxy: PostgresProxy
let ines: Person
let maya: Person
beforeAll(async () => {
  world = await startWorld({}, async (url) => {
    proxy = await openPostgresProxy(url)
    return proxy.url
  })
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
  maya = await invite(world, ines, 'Maya Stone', 'member')
})
afterEach(() => proxy.restore())
afterAll(async () => {
  await world.stop()
  await proxy.close()
})

const newPolicy = (): Promise<DocumentDetail> => makeDocument(ines, `Acme ${newId()}`)

const store = (room: string): Promise<void> => world.app.services.live.store(room)

const contentsOf = async (id: string): Promise<Map<string, unknown>> =>
  new Map((await readDocument(ines, id)).content.fillable_sections.map((section) => [section.id, section.content]))

const textAt = (doc: Y.Doc, block: number): Y.XmlText => {
  const element = textSection(doc, objectives).get(block)
  const text = element instanceof Y.XmlElement ? element.get(0) : undefined
  if (!(text instanceof Y.XmlText)) throw new Error(`There is no text in block ${block}.`)
  return text
}

describe('a comparison', () => {
  test('tells by section and word what changed, and who wrote each paragraph of it', async () => {
    const { id, room } = await newPolicy()
    await fillSection(world, maya, room, objectives, 'Maya wrote this.')
    await fillSection(world, ines, room, objectives, 'Ines added that.')
    const compared = await maya.api.documents.compare({ document_id: id, from: 1 })
    expect(compared).toMatchObject({ from: { revision: 1 }, to: { revision: 2 }, is_draft: true })
    const changed = compared.sections.filter(({ diff }) => diff !== null)
    expect(changed).toMatchObject([
      {
        id: objectives,
        diff: {
          type: 'text',
          lines: [{ change: 'same' }, { change: 'added', pieces: [{ change: 'added', text: 'Ines added that.' }] }],
        },
        writers: [{ people: [{ name: 'Maya Stone' }] }, { people: [{ name: 'Ines Duarte' }] }],
      },
    ])
    const backwards = await maya.api.documents.compare({ document_id: id, from: 2, to: 0 })
    expect(backwards.is_draft).toBe(false)
    expect(backwards.sections.find((section) => section.id === objectives)?.diff).toMatchObject({
      lines: [{ change: 'removed' }, { change: 'removed' }],
    })
  })

  test('does not guess who wrote what the live document says otherwise by now', async () => {
    const { id, room } = await newPolicy()
    await fillSection(world, maya, room, objectives, 'First.')
    await fillSection(world, maya, room, objectives, 'Second.')
    await fillSection(world, maya, room, objectives, 'Third.')
    await world.sql('update document_version set state = null where document_id = $1', [id])
    const writersAt = async (to: number) =>
      (await ines.api.documents.compare({ document_id: id, from: 0, to })).sections.find((section) => section.id === objectives)?.writers
    expect(await writersAt(2)).toBeNull()
    expect(await writersAt(3)).toHaveLength(3)
  })

  test('of a revision that there is not, in a document of others, or of a damaged one, is refused', async () => {
    const { id, room } = await newPolicy()
    await fillSection(world, maya, room, objectives, 'What was approved.')
    const stranger = await signUp(world, 'Sam Hale', 'Other Advisors')
    const code = async (by: Person, input: { document_id: string; from: number; to?: number }) =>
      (await problemOf(by.api.documents.compare(input))).code
    expect(await code(ines, { document_id: id, from: 0, to: 9 })).toBe('not_found')
    expect(await code(stranger, { document_id: id, from: 0, to: 1 })).toBe('not_found')
    expect(await code(ines, { document_id: newId(), from: 0 })).toBe('not_found')
    expect((await ines.fetch(`/api/v1/customer-documents/${id}/compare?from=-1`)).status).toBe(400)
    await world.sql(
      `update document_version set changed_sections = replace(changed_sections::text, 'approved', 'forged')::jsonb where document_id = $1 and revision = 1`,
      [id],
    )
    expect(await code(ines, { document_id: id, from: 0, to: 1 })).toBe('damaged')
    expect((await problemOf(ines.api.documents.restore({ document_id: id, revision: 1 }))).code).toBe('damaged')
    expect(textOf(await readDocument(ines, id), objectives)).toBe('What was approved.')
  })
})

describe('a restore', () => {
  test('lets the document say again what it said, as a revision and an activity, and is taken back by restoring the one before', async () => {
    const { id, room } = await newPolicy()
    await fillSection(world, maya, room, objectives, 'The good words.')
    await fillSection(world, maya, room, projects, 'Never to be said.')
    const before = await contentsOf(id)
    const restored = await ines.api.documents.restore({ document_id: id, revision: 1 })
    expect(restored).toMatchObject({
      version: { kind: 'restored', label: 'Restored from revision 1', created_by: { name: 'Ines Duarte' } },
      previous_revision: 2,
      restored_sections: [{ id: projects }],
    })
    expect(textOf(await readDocument(ines, id), projects)).toBe('')
    expect(textOf(await readDocument(ines, id), objectives)).toBe('The good words.')
    const [latest] = (await ines.api.activity.list({ entity_id: id, limit: 1 })).data
    expect(latest).toMatchObject({ action: 'version.restored', after: { from: 1, revision: restored.version.revision } })
    await ines.api.documents.restore({ document_id: id, revision: restored.previous_revision })
    expect(await contentsOf(id)).toEqual(before)
    const again = await ines.api.documents.restore({ document_id: id, revision: restored.previous_revision })
    expect(again.restored_sections).toEqual([])
    expect((await ines.api.documents.history({ document_id: id })).data[0]?.revision).toBe(again.version.revision)
  })

  test('of one section leaves all others as they are', async () => {
    const { id, room } = await newPolicy()
    await fillSection(world, maya, room, objectives, 'One.')
    await fillSection(world, maya, room, objectives, 'Two.')
    await fillSection(world, maya, room, projects, 'Three.')
    const { version } = await ines.api.documents.restore({ document_id: id, revision: 1, section_id: objectives })
    expect(version.label).toBe('Security objectives and direction restored from revision 1')
    const document = await readDocument(ines, id)
    expect([textOf(document, objectives), textOf(document, projects)]).toEqual(['One.', 'Three.'])
  })

  test('of several sections leaves all others as they are, and is taken back for just those', async () => {
    const { id, room } = await newPolicy()
    const editor = await join(world, maya, room)
    const list = listSection(editor.doc, commitments)
    addItems(list, ['Train people'])
    await editor.saved()
    await fillSection(world, maya, room, objectives, 'Agreed.')
    await fillSection(world, maya, room, projects, 'Secured.')
    const before = await contentsOf(id)
    const sections = [objectives, commitments]
    const { version, previous_revision } = await ines.api.documents.restore({ document_id: id, revision: 0, section_ids: sections })
    expect(version.label).toBe('2 sections restored from revision 0')
    expect(liveRows(list)).toEqual([])
    expect(textOf(await readDocument(ines, id), objectives)).toBe('')
    expect(textOf(await readDocument(ines, id), projects)).toBe('Secured.')
    await fillSection(world, maya, room, projects, 'Each of them.')
    await ines.api.documents.restore({ document_id: id, revision: previous_revision, section_ids: sections })
    const after = await contentsOf(id)
    for (const section of sections) expect(after.get(section)).toEqual(before.get(section))
    expect(textOf(await readDocument(ines, id), projects)).toContain('Each of them.')
    const unknown = ines.api.documents.restore({ document_id: id, revision: 0, section_ids: [objectives, 'nothing'] })
    expect((await problemOf(unknown)).code).toBe('not_found')
    editor.leave()
  })

  test('keeps what somebody is typing meanwhile in another paragraph, and in the same one, where they typed it', async () => {
    const { id, room } = await newPolicy()
    for (const words of ['The board owns this policy.', 'Every team follows it.', 'It is reviewed once a year.'])
      await fillSection(world, maya, room, objectives, words)
    const editor = await join(world, maya, room)
    textAt(editor.doc, 0).insert(0, 'Perhaps ')
    textAt(editor.doc, 2).insert(textAt(editor.doc, 2).length, ' Or never.')
    textSection(editor.doc, objectives).insert(1, [new Y.XmlElement('horizontalRule')])
    await editor.saved()
    await store(room)

    const device = new Y.Doc() // typed and not sent yet
    Y.applyUpdate(device, Y.encodeStateAsUpdate(editor.doc))
    const untouched = textAt(device, 2)
    untouched.insert('Every team'.length, ' and supplier')
    const caret = Y.createRelativePositionFromTypeIndex(untouched, 'Every team and supplier'.length)
    const reworded = textAt(device, 0)
    reworded.insert(reworded.toString().indexOf(' policy'), ' security')
    await ines.api.documents.restore({ document_id: id, revision: 3, section_id: objectives })
    await expect
      .poll(() => editor.words(objectives))
      .toBe('The board owns this policy.\nEvery team follows it.\nIt is reviewed once a year.')
    Y.applyUpdate(editor.doc, Y.encodeStateAsUpdate(device, Y.encodeStateVector(editor.doc)))
    expect(editor.words(objectives)).toBe(
      'The board owns this security policy.\nEvery team and supplier follows it.\nIt is reviewed once a year.',
    )
    const place = Y.createAbsolutePositionFromRelativePosition(caret, editor.doc)
    expect([place?.type === textAt(editor.doc, 1), place?.index]).toEqual([true, 'Every team and supplier'.length])
    await editor.saved()
    await store(room)
    expect(textOf(await readDocument(ines, id), objectives)).toContain('security policy.\nEvery team and supplier')
    editor.leave()
  })

  test('brings back rows and items under their own ids, in their old order', async () => {
    const { id, room, content } = await newPolicy()
    const columns = content.fillable_sections.find((section) => section.id === roles)?.columns ?? []
    const editor = await join(world, maya, room)
    const [list, table] = [listSection(editor.doc, commitments), tableSection(editor.doc, roles)]
    const [first = '', second = '', third = ''] = addItems(list, ['Train people', 'Lock doors', 'Back up'])
    addTableRows(table, columns, [{ [columns[0]?.id ?? '']: 'Owner' }, { [columns[0]?.id ?? '']: 'Deputy' }])
    await editor.saved()
    await store(room)
    const before = await contentsOf(id)
    removeRow(list, first)
    moveRow(list, third, null)
    itemText(list.get(second) ?? new Y.Map())?.insert(4, ' all')
    addItems(list, ['Sleep'])
    for (const row of liveRows(table)) removeRow(table, row.id)
    await editor.saved()
    await store(room)
    await ines.api.documents.restore({ document_id: id, revision: 1 })
    expect(await contentsOf(id)).toEqual(before)
    editor.leave()
  })

  test.each([1, 20_261_121, Date.now() % 1_000_000])(
    'says the same again, whatever was written before and since (seed %i)',
    async (seed) => {
      const { id, room, content } = await newPolicy()
      const sections = content.fillable_sections.filter(({ type }) => type !== 'evidence')
      const random = randomNumbers(seed)
      const editor = await join(world, maya, room)
      const work = async () => {
        for (let edit = 0; edit < 60; edit++) writeAtRandom(editor.doc, sections, [maya.me.user.id], random)
        await editor.saved()
        await store(room)
        const document = await readDocument(ines, id)
        return { revision: document.revision, texts: sections.map((section) => [section.id, textOf(document, section.id)]) }
      }
      const first = await work()
      await work()
      await ines.api.documents.restore({ document_id: id, revision: first.revision })
      const document = await readDocument(ines, id)
      expect(sections.map((section) => [section.id, textOf(document, section.id)])).toEqual(first.texts)
      editor.leave()
    },
  )

  test('of a revision that another editor wrote, under another schema, keeps every word', async () => {
    const { id, room, content } = await newPolicy()
    await fillSection(world, maya, room, objectives, 'As it was.')
    await fillSection(world, maya, room, objectives, 'As it is.')
    const words = { type: 'text', text: 'Mind this.', marks: [{ type: 'sparkle' }] }
    const stored = {
      type: 'doc',
      content: [{ type: 'callout', attrs: { tone: 'red' }, content: [{ type: 'paragraph', content: [words] }] }],
    }
    const hashes = content.fillable_sections.map((section) => [section.id, contentHash(section.id === objectives ? stored : null)] as const)
    await world.sql(
      `update document_version set schema_version = 1, changed_sections = jsonb_build_object($2::text, $3::jsonb), content_hash = $4, facts = null, state = null
        where document_id = $1 and revision = 1`,
      [id, objectives, JSON.stringify(stored), documentHash(new Map(hashes), null)],
    )
    await ines.api.documents.restore({ document_id: id, revision: 1 })
    expect(textOf(await readDocument(maya, id), objectives)).toBe('Mind this.')
  })

  test('changes nothing while somebody writes there without a pause, and takes no word that is in no revision', async () => {
    const { id, room } = await newPolicy()
    await fillSection(world, maya, room, objectives, 'Agreed.')
    const editor = await join(world, maya, room)
    let words = 0
    const onStored = ({ payload }: { payload: string }) => {
      if ((JSON.parse(payload) as { type: string }).type === 'stored') editor.type(objectives, ` More ${++words}.`)
    }
    editor.provider.on('stateless', onStored)
    editor.type(objectives, ' Begun.')
    await editor.saved()
    proxy.slowDown(5) // her words are there before what was stored is read
    await expect(ines.api.documents.restore({ document_id: id, revision: 0 })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Try again when they pause'),
    })
    proxy.restore()
    editor.provider.off('stateless', onStored)
    await editor.saved()
    expect(words).toBeGreaterThan(1)
    expect(editor.words(objectives)).toContain(`Begun. More 1.`)

    const { previous_revision } = await ines.api.documents.restore({ document_id: id, revision: 0 })
    await expect.poll(() => editor.words(objectives)).toBe('')
    const before = await ines.api.documents.version({ document_id: id, revision: previous_revision })
    expect(JSON.stringify(before.content)).toContain(`More ${words}.`)
    editor.leave()
  })

  test('changes nothing if a section it would change is locked, and names it', async () => {
    const { id, room } = await newPolicy()
    await fillSection(world, maya, room, objectives, 'Agreed.')
    await fillSection(world, maya, room, projects, 'Later.')
    await ines.api.documents.lockSection({ document_id: id, section_id: objectives, locked: true })
    const before = await contentsOf(id)
    const restoring = ines.api.documents.restore({ document_id: id, revision: 0 })
    await expect(restoring).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('“Security objectives and direction” is locked'),
    })
    expect(await contentsOf(id)).toEqual(before)
    await ines.api.documents.restore({ document_id: id, revision: 0, section_id: projects })
    expect(textOf(await readDocument(ines, id), projects)).toBe('')
  })

  test('is for those with the right, in a document they may see that is not archived, to a revision that it has', async () => {
    const { id, room, customer_id, content } = await newPolicy()
    await fillSection(world, maya, room, objectives, 'Words.')
    const stranger = await signUp(world, 'Sid Vale', 'Elsewhere')
    const maria = await invite(world, ines, 'Maria Sanchez', 'manager', customer_id)
    const code = async (by: Person, more: { revision?: number; section_id?: string } = {}) =>
      (await problemOf(by.api.documents.restore({ document_id: id, revision: 0, ...more }))).code
    expect(await code(maya)).toBe('forbidden')
    expect(await code(maria)).toBe('forbidden')
    expect(await code(stranger)).toBe('not_found')
    expect(await code(ines, { revision: 7 })).toBe('not_found')
    expect(await code(ines, { section_id: 'nothing' })).toBe('not_found')
    expect(await code(ines, { section_id: content.fillable_sections.find(({ type }) => type === 'evidence')?.id ?? '' })).toBe(
      'invalid_input',
    )
    expect(textOf(await readDocument(ines, id), objectives)).toBe('Words.')
    await world.sql('update customer_document set archived_at = now() where id = $1', [id])
    expect(await code(ines)).toBe('not_found')
    expect((await problemOf(ines.api.documents.compare({ document_id: id, from: 0 }))).code).toBe('not_found')
  })
})
