import { checklistRow, notesText, readRow, setOwner } from '@certloom/shared/collab/checklistDoc'
import { chooseStatus, claimKey, openClaims } from '@certloom/shared/collab/statusClaims'
import type { ReadinessProjectDetail } from '@certloom/shared/readiness/contract'
import type { AnswerStatus } from '@certloom/shared/readiness/status'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { problemOf } from '../support/client.ts'
import { type Editor, join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { makeChecklist, readAnswer, readAnswers } from './checklist.ts'

let world: World
let olivia: Person
let ana: Person
let ben: Person
let project: ReadinessProjectDetail
let row: string
const editors: Editor[] = []

beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  ana = await invite(world, olivia, 'Ana', 'member')
  ben = await invite(world, olivia, 'Ben', 'member')
})
afterAll(() => world.stop())

beforeEach(async () => {
  for (const editor of editors.splice(0)) editor.leave()
  project = await makeChecklist(olivia, `Company ${crypto.randomUUID()}`)
  row = (await readAnswer(olivia, project.id, 'A.5.1')).requirement_id
})

async function enter(person: Person): Promise<Editor> {
  const editor = await join(world, person, project.room)
  editors.push(editor)
  return editor
}

const choose = (editor: Editor, person: Person, status: AnswerStatus, requirement = row, now = new Date()): void =>
  editor.doc.transact(() => chooseStatus(checklistRow(editor.doc, requirement), status, { userId: person.me.user.id, now }))

const stored = () => world.app.services.live.store(project.room)

const historyOf = async (requirement = row): Promise<string[]> => {
  const { data } = await olivia.api.readiness.answerHistory({ project_id: project.id, requirement_id: requirement })
  return data.map(({ actor, field, before, after }) => `${actor.name}: ${field} ${JSON.stringify(before)} to ${JSON.stringify(after)}`)
}

test('what one chooses the other sees, and it is stored, scored and on record under who chose it', async () => {
  const [a, b] = [await enter(ana), await enter(ben)]
  choose(a, ana, 'ready')
  await vi.waitFor(() => expect(readRow(checklistRow(b.doc, row)).status).toBe('ready'))
  setOwner(checklistRow(b.doc, row), { kind: 'person', id: ana.me.user.id })
  await Promise.all([a.saved(), b.saved()])
  await stored()
  expect(await readAnswer(olivia, project.id, 'A.5.1')).toMatchObject({
    status: 'ready',
    owner: { name: 'Ana' },
    updated_by: { name: 'Ben' },
  })
  expect((await historyOf()).sort()).toEqual([
    'Ana: status null to "ready"',
    `Ben: owner null to {"id":"${ana.me.user.id}","kind":"person","name":"Ana"}`,
  ])
  expect(await olivia.api.readiness.get({ project_id: project.id })).toMatchObject({ answered: 1, revision: 1 })
})

test('a status that somebody else replaced before it was stored is on record all the same', async () => {
  const [a, b] = [await enter(ana), await enter(ben)]
  choose(a, ana, 'ready')
  choose(a, ana, 'partial')
  await vi.waitFor(() => expect(readRow(checklistRow(b.doc, row)).status).toBe('partial'))
  choose(b, ben, 'missing')
  await b.saved()
  await stored()
  expect(await historyOf()).toEqual(['Ben: status "partial" to "missing"', 'Ana: status null to "partial"'])
  await vi.waitFor(() => expect(openClaims(checklistRow(a.doc, row)).map(({ status }) => status)).toEqual(['partial', 'missing']))
})

test('it is on record also if the server died before it was stored', async () => {
  const a = await enter(ana)
  choose(a, ana, 'ready')
  choose(a, ana, 'partial', (await readAnswer(olivia, project.id, 'A.5.2')).requirement_id)
  await a.saved()
  const logged = await world.sql<{ count: string }>('select count(*) from live_update where room = $1', [project.room])
  expect(Number(logged[0]?.count)).toBe(2)
  // What a crash leaves: rows of the log, and no room in memory.
  const rows = await world.sql('select * from live_update where room = $1', [project.room])
  a.leave()
  await world.restart()
  await world.sql('delete from activity where entity_id = $1 and action = $2', [project.id, 'answer.changed'])
  await world.sql(`update answer set status = 'missing', answered_at = null, content_hash = '' where project_id = $1`, [project.id])
  await world.sql('insert into live_update select * from jsonb_populate_recordset(null::live_update, $1::jsonb)', [
    JSON.stringify(rows.map((logRow) => ({ ...logRow, update: `\\x${(logRow.update as Buffer).toString('hex')}` }))),
  ])
  const state = Y.encodeStateAsUpdate(new Y.Doc())
  await world.sql('update live_document set state = $2 where room = $1', [project.room, Buffer.from(state)])
  await enter(ben)
  await stored()
  expect(await historyOf()).toEqual(['Ana: status null to "ready"'])
})

test('many rows changed at once are one revision, and each is on record', async () => {
  const a = await enter(ana)
  const answers = await readAnswers(olivia, project.id)
  a.doc.transact(() => {
    for (const { requirement_id } of answers) {
      chooseStatus(checklistRow(a.doc, requirement_id), 'partial', { userId: ana.me.user.id, now: new Date() })
    }
  })
  await a.saved()
  await stored()
  expect(await olivia.api.readiness.get({ project_id: project.id })).toMatchObject({ revision: 1, answered: 123, overall_percentage: 50 })
  const [count] = await world.sql<{ count: string }>(`select count(*) from activity where entity_id = $1 and action = 'answer.changed'`, [
    project.id,
  ])
  expect(Number(count?.count)).toBe(123)
})

