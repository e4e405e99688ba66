import { checklistRow, justificationText, notesText } from '@certloom/shared/collab/checklistDoc'
import { tableSection } from '@certloom/shared/collab/documentDoc'
import { removeRow } from '@certloom/shared/collab/rowsDoc'
import { chooseStatus } from '@certloom/shared/collab/statusClaims'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import type { ExportJob } from '@certloom/shared/exports/contract'
import { catalogueId } from '@certloom/shared/ids'
import type { ReadinessProjectDetail } from '@certloom/shared/readiness/contract'
import mammoth from 'mammoth'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { bytesOf, download, ended } from '../exports/finishedExport.ts'
import { readPdf } from '../exports/readPdf.ts'
import { approve, fillPolicy, makeTemplate } from '../reviews/submittable.ts'
import { problemOf } from '../support/client.ts'
import { iso27001, readDocument } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { unzip } from '../support/unzip.ts'
import { startWorld, type World } from '../support/world.ts'
import { makeChecklist, readAnswer } from './checklist.ts'

const statementTemplate = catalogueId('template', 'iso27001-2022', 'isms-05-statement-of-applicability')
const accessTemplate = catalogueId('template', 'iso27001-2022', 'isms-10-access-control')
const people = 's3_people_controls_a_6'

let world: World
let olivia: Person
let project: ReadinessProjectDetail
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  project = await makeChecklist(olivia, 'Acme Corp')
})
afterAll(() => world.stop())

type Change = Omit<Parameters<Person['api']['readiness']['answer']>[0], 'project_id' | 'requirement_id'>

async function answer(code: string, change: Change, of = project): Promise<void> {
  const { requirement_id } = await readAnswer(olivia, of.id, code)
  await olivia.api.readiness.answer({ project_id: of.id, requirement_id, ...change })
}

const statementOf = (by: Person, of = project) => by.api.readiness.statement({ project_id: of.id })
const rowOf = async (code: string, of = project) =>
  (await statementOf(olivia, of)).domains.flatMap(({ rows }) => rows).find((row) => row.code === code)

async function exported(format: ExportJob['format'], by = olivia): Promise<Buffer> {
  const job = await ended(by, await by.api.exports.exportStatement({ project_id: project.id, format }))
  expect(job).toMatchObject({ status: 'done', project_id: project.id, format, failure: null })
  return bytesOf(await download(by, job))
}

