import { listSection, sectionLock, tableSection, textSection } from '@certloom/shared/collab/documentDoc'
import { addItems, itemText } from '@certloom/shared/collab/listDoc'
import { liveRows, moveRow, removeRow } from '@certloom/shared/collab/rowsDoc'
import { addTableRows, cellText, setScalar } from '@certloom/shared/collab/tableDoc'
import type { Column, FillableSection } from '@certloom/shared/templates/contract'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { problemOf } from '../support/client.ts'
import { commitments, makeDocument, objectives, projects, readDocument, roles } from '../support/documents.ts'
import { type Editor, join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let olivia: Person
let ben: Person
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  ben = await invite(world, olivia, 'Ben', 'member')
})
afterAll(() => world.stop())

async function open(customer: string): Promise<{ id: string; room: string; columns: Column[]; a: Editor; b: Editor }> {
  const { id, room, content } = await makeDocument(olivia, `${customer} ${crypto.randomUUID()}`)
  const { columns } = content.fillable_sections.find((section) => section.id === roles) as FillableSection
  const [a, b] = await Promise.all([join(world, olivia, room), join(world, ben, room)])
  return { id, room, columns, a, b }
}

const sectionOf = async (id: string, section: string) =>
  (await readDocument(olivia, id)).content.fillable_sections.find((candidate) => candidate.id === section)

test('two people in one text cell both keep what they wrote, and REST answers the table', async () => {
  const { id, room, columns, a, b } = await open('Acme')
  const [row] = a.doc.transact(() =>
    addTableRows(tableSection(a.doc, roles), columns, [{ role: 'Sponsor', person_or_team: ben.me.user.id }]),
  )
  await vi.waitFor(() => expect(liveRows(tableSection(b.doc, roles))).toHaveLength(1))
  const cell = (editor: Editor) => cellText(liveRows(tableSection(editor.doc, roles))[0]?.row as never, columns[0]?.id ?? '')
  cell(a)?.insert(0, 'Executive ')
  cell(b)?.insert(cell(b)?.length ?? 0, ' of the ISMS')
  await vi.waitFor(() => expect(cell(a)?.toString()).toBe('Executive Sponsor of the ISMS'))
  await Promise.all([a.saved(), b.saved()])
  await world.app.services.live.store(room)
  const section = await sectionOf(id, roles)
  expect(section?.content).toMatchObject({
    columns: columns.map(({ id: column, label, type }) => ({ id: column, label, type })),
    rows: [{ id: row, cells: { [columns[0]?.id ?? '']: 'Executive Sponsor of the ISMS' } }],
  })
  expect(section).toMatchObject({ state: 'done' })
  for (const editor of [a, b]) editor.leave()
})

test('a table whose rows are all blank is begun, not filled', async () => {
  const { id, room, columns, a, b } = await open('Blank')
  a.doc.transact(() => addTableRows(tableSection(a.doc, roles), columns, [{}, {}]))
  await a.saved()
  await world.app.services.live.store(room)
  expect(await sectionOf(id, roles)).toMatchObject({ state: 'in_progress' })
  expect(await readDocument(olivia, id)).toMatchObject({ mandatory_sections_completed: 0, status: 'not_started' })
  for (const editor of [a, b]) editor.leave()
})

test('a list keeps the order both people see, and a removed item comes back with an undo of its mark', async () => {
  const { id, room, a, b } = await open('List')
  const ids = a.doc.transact(() => addItems(listSection(a.doc, commitments), ['Meet requirements', 'Keep improving', 'Tell everybody']))
  await vi.waitFor(() => expect(liveRows(listSection(b.doc, commitments))).toHaveLength(3))
  b.doc.transact(() => moveRow(listSection(b.doc, commitments), ids[2] ?? '', null))
  a.doc.transact(() => removeRow(listSection(a.doc, commitments), ids[1] ?? ''))
  const order = (editor: Editor) => liveRows(listSection(editor.doc, commitments)).map(({ row }) => itemText(row)?.toString())
  await vi.waitFor(() => {
    expect(order(a)).toEqual(['Tell everybody', 'Meet requirements'])
    expect(order(b)).toEqual(order(a))
  })
  await Promise.all([a.saved(), b.saved()])
  await world.app.services.live.store(room)
  expect(await sectionOf(id, commitments)).toMatchObject({ state: 'done', text: 'Tell everybody\nMeet requirements' })
  for (const editor of [a, b]) editor.leave()
})

