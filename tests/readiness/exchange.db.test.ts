import { justificationText } from '@certloom/shared/collab/checklistDoc'
import type { FileFormat } from '@certloom/shared/readiness/checklistFile'
import type { Answer, ReadinessProjectDetail } from '@certloom/shared/readiness/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { problemOf } from '../support/client.ts'
import { iso27001 } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { makeChecklist, readAnswer, readAnswers } from './checklist.ts'

let world: World
let olivia: Person
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterAll(() => world.stop())

const download = (by: Person, id: string, format: FileFormat): Promise<Response> =>
  by.fetch(`/api/v1/readiness-projects/${id}/export?format=${format}`)

async function exported(id: string, format: FileFormat): Promise<string> {
  const response = await download(olivia, id, format)
  expect(response.status).toBe(200)
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer())
}

const said = ({ code, status, answered_at, justification, owner, due_date, evidence_url, evidence_id, notes }: Answer) => ({
  code,
  status: answered_at === null ? null : status,
  justification,
  owner,
  due_date,
  evidence_url,
  evidence_id,
  notes,
})
const saidIn = async (id: string) => (await readAnswers(olivia, id)).map(said)

const richNotes = {
  type: 'doc',
  content: [
    { type: 'heading', attrs: { level: 3 }, content: [{ type: 'text', text: 'Where it stands' }] },
    {
      type: 'bulletList',
      content: [
        {
          type: 'listItem',
          content: [
            {
              type: 'paragraph',
              content: [
                { type: 'text', text: 'signed ' },
                { type: 'text', text: 'in March', marks: [{ type: 'bold' }] },
              ],
            },
          ],
        },
      ],
    },
  ],
}

const file = (rows: unknown[]): string => JSON.stringify({ format: 'certloom.checklist', version: 1, rows })
const importInto = (id: string, content: string, format: FileFormat = 'json', by = olivia) =>
  by.api.readiness.import({ project_id: id, format, content })

async function filledChecklist(name: string): Promise<ReadinessProjectDetail> {
  const project = await makeChecklist(olivia, name)
  const team = await olivia.api.teams.create({ name: `SOC of ${name}` })
  const item = await olivia.api.evidence.addLink({
    customer_id: project.customer_id,
    title: 'Access review',
    url: 'https://wiki.example.com/review',
    targets: [],
  })
  await importInto(
    project.id,
    file([
      {
        code: 'A.5.1',
        status: 'ready',
        justification: '=HYPERLINK("x"),\n"quoted"; ’',
        owner: { kind: 'person', email: olivia.me.user.email },
      },
      { code: 'A.5.2', status: 'missing', due_date: '2027-02-28', owner: { kind: 'team', name: team.name }, notes: richNotes },
      { code: 'A.7.4', status: 'not_applicable', justification: 'There are no premises.' },
      { code: 'A.8.2', status: 'ready', evidence_id: item.id },
      { code: '9.1', status: 'partial', evidence_url: 'https://wiki.example.com/a?b=1,2' },
    ]),
  )
  return project
}

test.each(['json', 'csv'] as const)(
  'a checklist exported as %s and imported into a new one of the same customer says the same',
  async (format) => {
    const source = await filledChecklist(`Round ${format}`)
    const target = (await olivia.api.readiness.create({
      customer_id: source.customer_id,
      iso_standard_id: iso27001,
    })) as ReadinessProjectDetail
    const text = await exported(source.id, format)
    expect(await importInto(target.id, text, format)).toMatchObject({ changed: 5 })
    const rows = await saidIn(target.id)
    expect(rows).toEqual(await saidIn(source.id))
    expect(rows.find(({ code }) => code === 'A.5.2')).toMatchObject({ status: 'missing', notes: richNotes })
    const [item] = (await olivia.api.evidence.list({ customer_id: source.customer_id })).data
    expect(rows.find(({ code }) => code === 'A.8.2')).toMatchObject({ status: 'ready', evidence_id: item?.id, evidence_url: null })
    expect(rows.find(({ code }) => code === 'A.5.3')?.status).toBeNull()
    expect(await importInto(target.id, text, format)).toMatchObject({ changed: 0 })
  },
)

test.each(['json', 'csv'] as const)('references of NIST leave as %s only with CMMC, and either file is taken back', async (format) => {
  const { id } = await filledChecklist(`CMMC ${format}`)
  const without = await exported(id, format)
  expect(without).not.toContain('nist_references')
  await olivia.api.readiness.update({ project_id: id, includes_cmmc: true })
  const withThem = await exported(id, format)
  expect(withThem).toContain('nist_references')
  const { references } = await readAnswer(olivia, id, 'A.5.15')
  for (const { code } of references.filter(({ framework }) => framework === 'nist-800-171r2')) expect(withThem).toContain(code)
  for (const text of [without, withThem]) {
    await importInto(id, 'code,status\nA.5.15,missing\nA.5.1,partial\n', 'csv')
    expect(await importInto(id, text, format)).toMatchObject({ changed: 2 })
  }
})