describe('a Statement of Applicability', () => {
  test('has the 93 controls, undecided ones too, and no clause', async () => {
    const { domains } = await statementOf(olivia)
    expect(domains.map(({ code, title, rows }) => `${code} ${title} ${rows.length}`)).toEqual([
      'A.5 Organizational controls 37',
      'A.6 People controls 8',
      'A.7 Physical controls 14',
      'A.8 Technological controls 34',
    ])
    expect(domains[0]?.rows[0]).toMatchObject({ code: 'A.5.1', is_applicable: null, status: null, owner: null, evidence: null })
  })

  test('says of each whether it applies, why, how it is implemented, where that is written and what shows it', async () => {
    await olivia.api.plans.create({
      customer_id: project.customer_id,
      iso_standard_id: iso27001,
      template_selection_mode: 'selective',
      selected_template_ids: [accessTemplate],
    })
    await answer('A.5.15', {
      status: 'partial',
      justification: 'Customers ask for it.',
      evidence_url: 'https://wiki.example.com/access',
      owner: { kind: 'person', id: olivia.me.user.id },
    })
    await answer('A.7.4', { status: 'not_applicable', justification: 'There are no premises.' })
    const { requirement_id } = await readAnswer(olivia, project.id, 'A.5.15')
    const editor = await join(world, olivia, project.room)
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText('Roles are granted by request.')])
    notesText(editor.doc, requirement_id).insert(0, [paragraph])
    await editor.saved()
    editor.leave()
    await vi.waitFor(async () =>
      expect(await rowOf('A.5.15')).toMatchObject({
        is_applicable: true,
        status: 'partial',
        justification: 'Customers ask for it.',
        implementation: 'Roles are granted by request.',
        documents: [{ document_name: 'Access Control Policy', is_approved: false }],
        evidence: { title: 'https://wiki.example.com/access', url: 'https://wiki.example.com/access', status: null },
        owner: 'Olivia',
      }),
    )
    expect(await rowOf('A.7.4')).toMatchObject({ is_applicable: false, status: 'not_applicable', documents: [] })
  })

  test('is not exported while a control is left out without a word, and says which', async () => {
    await answer('A.7.1', { status: 'not_applicable' })
    await answer('A.8.28', { status: 'not_applicable', justification: '  ' })
    const problem = await problemOf(olivia.api.exports.exportStatement({ project_id: project.id, format: 'docx' }))
    expect(problem).toMatchObject({ status: 409, code: 'conflict', detail: 'Say first why these rows do not apply: A.7.1, A.8.28.' })
    await answer('A.7.1', { justification: 'No premises.' })
    await answer('A.8.28', { justification: 'No software is written.' })
  })

  test('is exported to Word with what nobody has stored yet, and another program reads it', async () => {
    const { requirement_id } = await readAnswer(olivia, project.id, 'A.6.1')
    const editor = await join(world, olivia, project.room)
    editor.doc.transact(() => {
      chooseStatus(checklistRow(editor.doc, requirement_id), 'ready', { userId: olivia.me.user.id, now: new Date() })
      justificationText(editor.doc, requirement_id).insert(0, 'Law of the sector <b>asks</b> & we do.')
    })
    await editor.saved()
    const { value: html } = await mammoth.convertToHtml({ buffer: await exported('docx') })
    editor.leave()
    const rows = [...html.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
      [...row.matchAll(/<t[dh]>(.*?)<\/t[dh]>/gs)].map(([, cell = '']) => cell.replaceAll(/<[^>]+>/g, ' ').trim()),
    )
    expect(rows.find(([control]) => control?.startsWith('A.6.1'))).toEqual([
      'A.6.1 Screening',
      'Yes',
      'Law of the sector &lt;b&gt;asks&lt;/b&gt; &amp; we do.',
      'Implemented',
      '',
      '',
      '',
    ])
    expect(rows.filter(([control]) => /^A\.\d+\.\d+ /.test(control ?? ''))).toHaveLength(93)
    expect(html).toContain('href="https://wiki.example.com/access"')
  })

  test('is exported to PDF, across, and says how much is not decided', async () => {
    const { text, title, sizes } = await readPdf(await exported('pdf'))
    expect(title).toBe('Statement of Applicability')
    expect(text).toContain('There are no premises.')
    expect(text).toContain('Access Control Policy (draft)')
    expect(text).toContain('Not complete: 88 of 93 controls not decided')
    expect(sizes.some(([width, height]) => width > height)).toBe(true)
  })

  test('is exported to Excel as text in cells for text, and no formula is in it', async () => {
    const formula = '=HYPERLINK("http://evil.example","Click")'
    await answer('A.8.1', { status: 'ready', justification: formula })
    await answer('A.8.2', { status: 'ready', justification: '+1+2\t"<x>&' })
    const parts = await unzip(await exported('xlsx'))
    const sheet = readSheet(parts, 'xl/worksheets/sheet1.xml')
    expect(sheet.rows).toHaveLength(94)
    expect(sheet.rows[0]).toEqual([
      'Control',
      'Title',
      'Applies',
      'Justification',
      'Status',
      'Implementation',
      'Documents',
      'Evidence',
      'Owner',
    ])
    expect(sheet.rows.find(([code]) => code === 'A.8.1')?.slice(0, 5)).toEqual([
      'A.8.1',
      'User end point devices',
      'Yes',
      formula,
      'Implemented',
    ])
    expect(sheet.rows.find(([code]) => code === 'A.8.2')?.[3]).toBe('+1+2\t"<x>&')
    expect([...parts.values()].join('')).not.toMatch(/<f[ >]/)
    expect(sheet.formats).toEqual(new Set(['@']))
  })

  test('is exported by a customer’s readers for their own, and by nobody else', async () => {
    const carla = await invite(world, olivia, 'Carla', 'viewer', project.customer_id)
    const sten = await signUp(world, 'Sten', 'Northlight Advisors')
    expect((await exported('xlsx', carla)).byteLength).toBeGreaterThan(1_000)
    const wanted = { project_id: project.id, format: 'pdf' } as const
    expect(await problemOf(sten.api.exports.exportStatement(wanted))).toMatchObject({ code: 'not_found' })
    expect(await problemOf(statementOf(sten))).toMatchObject({ code: 'not_found' })
    const { data } = await olivia.api.activity.list({ entity_id: project.id, limit: 5 })
    expect(data[0]).toMatchObject({ action: 'export.requested', actor: { name: 'Carla' }, after: { format: 'xlsx' } })
  })
})