test('what does not belong into a cell counts as empty and harms nobody', async () => {
  const { id, room, columns, a, b } = await open('Odd')
  const table = tableSection(a.doc, roles)
  const [row] = a.doc.transact(() => addTableRows(table, columns, [{}]))
  a.doc.transact(() => {
    const cells = table.get(row ?? '')
    for (const column of columns) cells?.set(column.id, { odd: true } as never)
    cells?.set('pos', 42 as never)
    table.set('not a row', 'text' as never)
  })
  const person = columns.find((column) => column.type === 'person')
  if (person) a.doc.transact(() => setScalar(table.get(row ?? '') as never, person, 'x'.repeat(500)))
  await a.saved()
  await world.app.services.live.store(room)
  expect(await sectionOf(id, roles)).toMatchObject({ state: 'in_progress', text: '' })
  b.doc.transact(() => addTableRows(tableSection(b.doc, roles), columns, [{ [columns[0]?.id ?? '']: 'Still works' }]))
  await b.saved()
  await world.app.services.live.store(room)
  expect((await sectionOf(id, roles))?.text).toContain('Still works')
  for (const editor of [a, b]) editor.leave()
})

test.each([
  ['a NUL', () => paragraphOf(new Y.XmlText('before\u0000after')), 'before\uFFFDafter'],
  ['half a character', () => paragraphOf(new Y.XmlText('x\ud800y')), 'x\uFFFDy'],
  ['a big integer', () => withAttribute(10n), 'words'],
  ['a map where a paragraph belongs', () => new Y.Map(), undefined],
  ['hundreds of quotations in one another', () => nested(300), undefined],
])('content with %s never keeps a room from being saved', async (_what, make, text) => {
  const { id, room, a, b } = await open('Strange')
  b.type(projects, 'Ben writes on.')
  a.doc.transact(() => textSection(a.doc, objectives).insert(0, [make() as Y.XmlElement]))
  await Promise.all([a.saved(), b.saved()])
  await world.app.services.live.store(room)
  expect(await world.sql('select 1 from live_update where room = $1', [room])).toEqual([])
  expect(await sectionOf(id, projects)).toMatchObject({ text: 'Ben writes on.', state: 'done' })
  if (text !== undefined) expect((await sectionOf(id, objectives))?.text).toBe(text)
  const { data } = await olivia.api.activity.list({ entity_id: id })
  const edits = data.filter(({ action }) => action === 'section.edited').map(({ actor, section }) => [actor.name, section?.id])
  expect(edits).toEqual(
    expect.arrayContaining([
      ['Olivia', objectives],
      ['Ben', projects],
    ]),
  )
  for (const editor of [a, b]) editor.leave()
})

test('what a newer editor writes is answered as it is, and nothing of it is taken out of the live document', async () => {
  const { id, room, a, b } = await open('Newer')
  const callout = new Y.XmlElement('callout')
  const words = new Y.XmlText()
  a.doc.transact(() => {
    textSection(a.doc, objectives).insert(0, [callout])
    callout.insert(0, [words])
    words.insert(0, 'Kept.', { shimmer: { color: 'red' } })
  })
  await a.saved()
  await world.app.services.live.store(room)
  const stored = JSON.stringify((await sectionOf(id, objectives))?.content)
  for (const kept of ['callout', 'shimmer', 'Kept.']) expect(stored).toContain(kept)
  b.type(projects, 'Ben writes on.')
  await b.saved()
  for (const { doc } of [a, b])
    expect(textSection(doc, objectives).toJSON()).toBe('<callout><shimmer color="red">Kept.</shimmer></callout>')
  for (const editor of [a, b]) editor.leave()
})

test('a section that cannot be read leaves who edited it on record, and the whole state beside', async () => {
  const { id, room, a, b } = await open('Unreadable')
  b.type(projects, 'First.')
  await b.saved()
  await world.app.services.live.store(room)
  a.doc.transact(() => textSection(a.doc, objectives).insert(0, [new Y.Map() as never]))
  await a.saved()
  await world.app.services.live.store(room)
  const [last] = await world.sql<{ contributor_ids: string[]; state: Buffer | null }>(
    'select contributor_ids, state from document_version where document_id = $1 order by revision desc limit 1',
    [id],
  )
  expect(last?.contributor_ids).toEqual([olivia.me.user.id])
  const kept = new Y.Doc()
  Y.applyUpdate(kept, new Uint8Array(last?.state ?? []))
  expect(textSection(kept, objectives).length).toBe(1)
  for (const editor of [a, b]) editor.leave()
})

