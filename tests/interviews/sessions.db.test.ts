import { catalogueId, newId } from '@certloom/shared/ids'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { problemOf } from '../support/client.ts'
import { iso27001, makeDocument, objectives, policyTemplate, readDocument, textOf } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { listOfTemplate, makeDocumentsWith, makeDocumentWith, tableOfTemplate, textOfTemplate } from '../support/templates.ts'
import { upload } from '../support/uploads.ts'
import { startWorld, type World } from '../support/world.ts'

const scopeTemplate = catalogueId('template', 'iso27001-2022', 'isms-01-scope-context')
const documentControl = catalogueId('template', 'iso27001-2022', 'isms-08-document-control')

let world: World
let olivia: Person
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterAll(() => world.stop())

/** A plan of two ISMS documents, and one of a quality document that shares questions with them. */
async function makePlans() {
  const customer = await olivia.api.customers.create({ company_name: `Acme ${crypto.randomUUID()}` })
  const iso9001 = catalogueId('framework', 'iso9001-2015')
  const isms = await olivia.api.plans.create({
    customer_id: customer.id,
    iso_standard_id: iso27001,
    template_selection_mode: 'selective',
    selected_template_ids: [scopeTemplate, policyTemplate, documentControl],
  })
  const qms = await olivia.api.plans.create({
    customer_id: customer.id,
    iso_standard_id: iso9001,
    template_selection_mode: 'selective',
    selected_template_ids: [
      catalogueId('template', 'iso9001-2015', 'qms-01-quality-manual'),
      catalogueId('template', 'iso9001-2015', 'qms-03-document-control'),
    ],
  })
  const documents = (await olivia.api.documents.list({ customer_id: customer.id, limit: 200 })).data
  return { customer, isms, qms, documents }
}

test('a session over a plan asks every section once, in order, in words', async () => {
  const { customer, isms } = await makePlans()
  const session = await olivia.api.interviews.create({ customer_id: customer.id, plan_id: isms.id })
  expect(session).toMatchObject({
    session_name: 'Interview: ISMS Scope and Context and 2 more',
    session_status: 'active',
    plan_id: isms.id,
    questions_answered: 0,
    completion_percentage: 0,
    elapsed_seconds: 0,
    sittings: 1,
    started_by: { name: 'Olivia' },
  })
  const { data } = await olivia.api.interviews.questions({ session_id: session.id })
  expect(data).toHaveLength(session.questions_total)
  expect(data[0]).toMatchObject({
    question: 'What does your organization do, where, and for whom?',
    section_title: 'Organization profile',
    clauses: ['4.1'],
    is_mandatory: true,
    is_answered: false,
  })
  const chart = data.filter(({ section_title }) => /organization chart/i.test(section_title))
  expect(chart.map(({ also_fills }) => also_fills.map(({ document_name }) => document_name))).toEqual([['Information Security Policy']])
  expect((await olivia.api.activity.list({ entity_id: session.id })).data).toMatchObject([
    { action: 'interview.started', actor: { name: 'Olivia' }, after: { session_name: session.session_name } },
  ])
})