/** The texts of a sheet, row by row, and the number formats of its cells below the head. */
function readSheet(parts: ReadonlyMap<string, string>, name: string): { rows: string[][]; formats: Set<string> } {
  const shared = [...(parts.get('xl/sharedStrings.xml') ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map(([, item = '']) => unescaped(item))
  const styles = parts.get('xl/styles.xml') ?? ''
  const custom = new Map([...styles.matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g)].map(([, id, code]) => [id, code]))
  const cellStyles = [...(/<cellXfs.*?<\/cellXfs>/s.exec(styles)?.[0] ?? '').matchAll(/<xf [^>]*>/g)].map(
    ([style]) => /numFmtId="(\d+)"/.exec(style)?.[1] ?? '0',
  )
  const formatOf = (style: number): string => custom.get(cellStyles[style]) ?? 'General'
  const formats = new Set<string>()
  const rows = [...(parts.get(name) ?? '').matchAll(/<row [^>]*?(?:\/>|>(.*?)<\/row>)/gs)].map(([, row = ''], index) =>
    [...row.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, attributes = '', content = '']) => {
      if (index > 0) formats.add(formatOf(Number(/ ?s="(\d+)"/.exec(attributes)?.[1] ?? 0)))
      const value = /<v>(.*?)<\/v>/s.exec(content)?.[1]
      if (attributes.includes('t="s"')) return shared[Number(value)] ?? ''
      return unescaped(content)
    }),
  )
  return { rows, formats }
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const unescaped = (xml: string): string =>
  xml.replaceAll(/<[^>]+>/g, '').replaceAll(/&(amp|lt|gt|quot|apos);/g, (_all, name: string) => entities[name] ?? '')

test('a row shows the documents and evidence of the plan that bear on it, and what they speak for; nothing is answered by that', async () => {
  const own = await makeChecklist(olivia, 'Supported Ltd')
  const plan = await olivia.api.plans.create({
    customer_id: own.customer_id,
    iso_standard_id: iso27001,
    template_selection_mode: 'selective',
    selected_template_ids: [accessTemplate],
  })
  const [document] = (await olivia.api.documents.list({ plan_id: plan.id })).data
  const { requirement_id } = await readAnswer(olivia, own.id, 'A.5.15')
  const support = (by = olivia, requirement = requirement_id) =>
    by.api.readiness.support({ project_id: own.id, requirement_id: requirement })
  expect(await support()).toMatchObject({ documents: [{ id: document?.id, is_approved: false }], evidence: [], suggestion: null })
  const detail = await readDocument(olivia, document?.id ?? '')
  await olivia.api.evidence.addLink({
    customer_id: own.customer_id,
    title: 'Access review, third quarter',
    url: 'https://wiki.example.com/review',
    targets: [{ document_id: detail.id, section_id: detail.content.fillable_sections[0]?.id ?? '' }],
  })
  expect(await support()).toMatchObject({
    evidence: [{ title: 'Access review, third quarter', status: 'accepted', document_name: 'Access Control Policy' }],
    suggestion: { status: 'partial' },
  })
  await world.sql(`update document_version set kind = 'approved' where document_id = $1`, [document?.id])
  expect(await support()).toMatchObject({ documents: [{ is_approved: true }], suggestion: { status: 'ready' } })
  expect((await readAnswer(olivia, own.id, 'A.5.15')).answered_at).toBeNull()
  const elsewhere = await readAnswer(olivia, own.id, 'A.7.4')
  expect(await support(olivia, elsewhere.requirement_id)).toMatchObject({ documents: [], evidence: [], suggestion: null })
  const bea = await invite(world, olivia, 'Bea', 'manager', project.customer_id)
  expect(await problemOf(support(bea))).toMatchObject({ code: 'not_found' })
})

