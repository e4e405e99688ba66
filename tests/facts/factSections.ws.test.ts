import { factText } from '@certloom/shared/collab/factsDoc'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import type { FactKey } from '@certloom/shared/facts/catalogue'
import { catalogueId } from '@certloom/shared/ids'
import type { FillableSection } from '@certloom/shared/templates/contract'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { submit } from '../reviews/submittable.ts'
import { problemOf } from '../support/client.ts'
import { iso27001, readDocument, textOf } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { makeDocumentsWith, textOfTemplate } from '../support/templates.ts'
import { unzip } from '../support/unzip.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let olivia: Person
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterAll(() => world.stop())

const isFact = (section: FillableSection, fact_key: FactKey): FillableSection => ({ ...section, title: 'What we do', fact_key })

/** Two documents in which the same fact is a section, the second with a text besides. */
async function makeBoth() {
  const [manual, scope] = await makeDocumentsWith(world, olivia, {
    Manual: [isFact(textOfTemplate('context'), 'business')],
    Scope: [isFact(textOfTemplate('profile'), 'business'), textOfTemplate('own')],
  })
  if (!manual || !scope) throw new Error('The plan lacks documents.')
  const { customer_id } = manual
  return { manual, scope, customer_id, carl: await invite(world, olivia, 'Carl', 'contributor', customer_id) }
}

const say = (customer_id: string, text: string) => olivia.api.facts.say({ customer_id, key: 'business', text })
const read = (document: DocumentDetail) => readDocument(olivia, document.id)
const driftOf = async (customer_id: string) => (await olivia.api.facts.drift({ customer_id })).data
const at = (document: { content: { fillable_sections: { id: string; content: unknown }[] } }, id: string) =>
  JSON.stringify(document.content.fillable_sections.find((section) => section.id === id)?.content)

test('what two people write into a fact is the section of every document that shows it, with its completion, task and author', async () => {
  const { manual, scope, customer_id, carl } = await makeBoth()
  const { room } = await carl.api.facts.get({ customer_id })
  const [a, b] = await Promise.all([join(world, olivia, room), join(world, carl, room)])
  factText(a.doc, 'business').insert(0, 'We build cranes')
  await vi.waitFor(() => expect(factText(b.doc, 'business').toString()).toBe('We build cranes'))
  factText(b.doc, 'business').insert('We build cranes'.length, '.\nAnd run them.')
  await Promise.all([a.saved(), b.saved()])
  await world.app.services.live.store(room)
  for (const editor of [a, b]) editor.leave()
  const said = 'We build cranes.\nAnd run them.'
  const [first, second] = await Promise.all([read(manual), read(scope)])
  expect([textOf(first, 'context'), textOf(second, 'profile'), textOf(second, 'own')]).toEqual([said, said, ''])
  expect([first, second].map(({ completion_percentage }) => completion_percentage)).toEqual([100, 50])
  expect(first.content.fillable_sections[0]).toMatchObject({ state: 'done', filled_by: { name: 'Carl' } })
  const { data: tasks } = await olivia.api.tasks.list({ document_id: manual.id })
  expect(tasks.filter(({ section_id }) => section_id === 'context')).not.toMatchObject([{ status: 'pending' }])
  await say(customer_id, '')
  expect(await read(manual)).toMatchObject({
    completion_percentage: 0,
    content: { fillable_sections: [{ text: '', state: 'not_started' }] },
  })
})

test('nobody writes a second copy of it into the document', async () => {
  const { manual, customer_id } = await makeBoth()
  await say(customer_id, 'We build cranes.')
  const editor = await join(world, olivia, manual.room)
  editor.type('context', 'A copy.')
  await vi.waitFor(() => expect(editor.refusal()).toBe('not_allowed'))
  editor.leave()
  expect(textOf(await read(manual), 'context')).toBe('We build cranes.')
})