test('one answer fills every document that shares the question, under the name of whoever gave it', async () => {
  const { customer, documents } = await makePlans()
  const carl = await invite(world, olivia, 'Carl', 'contributor', customer.id)
  const session = await olivia.api.interviews.create({ customer_id: customer.id, document_ids: documents.map(({ id }) => id) })
  const { data } = await olivia.api.interviews.questions({ session_id: session.id })
  const [profile, external] = ['Review and approval', 'External documents'].map((title) => data.find((one) => one.section_title === title))
  if (!profile || !external) throw new Error('These questions are not asked.')
  expect(profile.also_fills).toHaveLength(1)
  const source = await join(world, carl, (await readDocument(carl, profile.document_id)).room)
  source.type(profile.section_id, 'We build warehouse software.')
  await source.saved()
  await olivia.api.interviews.answer({ session_id: session.id, question_id: external.id, answer: ['GDPR', 'ISO 27001'] })
  const [filled, listed] = [profile.also_fills[0], external.also_fills[0]]
  await vi.waitFor(
    async () => {
      const document = await readDocument(carl, filled?.document_id ?? '')
      expect(textOf(document, filled?.section_id ?? '')).toBe('We build warehouse software.')
      expect(document.content.fillable_sections.find(({ id }) => id === filled?.section_id)?.filled_by?.name).toBe('Carl')
      expect(textOf(await readDocument(carl, listed?.document_id ?? ''), listed?.section_id ?? '')).toBe('GDPR\nISO 27001')
    },
    { timeout: 15_000, interval: 200 },
  )
  // Changed once more it is carried again, and once only; a section somebody then writes in keeps what it says.
  source.type(profile.section_id, ' And run it.')
  await source.saved()
  await vi.waitFor(
    async () =>
      expect(textOf(await readDocument(carl, filled?.document_id ?? ''), filled?.section_id ?? '')).toBe(
        'We build warehouse software. And run it.',
      ),
    { timeout: 15_000, interval: 200 },
  )
  const other = await join(world, olivia, (await readDocument(olivia, filled?.document_id ?? '')).room)
  other.type(filled?.section_id ?? '', ' Own words.')
  await other.saved()
  source.type(profile.section_id, ' Since 1998.')
  await source.saved()
  await problemOf(olivia.api.interviews.complete({ session_id: session.id }))
  expect(textOf(await readDocument(carl, filled?.document_id ?? ''), filled?.section_id ?? '')).toBe(
    'We build warehouse software. And run it. Own words.',
  )
  source.leave()
  other.leave()
})

test('an answer that somebody rewrites is carried under their name, and a later session carries it on', async () => {
  const shared = { ...textOfTemplate('who'), interview: { question_key: 'who' } }
  const [source, target] = await makeDocumentsWith(world, olivia, { Source: [shared], Target: [shared] })
  if (!source || !target) throw new Error('The plan has too few documents.')
  const about = { customer_id: source.customer_id, document_ids: [source.id, target.id] }
  const carl = await invite(world, olivia, 'Carl', 'contributor', source.customer_id)
  const [carls, olivias] = [await join(world, carl, source.room), await join(world, olivia, source.room)]
  const carriersOnceItSays = async (words: string) => {
    await vi.waitFor(async () => expect(textOf(await readDocument(carl, target.id), 'who')).toBe(words), { timeout: 15_000, interval: 200 })
    const { data } = await olivia.api.activity.list({ entity_id: target.id })
    return [...new Set(['section.edited', 'section.carried'])].map((wanted) =>
      data.filter(({ action }) => action === wanted).map(({ actor }) => actor.name),
    )
  }
  const { id: session_id } = await olivia.api.interviews.create(about)
  carls.type('who', 'Harbor builders.')
  await carls.saved()
  expect(await carriersOnceItSays('Harbor builders.')).toEqual([['Carl'], ['Carl']])
  olivias.type('who', ' Since 1998.')
  await olivias.saved()
  expect(await carriersOnceItSays('Harbor builders. Since 1998.')).toEqual([
    ['Olivia', 'Carl'],
    ['Olivia', 'Carl'],
  ])
  await olivia.api.interviews.complete({ session_id })
  await olivia.api.interviews.create(about)
  carls.type('who', ' And dockers.')
  await carls.saved()
  expect((await carriersOnceItSays('Harbor builders. Since 1998. And dockers.'))[1]).toEqual(['Carl', 'Olivia', 'Carl'])
  const other = await join(world, olivia, target.room)
  other.type('who', ' Own words.')
  await other.saved()
  for (const editor of [carls, olivias, other]) editor.leave()
  const { id: third } = await olivia.api.interviews.create(about)
  await olivia.api.interviews.complete({ session_id: third })
  expect(textOf(await readDocument(carl, target.id), 'who')).toBe('Harbor builders. Since 1998. And dockers. Own words.')
})