test('notes are rich text, and a justification is shared word by word', async () => {
  const [a, b] = [await enter(ana), await enter(ben)]
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText('Approved in March.')])
  notesText(a.doc, row).insert(0, [paragraph])
  a.doc.getText(`cell:${row}:justification`).insert(0, 'Needed')
  await vi.waitFor(() => expect(b.doc.getText(`cell:${row}:justification`).toString()).toBe('Needed'))
  b.doc.getText(`cell:${row}:justification`).insert(6, ' by law')
  await Promise.all([a.saved(), b.saved()])
  await stored()
  expect(await readAnswer(olivia, project.id, 'A.5.1')).toMatchObject({
    notes_text: 'Approved in March.',
    justification: 'Needed by law',
    status: 'missing',
    answered_at: null,
  })
})

test('somebody who may only read writes nothing', async () => {
  const vera = await invite(world, olivia, 'Vera', 'viewer')
  const editor = await enter(vera)
  choose(editor, vera, 'ready')
  const reader = await enter(ana)
  choose(reader, ana, 'partial', (await readAnswer(olivia, project.id, 'A.5.2')).requirement_id)
  await reader.saved()
  expect(readRow(checklistRow(reader.doc, row)).status).toBeNull()
})

test.each([
  ['what the server keeps', (doc: Y.Doc) => doc.getMap('meta').set('schema_version', 99), 'not_allowed'],
  ['a row that no catalogue has', (doc: Y.Doc) => doc.getMap('row:made-up').set('status', 'ready'), 'not_allowed'],
  [
    'a claim in somebody else’s name',
    (doc: Y.Doc) => checklistRow(doc, row).set(claimKey(ben.me.user.id), { status: 'ready', at: new Date().toISOString() }),
    'not_yours',
  ],
])('nobody writes %s', async (_what, write, refusal) => {
  const editor = await enter(ana)
  write(editor.doc)
  await vi.waitFor(() => expect(editor.refusal()).toBe(refusal))
  const other = await enter(ben)
  expect(other.doc.getMap('meta').get('schema_version')).not.toBe(99)
  expect(checklistRow(other.doc, row).size).toBe(0)
})

test('a claim in somebody else’s name is refused also where one stands already', async () => {
  const [a, b] = [await enter(ana), await enter(ben)]
  choose(b, ben, 'ready')
  await vi.waitFor(() => expect(checklistRow(a.doc, row).has(claimKey(ben.me.user.id))).toBe(true))
  checklistRow(a.doc, row).set(claimKey(ben.me.user.id), { status: 'missing', at: new Date().toISOString() })
  await vi.waitFor(() => expect(a.refusal()).toBe('not_yours'))
  expect(openClaims(checklistRow(b.doc, row))).toEqual([])
})

test('values that belong in no cell are kept out of rows and disturb nobody', async () => {
  const [a, b] = [await enter(ana), await enter(ben)]
  const map = checklistRow(a.doc, row)
  map.set('status', 'splendid')
  map.set('owner', 'person:\u0000')
  map.set('evidence', 'javascript:alert(1)')
  map.set('due', 20_261_224)
  await a.saved()
  choose(b, ben, 'ready', (await readAnswer(olivia, project.id, 'A.5.2')).requirement_id)
  await b.saved()
  await stored()
  expect(await readAnswer(olivia, project.id, 'A.5.1')).toMatchObject({
    answered_at: null,
    owner: null,
    evidence_url: null,
    due_date: null,
  })
  expect(await readAnswer(olivia, project.id, 'A.5.2')).toMatchObject({ status: 'ready' })
})

test('a day of the year 0, which no database has, holds up nothing that anybody writes', async () => {
  const [a, b] = [await enter(ana), await enter(ben)]
  checklistRow(a.doc, row).set('due', '0000-01-01')
  await a.saved()
  choose(b, ben, 'ready')
  await b.saved()
  await stored()
  expect(await readAnswer(olivia, project.id, 'A.5.1')).toMatchObject({ status: 'ready', due_date: null })
  const patched = olivia.api.readiness.answer({ project_id: project.id, requirement_id: row, due_date: '0000-01-01' })
  expect(await problemOf(patched)).toMatchObject({ status: 400 })
  const file = { project_id: project.id, format: 'csv', content: 'code,due_date\nA.5.1,0000-01-01\n' } as const
  expect((await olivia.api.readiness.previewImport(file)).problems).toEqual([
    { line: 2, code: 'A.5.1', message: 'due_date: use a date as YYYY-MM-DD, from 1900 on' },
  ])
})

test('whoever chooses what is there already writes no change into the history', async () => {
  const [a, b] = [await enter(ana), await enter(ben)]
  choose(a, ana, 'ready')
  await vi.waitFor(() => expect(readRow(checklistRow(b.doc, row)).status).toBe('ready'))
  await stored()
  choose(b, ben, 'ready')
  await b.saved()
  await stored()
  expect(await historyOf()).toEqual(['Ana: status null to "ready"'])
  expect(await olivia.api.readiness.get({ project_id: project.id })).toMatchObject({ revision: 1 })
})

test('who has an archived checklist open is shown out, and cannot come back in', async () => {
  const editor = await enter(ana)
  await olivia.api.readiness.update({ project_id: project.id, archived: true })
  await vi.waitFor(() => expect(editor.refusal()).toBe('not_found'), { timeout: 4_000 })
})