test('an approved version keeps what the fact said, drifts when it is said otherwise, and is not reopened by that', async () => {
  const rita = await invite(world, olivia, 'Rita', 'reviewer')
  const { manual, scope, customer_id } = await makeBoth()
  expect((await problemOf(submit(olivia, manual.id))).code).toBe('incomplete')
  await say(customer_id, 'We build cranes.')
  const version_hash = await submit(olivia, manual.id)
  await rita.api.reviews.approve({ document_id: manual.id, version_hash })
  const { revision } = await read(manual)
  await say(customer_id, 'We build bridges.')
  expect(await read(manual)).toMatchObject({ status: 'approved', revision, completion_percentage: 100 })
  const approved = await olivia.api.documents.version({ document_id: manual.id, revision })
  expect(at(approved, 'context')).toContain('We build cranes.')
  expect(at(await read(manual), 'context')).toContain('We build bridges.')
  expect(await driftOf(customer_id)).toMatchObject([
    { document_id: manual.id, facts: [{ key: 'business', before: 'We build cranes.', after: 'We build bridges.' }] },
  ])
  const compared = await olivia.api.documents.compare({ document_id: manual.id, from: revision })
  expect(compared.facts).toMatchObject([{ before: 'We build cranes.', after: 'We build bridges.' }])
  expect(JSON.stringify(compared.sections[0]?.diff)).toContain('bridges')
  expect(await exportedWords(manual.id, revision)).toContain('We build cranes.')
  expect(await exportedWords(scope.id)).toContain('We build bridges.') // a draft says what is said now
  const restored = await problemOf(olivia.api.documents.restore({ document_id: manual.id, revision, section_id: 'context' }))
  expect(restored.code).toBe('invalid_input')
  expect(await submit(olivia, manual.id)).not.toBe(version_hash)
})

async function exportedWords(document_id: string, revision?: number): Promise<string> {
  const { id } = await olivia.api.exports.exportDocument({ document_id, format: 'docx', revision })
  await vi.waitFor(async () => expect((await olivia.api.exports.get({ export_id: id })).status).toBe('done'), {
    timeout: 30_000,
    interval: 30,
  })
  const answer = await olivia.fetch(`/api/v1/exports/${id}/download`)
  const parts = await unzip(Buffer.from(await answer.arrayBuffer()))
  return (parts.get('word/document.xml') ?? '').replaceAll(/<[^>]+>/g, '')
}

test('an interview asks for it once, an answer by a program is the fact, and minutes say who gave it', async () => {
  const { manual, scope, customer_id, carl } = await makeBoth()
  const session = await olivia.api.interviews.create({ customer_id, document_ids: [manual.id, scope.id] })
  const { data: questions } = await olivia.api.interviews.questions({ session_id: session.id })
  expect(questions.map(({ section_id, also_fills }) => [section_id, ...also_fills.map((one) => one.section_id)])).toEqual([
    ['context', 'profile'],
    ['own'],
  ])
  const [question, own] = questions
  await carl.api.interviews.answer({ session_id: session.id, question_id: question?.id ?? '', answer: 'We build cranes.' })
  await carl.api.interviews.answer({ session_id: session.id, question_id: own?.id ?? '', answer: 'Our own.' })
  expect((await olivia.api.facts.get({ customer_id })).facts.find(({ key }) => key === 'business')?.text).toBe('We build cranes.')
  expect(textOf(await read(scope), 'profile')).toBe('We build cranes.')
  const { room } = await carl.api.facts.get({ customer_id })
  const editor = await join(world, carl, room)
  factText(editor.doc, 'business').insert('We build cranes.'.length, ' Still unsaved.')
  await editor.saved()
  await olivia.api.interviews.complete({ session_id: session.id })
  editor.leave()
  const minutes = await olivia.api.interviews.minutes({ session_id: session.id })
  expect(minutes.questions[0]).toMatchObject({ answer: 'We build cranes. Still unsaved.', answered_by: ['Carl'] })
  const { data } = await olivia.api.activity.list({ customer_id, limit: 200 })
  expect(data.map(({ action }) => action)).not.toContain('section.carried')
})

test('a document that is made after a fact was said begins with it', async () => {
  const { id: customer_id } = await olivia.api.customers.create({ company_name: 'Acme Corp' })
  await olivia.api.facts.say({ customer_id, key: 'scope_statement', text: 'Cranes, at the yard in Hamburg.' })
  const { id: plan_id } = await olivia.api.plans.create({
    customer_id,
    iso_standard_id: iso27001,
    template_selection_mode: 'selective',
    selected_template_ids: [catalogueId('template', 'iso27001-2022', 'isms-01-scope-context')],
  })
  const [listed] = (await olivia.api.documents.list({ plan_id })).data
  expect(listed?.mandatory_sections_completed).toBe(1)
  const document = await readDocument(olivia, listed?.id ?? '')
  expect(textOf(document, 's4_scope_statement')).toBe('Cranes, at the yard in Hamburg.')
  const { data: tasks } = await olivia.api.tasks.list({ document_id: document.id })
  expect(tasks.find(({ section_id }) => section_id === 's4_scope_statement')?.status).not.toBe('pending')
})