test('documents of two standards are asked in the order they build on each other, and a session keeps the order it began with', async () => {
  const { customer, documents } = await makePlans()
  const { id: session_id } = await olivia.api.interviews.create({ customer_id: customer.id })
  const order = async () => {
    const { data } = await olivia.api.interviews.questions({ session_id })
    return [...new Set(data.map(({ document_name }) => document_name))]
  }
  const began = await order()
  expect(began.slice(0, 3)).toEqual(['ISMS Scope and Context', 'Quality Manual', 'Information Security Policy'])
  await world.sql('update customer_document set position = 100 - position where customer_id = $1', [customer.id])
  await world.sql(`update interview_question set position = 1000 - position where session_id = $1`, [session_id])
  expect(await order()).toEqual(began.toReversed())
  expect(documents).toHaveLength(began.length)
})

test('what a document asked that is archived meanwhile is asked in the next that needs it, and comes back with it', async () => {
  const company = { ...textOfTemplate('who'), title: 'Company', interview: { question_key: 'who' } }
  const [policy, scope, risk] = await makeDocumentsWith(world, olivia, {
    Policy: [textOfTemplate('goal'), company],
    Scope: [company],
    Risk: [textOfTemplate('rules'), company],
  })
  if (!policy || !scope || !risk) throw new Error('The plan has too few documents.')
  const { id: session_id } = await olivia.api.interviews.create({ customer_id: policy.customer_id })
  const asked = async () =>
    (await olivia.api.interviews.questions({ session_id })).data.map(
      ({ section_title, document_name }) => `${document_name}: ${section_title}`,
    )
  const began = await asked()
  expect(began).toEqual(['Policy: Text goal', 'Policy: Company', 'Risk: Text rules'])
  await world.sql('update customer_document set archived_at = now() where id = $1', [policy.id])
  expect(await asked()).toEqual(['Risk: Text rules', 'Risk: Company'])
  const { data } = await olivia.api.interviews.questions({ session_id })
  const question = data.find(({ section_title }) => section_title === 'Company')
  await olivia.api.interviews.answer({ session_id, question_id: question?.id ?? '', answer: 'Harbor builders.' })
  expect(textOf(await readDocument(olivia, scope.id), 'who')).toBe('Harbor builders.')
  expect(await olivia.api.interviews.get({ session_id })).toMatchObject({ questions_total: 2, questions_answered: 1 })
  await world.sql('update customer_document set archived_at = null where id = $1', [policy.id])
  expect(await asked()).toEqual(began)
})