function paragraphOf(text: Y.XmlText): Y.XmlElement {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [text])
  return paragraph
}

function withAttribute(value: unknown): Y.XmlElement {
  const paragraph = paragraphOf(new Y.XmlText('words'))
  paragraph.setAttribute('odd', value as string)
  return paragraph
}

function nested(depth: number): Y.XmlElement {
  let innermost = paragraphOf(new Y.XmlText('deep'))
  for (let level = 0; level < depth; level++) {
    const quotation = new Y.XmlElement('blockquote')
    quotation.insert(0, [innermost])
    innermost = quotation
  }
  return innermost
}

test('a reviewer locks a section under everybody’s hands, and opens it again', async () => {
  const { id, room, a, b } = await open('Lock')
  b.type(objectives, 'Before. ')
  await b.saved()
  await olivia.api.documents.lockSection({ document_id: id, section_id: objectives, locked: true })
  await vi.waitFor(() => expect(sectionLock(b.doc, objectives)).toMatchObject({ by: { name: 'Olivia' } }), { timeout: 2_000 })
  b.type(objectives, 'After.')
  await vi.waitFor(() => expect(b.refusal()).toBe('locked'))
  expect(a.words(objectives)).toBe('Before. ')
  expect(await sectionOf(id, objectives)).toMatchObject({ lock: { by: { name: 'Olivia' } } })

  await olivia.api.documents.lockSection({ document_id: id, section_id: objectives, locked: false })
  const again = await join(world, ben, room)
  again.type(objectives, 'Open again.')
  await again.saved()
  await vi.waitFor(() => expect(a.words(objectives)).toBe('Before. Open again.'))
  const { data } = await olivia.api.activity.list({ entity_id: id })
  expect(data.map((activity) => activity.action)).toEqual(expect.arrayContaining(['section.locked', 'section.unlocked']))
  for (const editor of [a, b, again]) editor.leave()
})

test('only reviewers lock, and only what is there', async () => {
  const { id, a, b } = await open('Rights')
  expect(await problemOf(ben.api.documents.lockSection({ document_id: id, section_id: objectives, locked: true }))).toMatchObject({
    code: 'forbidden',
  })
  expect(await problemOf(olivia.api.documents.lockSection({ document_id: id, section_id: 'purpose', locked: true }))).toMatchObject({
    code: 'not_found',
  })
  const sten = await signUp(world, 'Sten', 'Northlight Advisors')
  expect(await problemOf(sten.api.documents.lockSection({ document_id: id, section_id: objectives, locked: true }))).toMatchObject({
    code: 'not_found',
  })
  for (const editor of [a, b]) editor.leave()
})

test('a section marked as needing work leaves the count until the mark is taken away', async () => {
  const { id, room, a, b } = await open('Mark')
  a.type(objectives, 'Filled.')
  await a.saved()
  await world.app.services.live.store(room)
  expect(await readDocument(olivia, id)).toMatchObject({ mandatory_sections_completed: 1 })
  await ben.api.documents.markSection({ document_id: id, section_id: objectives, needs_work: true })
  expect(await readDocument(olivia, id)).toMatchObject({ mandatory_sections_completed: 0, completion_percentage: 0 })
  expect(await sectionOf(id, objectives)).toMatchObject({ state: 'needs_work' })
  a.type(objectives, ' More.')
  await a.saved()
  await world.app.services.live.store(room)
  expect(await sectionOf(id, objectives)).toMatchObject({ state: 'needs_work' })
  await ben.api.documents.markSection({ document_id: id, section_id: objectives, needs_work: false })
  expect(await readDocument(olivia, id)).toMatchObject({ mandatory_sections_completed: 1 })
  for (const editor of [a, b]) editor.leave()
})

test('a lock and an opening asked for at the same time end in the document as they do in the rows', async () => {
  const { id, a, b } = await open('Asked at once')
  for (let round = 0; round < 10; round++) {
    await Promise.all(
      [true, false, true, false].map((locked) => olivia.api.documents.lockSection({ document_id: id, section_id: objectives, locked })),
    )
    const isLocked = (await sectionOf(id, objectives))?.lock !== null
    await vi.waitFor(() => {
      for (const editor of [a, b]) expect(sectionLock(editor.doc, objectives) !== undefined).toBe(isLocked)
    })
  }
  for (const editor of [a, b]) editor.leave()
})