test('an import is taken back, also answers to rows that nobody had answered', async () => {
  const { id } = await filledChecklist('Undo Ltd')
  const before = await saidIn(id)
  const { undo } = await importInto(
    id,
    'code,status,justification,notes,due_date\nA.5.1,missing,Gone,Words,\nA.5.9,ready,New,,2027-01-01\n',
    'csv',
  )
  expect(await readAnswer(olivia, id, 'A.5.9')).toMatchObject({ status: 'ready', due_date: '2027-01-01' })
  expect(await olivia.api.readiness.undoImport({ project_id: id, undo })).toEqual({ back: 2, kept: 0 })
  expect(await saidIn(id)).toEqual(before)
})

test('taking an import back leaves what somebody changed since, and says of how many rows', async () => {
  const { id } = await filledChecklist('Since Ltd')
  const mia = await invite(world, olivia, 'Mia', 'member')
  const { undo } = await importInto(id, 'code,status,justification\nA.5.1,missing,Imported\nA.5.9,ready,Imported\n', 'csv')
  const { requirement_id } = await readAnswer(olivia, id, 'A.5.1')
  await mia.api.readiness.answer({ project_id: id, requirement_id, justification: 'Mia knows better.' })
  expect(await olivia.api.readiness.undoImport({ project_id: id, undo })).toEqual({ back: 1, kept: 1 })
  expect(await readAnswer(olivia, id, 'A.5.1')).toMatchObject({ status: 'ready', justification: 'Mia knows better.' })
  expect(await readAnswer(olivia, id, 'A.5.9')).toMatchObject({ answered_at: null, justification: '' })
})

test('an import is taken back also where it replaced more words than a request may carry, and somebody who has left', async () => {
  const project = await filledChecklist('Long Ltd')
  const { id } = project
  const leo = await invite(world, olivia, 'Leo', 'member')
  await importInto(id, file([{ code: 'A.5.3', owner: { kind: 'person', email: leo.me.user.email } }]))
  const { requirement_id } = await readAnswer(olivia, id, 'A.5.3')
  const editor = await join(world, olivia, project.room)
  justificationText(editor.doc, requirement_id).insert(0, 'Many words. '.repeat(500))
  await editor.saved()
  editor.leave()
  await world.app.services.live.store(project.room)
  const { undo } = await importInto(id, file([{ code: 'A.5.3', justification: 'Few.', owner: null }]))
  await world.sql('update organization_member set deactivated_at = now() where user_id = $1', [leo.me.user.id])
  expect(await olivia.api.readiness.undoImport({ project_id: id, undo })).toEqual({ back: 1, kept: 0 })
  const { justification, owner } = await readAnswer(olivia, id, 'A.5.3')
  expect([justification.length, owner?.id]).toEqual([6_000, leo.me.user.id])
  await importInto(id, file([{ code: 'A.5.3', owner: null }]))
  const whole = await exported(id, 'json')
  expect(await importInto(id, whole)).toMatchObject({ changed: 0 })
  const large = file([{ code: 'A.5.4', justification: 'Very many words. '.repeat(80_000) }])
  expect(await importInto(id, large)).toMatchObject({ changed: 1 })
})

test('what changed after the preview is not overwritten unseen', async () => {
  const { id } = await filledChecklist('Preview Ltd')
  const content = 'code,status\nA.5.1,missing\n'
  const { seen } = await olivia.api.readiness.previewImport({ project_id: id, format: 'csv', content })
  const { requirement_id } = await readAnswer(olivia, id, 'A.5.1')
  await olivia.api.readiness.answer({ project_id: id, requirement_id, status: 'partial' })
  const given = { project_id: id, format: 'csv', content } as const
  expect(await problemOf(olivia.api.readiness.import({ ...given, seen }))).toMatchObject({ status: 409 })
  expect((await readAnswer(olivia, id, 'A.5.1')).status).toBe('partial')
  const again = await olivia.api.readiness.previewImport(given)
  expect(await olivia.api.readiness.import({ ...given, seen: again.seen })).toMatchObject({ changed: 1 })
})