test('a program answers a table and gives evidence, by one question or by all of them, and never writes over anybody', async () => {
  const sections = [
    textOfTemplate('goal'),
    tableOfTemplate('assets'),
    listOfTemplate('rules'),
    { ...textOfTemplate('proof'), type: 'evidence' as const, requires_evidence: true },
  ]
  const document = await makeDocumentWith(world, olivia, sections, 'By programs')
  const { customer_id, id: document_id } = document
  const { id: session_id } = await olivia.api.interviews.create({ customer_id, document_id })
  const question = (section: string) => `${document_id}:${section}`
  const answer = (section: string, given: object) => olivia.api.interviews.answer({ session_id, question_id: question(section), ...given })
  const row = (cells: Record<string, string | number | null>) => ({ answer: { rows: [{ cells }] } })

  for (const wrong of [{ nothing: 'x' }, { amount: 'many' }, { due: 'soon' }, { level: 'huge' }, { name: ' ' }])
    expect((await problemOf(answer('assets', row(wrong)))).code).toBe('invalid_input')
  expect((await problemOf(answer('goal', row({ name: 'x' })))).code).toBe('invalid_input')
  expect((await problemOf(answer('goal', {}))).code).toBe('invalid_input')
  await answer('assets', row({ name: 'Laptop', amount: '1,200', due: '31.12.2026', level: 'High' }))
  const { content } = await readDocument(olivia, document_id)
  expect(content.fillable_sections.find(({ id }) => id === 'assets')?.content).toMatchObject({
    rows: [{ cells: { name: 'Laptop', amount: 1200, due: '2026-12-31', level: 'high', owner: null } }],
  })
  expect((await problemOf(answer('assets', row({ name: 'Phone' })))).code).toBe('conflict')

  const { file } = await upload(olivia, customer_id, 'Proof.txt', 'proof')
  const attachment = await upload(olivia, customer_id, 'Note.txt', 'note', { file_type: 'attachment' })
  expect((await problemOf(answer('proof', { evidence_files: [attachment.file.id] }))).code).toBe('invalid_input')
  expect((await problemOf(answer('proof', { answer: 'Here.', evidence_files: [file.id] }))).code).toBe('invalid_input')
  await answer('proof', { evidence_files: [file.id] })
  await answer('proof', { evidence_files: [file.id] })
  expect((await olivia.api.evidence.list({ document_id, section_id: 'proof' })).data).toHaveLength(1)

  // Somebody types into the room what nobody has stored: the program is refused, and none of its words are in theirs.
  const typing = await join(world, olivia, document.room)
  typing.type('goal', 'Half a sen')
  await typing.saved()
  const wanted = [
    { id: question('assets'), ...row({ name: 'Laptop', amount: 1200, due: '2026-12-31', level: 'high' }), answered_at: 'ignored' },
    { id: question('rules'), answer: ['No guests', 'No smoke'] },
  ]
  const put = (questions: object[]) => olivia.api.interviews.update({ session_id, session_data: { questions: questions as typeof wanted } })
  expect((await problemOf(answer('goal', { answer: 'By a program.' }))).code).toBe('conflict')
  expect((await problemOf(put([...wanted, { id: question('goal'), answer: 'By a program.' }]))).code).toBe('conflict')
  typing.type('goal', 'tence.')
  await typing.saved()
  typing.leave()
  expect(await put(wanted)).toMatchObject({ questions_answered: 4, questions_total: 4 })
  expect(await put(wanted)).toMatchObject({ questions_answered: 4 })
  expect((await problemOf(put([{ id: question('rules'), answer: ['Another'] }]))).code).toBe('conflict')
  expect((await problemOf(put([{ id: question('none'), answer: 'x' }]))).code).toBe('not_found')
  const filled = await readDocument(olivia, document_id)
  expect([textOf(filled, 'goal'), textOf(filled, 'rules')]).toEqual(['Half a sentence.', 'No guests\nNo smoke'])
  const vera = await invite(world, olivia, 'Vera', 'viewer', customer_id)
  expect((await problemOf(vera.api.interviews.update({ session_id, session_data: { questions: [] } }))).code).toBe('forbidden')
})

test('it is paused, resumed and completed; its time stands still between sittings, and completion says what is missing', async () => {
  const sections = [
    textOfTemplate('must'),
    { ...listOfTemplate('may'), is_mandatory: false },
    { ...textOfTemplate('proof'), requires_evidence: true },
  ]
  const document = await makeDocumentWith(world, olivia, sections, 'Gate')
  const { customer_id, id } = document
  const { id: session_id } = await olivia.api.interviews.create({ customer_id, document_id: id })
  const questions = (await olivia.api.interviews.questions({ session_id })).data
  await world.sql(`update interview_session set running_since = running_since - interval '90 seconds' where id = $1`, [session_id])
  const paused = await olivia.api.interviews.pause({ session_id })
  expect(paused).toMatchObject({ session_status: 'paused', running_since: null })
  expect(paused.elapsed_seconds).toBeGreaterThanOrEqual(90)
  expect(await olivia.api.interviews.pause({ session_id })).toEqual(paused)
  expect(await olivia.api.interviews.resume({ session_id })).toMatchObject({ session_status: 'active', sittings: 2 })

  const missing = (await problemOf(olivia.api.interviews.complete({ session_id }))) as { code: string; data?: { missing: unknown[] } }
  expect(missing).toMatchObject({
    code: 'conflict',
    data: { missing: [{ section_title: 'Text must', missing: 'answer' }, { missing: 'answer' }] },
  })
  for (const { id: question_id, is_mandatory } of questions)
    if (is_mandatory) await olivia.api.interviews.answer({ session_id, question_id, answer: 'Said.' })
  expect(await problemOf(olivia.api.interviews.complete({ session_id }))).toMatchObject({ data: { missing: [{ missing: 'evidence' }] } })
  await upload(olivia, customer_id, 'Proof.txt', 'proof', { document_id: id, section_id: 'proof' })
  const completed = await olivia.api.interviews.complete({ session_id })
  expect(completed).toMatchObject({ session_status: 'completed', questions_answered: 2, questions_total: 3, completion_percentage: 66 })
  expect((await readDocument(olivia, id)).status).toBe('in_progress')
  expect((await olivia.api.activity.list({ entity_id: session_id })).data.map(({ action }) => action)).toEqual([
    'interview.completed',
    'interview.resumed',
    'interview.paused',
    'interview.started',
  ])
  expect((await problemOf(olivia.api.interviews.pause({ session_id }))).code).toBe('conflict')
  expect((await olivia.api.interviews.list({ customer_id, session_status: 'completed' })).data).toMatchObject([{ id: session_id }])
})