describe('the document of that name', () => {
  let document: DocumentDetail
  let policy: DocumentDetail
  let own: ReadinessProjectDetail
  const tableIn = async (sectionId = people) => {
    const section = (await readDocument(olivia, document.id)).content.fillable_sections.find(({ id }) => id === sectionId)
    const content = section?.content as { rows: { id: string; cells: Record<string, unknown> }[] } | null
    return { state: section?.state, rows: content?.rows ?? [] }
  }
  const shows = (check: (table: Awaited<ReturnType<typeof tableIn>>) => void) =>
    vi.waitFor(async () => check(await tableIn()), { timeout: 10_000, interval: 50 })

  beforeAll(async () => {
    own = await makeChecklist(olivia, 'Showing Ltd')
    await answer('A.6.1', { status: 'ready', justification: 'The law asks for it.' }, own)
    const policyTemplate = await makeTemplate(world, 'Why this exists.')
    await world.sql(`update template set control_refs = '{A.6.1}' where id = $1`, [policyTemplate])
    const plan = await olivia.api.plans.create({
      customer_id: own.customer_id,
      iso_standard_id: iso27001,
      template_selection_mode: 'selective',
      selected_template_ids: [statementTemplate, policyTemplate],
    })
    const { data } = await olivia.api.documents.list({ plan_id: plan.id })
    const idOf = (name: string) => data.find(({ document_name }) => document_name === name)?.id ?? ''
    document = await readDocument(olivia, idOf('Statement of Applicability'))
    policy = await readDocument(olivia, idOf('Quality Policy'))
  })

  test('shows the rows of the checklist as soon as it is made, each under its heading', async () => {
    await shows(({ rows }) => expect(rows).toHaveLength(8))
    const { rows, state } = await tableIn()
    expect(rows[0]?.cells).toMatchObject({
      control: 'A.6.1 Screening',
      applicable: 'yes',
      reason: 'The law asks for it.',
      state: 'ready',
    })
    expect(rows[1]?.cells).toMatchObject({ control: expect.stringMatching(/^A\.6\.2 /), applicable: null, state: null })
    expect(state).toBe('in_progress')
    expect((await tableIn('s5_technological_controls_a_8')).rows).toHaveLength(34)
  })

  test('follows the checklist, and a section is done when every control in it is decided and each left out says why', async () => {
    const codes = (await tableIn()).rows.map(({ cells }) => String(cells.control).split(' ')[0] ?? '')
    for (const code of codes.slice(1, -1)) await answer(code, { status: 'partial' }, own)
    await answer(codes.at(-1) ?? '', { status: 'not_applicable' }, own)
    await shows(({ rows }) => expect(rows.at(-1)?.cells.applicable).toBe('no'))
    expect((await tableIn()).state).toBe('in_progress')
    await answer(codes.at(-1) ?? '', { justification: 'Nobody works here.' }, own)
    await shows(({ rows, state }) => {
      expect(rows.at(-1)?.cells.reason).toBe('Nobody works here.')
      expect(state).toBe('done')
    })
  })

  test('is written in those sections by nobody but the checklist', async () => {
    const editor = await join(world, olivia, document.room)
    const before = JSON.stringify((await tableIn()).rows)
    removeRow(tableSection(editor.doc, people), (await tableIn()).rows[0]?.id ?? '')
    await vi.waitFor(() => expect(editor.refusal()).toBeDefined())
    editor.leave()
    await world.app.services.live.store(document.room)
    expect(JSON.stringify((await tableIn()).rows)).toBe(before)
  })

  test('keeps what it showed in its versions, and makes up when it is opened for what it missed', async () => {
    const { revision } = await olivia.api.documents.nameVersion({ document_id: document.id, label: 'First' })
    await world.sql(
      `update answer a set justification = 'Changed while nobody looked' from framework_requirement r
        where r.id = a.requirement_id and a.project_id = $1 and r.code = 'A.6.1'`,
      [own.id],
    )
    const editor = await join(world, olivia, document.room)
    await shows(({ rows }) => expect(rows[0]?.cells.reason).toBe('Changed while nobody looked'))
    editor.leave()
    const version = await olivia.api.documents.version({ document_id: document.id, revision })
    const section = version.content.fillable_sections.find(({ id }) => id === people)
    expect(JSON.stringify(section?.content)).toContain('The law asks for it.')
  })

  test('stays as it is where somebody locked it, until it is unlocked', async () => {
    await olivia.api.documents.lockSection({ document_id: document.id, section_id: people, locked: true })
    await answer('A.6.2', { status: 'ready', justification: 'In every contract.' }, own)
    await vi.waitFor(async () => expect((await tableIn('s2_organizational_controls_a_5')).rows).toHaveLength(37))
    await answer('A.5.1', { status: 'ready' }, own)
    await vi.waitFor(async () => expect((await tableIn('s2_organizational_controls_a_5')).rows[0]?.cells.state).toBe('ready'), {
      timeout: 10_000,
    })
    expect((await tableIn()).rows[1]?.cells.reason).toBeNull()
    await olivia.api.documents.lockSection({ document_id: document.id, section_id: people, locked: false })
    await shows(({ rows }) => expect(rows[1]?.cells.reason).toBe('In every contract.'))
  })

  test('says which of the documents in it are approved, as soon as one is or is no more', async () => {
    const rita = await invite(world, olivia, 'Rita', 'reviewer')
    await fillPolicy(world, olivia, policy)
    const { hash } = await approve(olivia, rita, policy.id)
    await shows(({ rows }) => expect(rows[0]?.cells.documents_and_evidence).toBe('Quality Policy (approved)'))
    await rita.api.reviews.withdraw({ document_id: policy.id, version_hash: hash, reason: 'Too early' })
    await shows(({ rows }) => expect(rows[0]?.cells.documents_and_evidence).toBe('Quality Policy (draft)'))
  })

  test('does not name itself: being approved would change what was approved', async () => {
    const { rows } = await tableIn('s2_organizational_controls_a_5')
    expect(rows.find(({ cells }) => String(cells.control).startsWith('A.5.36 '))?.cells.documents_and_evidence ?? '').toBe('')
  })

  test('says what was rejected of the evidence it names', async () => {
    const item = await olivia.api.evidence.addLink({
      customer_id: own.customer_id,
      title: 'Screening record',
      url: 'https://wiki.example.com/screening',
      targets: [],
    })
    await answer('A.6.3', { evidence_id: item.id }, own)
    await shows(({ rows }) => expect(rows[2]?.cells.documents_and_evidence).toBe('Screening record'))
    await olivia.api.evidence.reject({ evidence_id: item.id, reason: 'Of another year' })
    await shows(({ rows }) => expect(rows[2]?.cells.documents_and_evidence).toBe('Screening record (rejected)'))
  })

  test('shows the checklist before again once a newer one is archived, while it is open', async () => {
    const editor = await join(world, olivia, document.room)
    const trial = await olivia.api.readiness.create({ customer_id: own.customer_id, iso_standard_id: iso27001 })
    await shows(({ rows }) => expect(rows[1]?.cells.reason).toBeNull())
    await olivia.api.readiness.update({ project_id: trial.id, archived: true })
    await shows(({ rows }) => expect(rows[1]?.cells.reason).toBe('In every contract.'))
    editor.leave()
  })

  test('says what its checklist says at the moment it is stored on purpose, whatever was missed', async () => {
    const editor = await join(world, olivia, document.room)
    await world.sql(
      `update answer a set justification = 'Said by nobody' from framework_requirement r
        where r.id = a.requirement_id and a.project_id = $1 and r.code = 'A.6.2'`,
      [own.id],
    )
    await olivia.api.documents.calculateProgress({ document_id: document.id })
    expect((await tableIn()).rows[1]?.cells.reason).toBe('Said by nobody')
    editor.leave()
  })
})