test('whoever imports is on record with each value before and after', async () => {
  const { id } = await filledChecklist('Record Ltd')
  const mia = await invite(world, olivia, 'Mia', 'member')
  await importInto(id, 'code,status\nA.5.1,partial\n', 'csv', mia)
  const { requirement_id } = await readAnswer(olivia, id, 'A.5.1')
  const { data } = await olivia.api.readiness.answerHistory({ project_id: id, requirement_id })
  expect(data[0]).toMatchObject({ field: 'status', before: 'ready', after: 'partial', actor: { name: 'Mia' } })
  const log = await olivia.api.activity.list({ entity_id: id })
  expect(log.data[0]).toMatchObject({ action: 'readiness.imported', actor: { name: 'Mia' }, after: { format: 'csv', rows: 1 } })
})

test('a file with a line that cannot be used changes nothing, and every such line is named', async () => {
  const { id } = await filledChecklist('Problems Ltd')
  const before = await saidIn(id)
  const content = [
    'code,status,due_date,owner_person,evidence_id',
    'A.5.3,ready,,,',
    'A.9.9,ready,,,',
    'A.5.4,finished,,,',
    'A.5.5,ready,2027-13-01,,',
    'A.5.6,ready,,nobody@nowhere.test,',
    'A.5.7,ready,,,0193a000-0000-7000-8000-000000000001',
    'A.5.3,missing,,,',
  ].join('\r\n')
  const preview = await olivia.api.readiness.previewImport({ project_id: id, format: 'csv', content })
  expect(preview.problems.map(({ line, code }) => `${line} ${code}`)).toEqual([
    '3 A.9.9',
    '4 A.5.4',
    '5 A.5.5',
    '6 A.5.6',
    '7 A.5.7',
    '8 A.5.3',
  ])
  const refused = await problemOf(importInto(id, content, 'csv'))
  expect(refused).toMatchObject({ status: 400, data: { problems: preview.problems } })
  expect(await saidIn(id)).toEqual(before)
})

test.each([
  ['a node no editor makes', { type: 'doc', content: [{ type: 'iframe' }] }],
  [
    'a link to a script',
    {
      type: 'doc',
      content: [
        { type: 'paragraph', content: [{ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }] }] },
      ],
    },
  ],
])('notes with %s are not imported', async (_what, notes) => {
  const { id } = await makeChecklist(olivia, 'Notes Ltd')
  expect(await problemOf(importInto(id, file([{ code: 'A.5.1', notes }])))).toMatchObject({ status: 400 })
  expect((await readAnswer(olivia, id, 'A.5.1')).notes).toBeNull()
})

test('the file itself is safe to open: typed, named, not kept, and without formulas', async () => {
  const { id } = await filledChecklist('Säfe, "Ltd"')
  const response = await download(olivia, id, 'csv')
  expect(response.headers.get('content-type')).toMatch(/^text\/csv/)
  expect(response.headers.get('content-disposition')).toContain("''S%C3%A4fe%2C%20%22Ltd%22%20-%20ISO-IEC")
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(response.headers.get('cache-control')).toBe('no-store')
  const text = await response.text()
  expect(text).toContain(`"'=HYPERLINK(""x"")`)
  expect(text).not.toContain(olivia.me.user.id)
})

test('a row that does not apply needs a justification before anything is exported', async () => {
  const { id } = await filledChecklist('Incomplete Ltd')
  await importInto(id, 'code,status\nA.7.1,not_applicable\nA.7.2,not_applicable\n', 'csv')
  const response = await download(olivia, id, 'json')
  expect(response.status).toBe(409)
  expect(await response.json()).toMatchObject({ code: 'conflict', data: { codes: ['A.7.1', 'A.7.2'] } })
})

test('whoever may read may export, but not import; others know of nothing', async () => {
  const project = await filledChecklist('Rights Ltd')
  const other = await makeChecklist(olivia, 'Other Ltd')
  const vera = await invite(world, olivia, 'Vera', 'viewer', project.customer_id)
  const sten = await signUp(world, 'Sten', 'Northlight Advisors')
  expect((await download(vera, project.id, 'csv')).status).toBe(200)
  expect((await download(vera, other.id, 'csv')).status).toBe(404)
  expect((await download(sten, project.id, 'csv')).status).toBe(404)
  expect(await problemOf(importInto(project.id, 'code,status\nA.5.1,missing\n', 'csv', vera))).toMatchObject({ status: 403 })
  expect(await problemOf(importInto(project.id, 'code,status\nA.5.1,missing\n', 'csv', sten))).toMatchObject({ status: 404 })
  await olivia.api.readiness.update({ project_id: project.id, archived: true })
  expect(await problemOf(importInto(project.id, 'code,status\nA.5.1,missing\n', 'csv'))).toMatchObject({ status: 409 })
  expect((await download(olivia, project.id, 'csv')).status).toBe(200)
})