test('staff run it, a customer’s people take part or watch their own, and nobody else knows of it', async () => {
  const document = await makeDocument(olivia, `Rights ${crypto.randomUUID()}`)
  const { customer_id, id } = document
  const [carl, vera, max] = await Promise.all([
    invite(world, olivia, 'Carl', 'contributor', customer_id),
    invite(world, olivia, 'Vera', 'viewer', customer_id),
    invite(world, olivia, 'Max', 'viewer'),
  ])
  const omar = await signUp(world, 'Omar', 'Northlight Advisors')
  const other = await makeDocument(olivia, `Other ${crypto.randomUUID()}`)
  const mia = await invite(world, olivia, 'Mia', 'manager', other.customer_id)
  const start = (person: Person) => person.api.interviews.create({ customer_id, document_id: id })
  for (const person of [carl, vera, max]) expect((await problemOf(start(person))).code).toBe('forbidden')
  for (const person of [omar, mia]) expect((await problemOf(start(person))).code).toBe('not_found')
  const { id: session_id } = await start(olivia)
  for (const person of [carl, vera]) expect(await person.api.interviews.get({ session_id })).toMatchObject({ id: session_id })
  for (const person of [omar, mia]) {
    expect((await problemOf(person.api.interviews.get({ session_id }))).code).toBe('not_found')
    expect((await person.api.interviews.list({})).data).toEqual([])
  }
  expect((await problemOf(max.api.interviews.get({ session_id }))).code).toBe('forbidden')
  const [question] = (await carl.api.interviews.questions({ session_id })).data
  const answer = { session_id, question_id: question?.id ?? '', answer: 'Ours.' }
  expect((await problemOf(vera.api.interviews.answer(answer))).code).toBe('forbidden')
  await olivia.api.documents.lockSection({ document_id: id, section_id: objectives, locked: true })
  expect((await problemOf(carl.api.interviews.answer(answer))).code).toBe('conflict')
  await olivia.api.documents.lockSection({ document_id: id, section_id: objectives, locked: false })
  await carl.api.interviews.answer(answer)
  expect((await problemOf(carl.api.interviews.answer(answer))).code).toBe('conflict')
  expect((await problemOf(carl.api.interviews.answer({ ...answer, question_id: newId() }))).code).toBe('not_found')
  for (const act of ['pause', 'resume', 'complete', 'remove'] as const)
    expect((await problemOf(carl.api.interviews[act]({ session_id }))).code).toBe('forbidden')
  expect((await problemOf(olivia.api.interviews.create({ customer_id, document_id: other.id }))).code).toBe('invalid_input')
  const bare = await olivia.api.customers.create({ company_name: `Bare ${crypto.randomUUID()}` })
  expect((await problemOf(olivia.api.interviews.create({ customer_id: bare.id }))).code).toBe('invalid_input')
  expect((await olivia.api.interviews.create({ customer_id })).documents).toMatchObject([{ id }])
  await olivia.api.interviews.remove({ session_id })
  expect((await problemOf(olivia.api.interviews.get({ session_id }))).code).toBe('not_found')
  expect(textOf(await readDocument(olivia, id), objectives)).toBe('Ours.')
})
