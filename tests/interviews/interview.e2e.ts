import { readFile } from 'node:fs/promises'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeSampleFiles, type SampleFiles } from '../evidence/sampleFiles.ts'
import { dropOn, expectAccessible, expectCalm, openBrowser, type Seat, takeSeat } from '../support/browser.ts'
import { savedIn } from '../support/documentPage.ts'
import { iso27001, readDocument, textOf } from '../support/documents.ts'
import { invite, signUp } from '../support/people.ts'
import { listOfTemplate, makeDocumentsWith, makeDocumentWith, textOfTemplate } from '../support/templates.ts'
import { unzip } from '../support/unzip.ts'
import { startWorld, type World } from '../support/world.ts'
import { fourthName, takeFourthSeat } from './fourthSeat.ts'
import { answer, beside, openIndex, openInterview, openMenu, openNotes, openQuestion, question } from './interviewPage.ts'

let world: World
let browser: Browser
let files: SampleFiles
beforeAll(async () => {
  files = makeSampleFiles()
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
})
afterAll(async () => {
  await browser.close()
  await world.stop()
  files.remove()
})

const asked = (id: string, title: string, placeholder: string) => ({ ...textOfTemplate(id), title, placeholder })
/** Asked once for all documents that have it. */
const company = { ...asked('who', 'Company', 'Who are you?'), interview: { question_key: 'who' } }

const fiveDocuments = {
  Policy: [asked('goal', 'Goals', 'What do you want to achieve?'), company],
  Scope: [asked('scope', 'Boundary', 'Where does it end?'), company],
  Risk: [{ ...listOfTemplate('rules'), title: 'Rules', placeholder: 'Name the rules.', is_mandatory: false }],
  Suppliers: [asked('suppliers', 'Suppliers', 'Who supplies you?'), company],
  Incidents: [{ ...asked('proof', 'Incidents', 'What happened last year?'), requires_evidence: true }],
}

async function meet() {
  const olivia = await signUp(world, 'Olivia Stone', 'Harbor Compliance')
  const documents = await makeDocumentsWith(world, olivia, fiveDocuments)
  const { customer_id } = documents[0] as DocumentDetail
  const carl = await invite(world, olivia, 'Carl Adams', 'contributor', customer_id)
  const mona = await invite(world, olivia, 'Mona Reyes', 'manager', customer_id)
  const document_ids = documents.map(({ id }) => id)
  const session = await olivia.api.interviews.create({ customer_id, document_ids })
  const seats = await Promise.all([
    ...[olivia, carl, mona].map((person) => openInterview({ browser, world }, person, session.id)),
    takeFourthSeat({ browser, world, leader: olivia, sessionId: session.id }),
  ])
  return { customer_id, documents, session, olivia, seats: seats as [Seat, Seat, Seat, Seat] }
}

const asks = (page: Page, words: string) => expect.poll(() => question(page).textContent()).toBe(words)

/** Exports what the page shows as Word, by its button; answers what the file says. */
async function exportedWords(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Export the minutes' })
  await dialog.getByRole('radio', { name: 'Word' }).check()
  await dialog.getByRole('button', { name: 'Export' }).click()
  const [file] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('link', { name: /\.docx/ }).click()])
  const parts = await unzip(await readFile(await file.path()))
  return (parts.get('word/document.xml') ?? '').replaceAll(/<[^>]+>/g, '')
}

test('four people, one of them a guest, answer five documents together: pointed at, half-typed, skipped, evidenced, paused, restarted, completed and minuted', async () => {
  const { customer_id, documents, session, olivia, seats } = await meet()
  const [{ page: a }, { page: b }, { page: c }, { page: d }] = seats
  const requests: string[] = []
  b.on('request', (request) => {
    if (request.method() !== 'GET' && !request.url().endsWith('/collab/tickets')) requests.push(`${request.method()} ${request.url()}`)
  })
  await asks(b, 'What do you want to achieve?')
  await Promise.all([answer(b), answer(c)].map((field) => field.waitFor()))
  await answer(b).click()
  await b.keyboard.type('Half a sen')
  await beside(c).getByText('Half a sen').waitFor()
  await answer(c).click()
  await c.keyboard.press('Control+Home')
  await c.keyboard.type('Together: ')
  await expect.poll(() => beside(a).textContent()).toContain('Together: Half a sen')

  // Who leads goes on: who is writing is left at it and told, and comes along when they want to.
  await a.getByRole('button', { name: 'Next' }).click()
  await asks(a, 'Who are you?')
  await asks(d, 'Who are you?')
  await b.getByText(/is at “Company”/).waitFor()
  await b.keyboard.type('tence.')
  await asks(b, 'What do you want to achieve?')
  await b.getByRole('button', { name: 'Go there and follow' }).click()
  await asks(b, 'Who are you?')
  await b.getByText('Olivia spotlights this question').waitFor()
  await b.getByRole('button', { name: 'Raise hand' }).click()
  await a.getByRole('img', { name: 'Carl Adams raises a hand' }).waitFor()
  await answer(d).click()
  await d.keyboard.type('Harbor builders.')
  await Promise.all([b, d].map((page) => savedIn(page)))

  // Somebody roams, and their half word outlives the server.
  await d.getByRole('button', { name: 'Questions' }).click()
  await d
    .getByRole('dialog')
    .getByRole('button', { name: /Suppliers/ })
    .click()
  await asks(d, 'Who supplies you?')
  await answer(d).click()
  await d.keyboard.type('Steel from the no')

  await openQuestion(a, /Boundary/)
  await c.getByRole('button', { name: 'Go there and follow' }).click()
  await asks(c, 'Where does it end?')
  await answer(c).click()
  await c.keyboard.type('At the gate of the yard.')
  await openQuestion(a, /Rules/)
  await a.getByRole('button', { name: 'Skip', exact: true }).click()
  await a.getByRole('textbox', { name: 'Why' }).fill('The works council decides')
  await a.getByRole('button', { name: 'Skip it' }).click()
  await openNotes(c)
  await c.getByRole('textbox', { name: 'Add to: To do afterwards' }).fill('Ask the works council')
  await c.keyboard.press('Enter')
  await c.getByRole('textbox', { name: 'Add to: Decisions' }).fill('Backups are tested each quarter')
  await c.keyboard.press('Enter')
  await openNotes(a)
  await a.getByRole('region', { name: 'Private notes' }).locator('.ProseMirror').fill('They sound unsure.')
  await a.getByRole('button', { name: 'Make a task of: Ask the works council' }).click()
  await a.getByRole('button', { name: 'Make the task' }).click()
  await c.getByRole('link', { name: 'Open the task' }).waitFor()
  expect(await c.getByRole('region', { name: 'Private notes' }).count()).toBe(0)
  for (const page of [a, c]) await expectAccessible(page)

  await openIndex(a)
  await openQuestion(a, /Incidents/)
  await answer(a).click()
  await a.keyboard.type('Nothing happened.')
  await dropOn(seats[0], a.locator('[data-answer] [data-compact][tabindex]'), [files.pdf('Proof.pdf')])
  await b
    .getByText(/Incidents/)
    .first()
    .waitFor()
  await asks(b, 'What happened last year?')
  await b.locator('[data-answer]').getByRole('list', { name: 'Evidence for Incidents' }).getByRole('listitem').first().waitFor()
  expect(requests).toEqual([])

  await a.getByRole('button', { name: 'Pause' }).click()
  await b.getByText('Paused').first().waitFor()
  await world.restart()
  await d.keyboard.type('rth.')
  await Promise.all([a, b, c, d].map((page) => savedIn(page)))
  await a.getByRole('button', { name: 'Resume' }).click()
  await openMenu(a, 'Complete the interview')
  await b.getByText('Completed').first().waitFor()
  await c.getByText('This session is completed.').waitFor()
  for (const role of ['button', 'textbox'] as const)
    expect(await c.getByRole(role, { name: /^(Skip|Flag|Raise hand|Add to: Decisions|Take the lead)$/ }).count()).toBe(0)
  await d.getByRole('heading', { name: 'Your visit is over' }).waitFor()
  const dialog = a.getByRole('dialog', { name: 'The interview is completed' })
  await dialog.getByRole('listitem').filter({ hasText: 'Policy' }).getByRole('button', { name: 'Submit for review' }).click()
  await a.getByRole('dialog', { name: 'Submit for review' }).getByRole('button', { name: 'Submit', exact: true }).click()
  await dialog
    .getByRole('link', { name: 'See the review' })
    .or(dialog.getByRole('link', { name: 'Review' }))
    .first()
    .waitFor()
  await b.goto(`/interviews/${session.id}/minutes`)
  for (const said of ['Backups are tested each quarter', 'Skipped by Olivia Stone: The works council decides'])
    await b.getByText(said).first().waitFor()
  await b.getByRole('region', { name: 'Session' }).getByText(fourthName).first().waitFor()
  await expectAccessible(b)
  await a.goto(`/interviews/${session.id}/minutes`)
  expect(await exportedWords(a)).toContain('Backups are tested each quarter')

  const read = async (name: string) => readDocument(olivia, documents.find(({ document_name }) => document_name === name)?.id ?? '')
  const [policy, scope, suppliers] = await Promise.all([read('Policy'), read('Scope'), read('Suppliers')])
  expect(textOf(policy, 'goal')).toBe('Together: Half a sentence.')
  expect(textOf(scope, 'scope')).toBe('At the gate of the yard.')
  expect(textOf(suppliers, 'suppliers')).toBe('Steel from the north.')
  for (const document of [policy, scope, suppliers]) expect(textOf(document, 'who')).toBe('Harbor builders.')
  expect([policy.status, scope.status]).toEqual(['pending_review', 'in_progress'])
  const { data } = await olivia.api.activity.list({ customer_id, limit: 200 })
  const did = data.map(({ action, actor, section }) => `${actor.name} ${action} ${section?.title ?? ''}`.trim())
  expect(did).toEqual(
    expect.arrayContaining([
      'Carl Adams section.edited Goals',
      'Mona Reyes section.edited Goals',
      'Mona Reyes section.edited Boundary',
      `${fourthName} section.edited Company`,
      `${fourthName} section.edited Suppliers`,
      `${fourthName} section.carried Company`,
      'Olivia Stone evidence.added',
      'Olivia Stone task.created',
      'Olivia Stone interview.started',
      'Mona Reyes interview.joined',
      `${fourthName} interview.joined`,
      'Olivia Stone interview.paused',
      'Olivia Stone interview.resumed',
      'Olivia Stone interview.completed',
      'Olivia Stone document.submitted',
    ]),
  )
  const { data: versions } = await olivia.api.documents.history({ document_id: policy.id, limit: 50 })
  expect(new Set(versions.flatMap(({ contributors }) => contributors.map(({ name }) => name)))).toEqual(
    new Set(['Carl Adams', 'Mona Reyes', fourthName]),
  )
  const minutes = await olivia.api.interviews.minutes({ session_id: session.id })
  expect(minutes.questions.find(({ section_title }) => section_title === 'Suppliers')?.answered_by).toEqual([fourthName])
  const { data: tasks } = await olivia.api.tasks.list({ customer_id, task_type: 'interview' })
  expect(tasks).toMatchObject([{ title: 'Ask the works council', created_by: { name: 'Olivia Stone' } }])
  for (const seat of seats) {
    // The server was away for a moment, and a guest whose visit is over is told so by a refusal.
    expectCalm({ ...seat, errors: seat.errors.filter((error) => !/WebSocket|ERR_|401/.test(error)) })
    await seat.context.close()
  }
})

const gateSections = [
  asked('goal', 'Goals', 'What do you want to achieve?'),
  { ...asked('scope', 'Scope', 'Where does it end?'), requires_evidence: true },
  { ...listOfTemplate('rules'), title: 'Rules', placeholder: 'Name the rules.', is_mandatory: false },
]

test('completing says what is missing and leads there; an interview is started from a document and found in the list', async () => {
  const olivia = await signUp(world, 'Olivia Stone', 'Harbor Compliance')
  const gate = await makeDocumentWith(world, olivia, gateSections, 'Gate')
  const { id: first } = await olivia.api.interviews.create({ customer_id: gate.customer_id, document_id: gate.id })
  const seat = await openInterview({ browser, world }, olivia, first, { width: 375 })
  const { page } = seat
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(`/documents/${gate.id}`)
  await page.getByRole('button', { name: 'Start interview' }).click()
  await page.waitForURL(/\/interviews\//)
  await page.setViewportSize({ width: 375, height: 812 })
  await openMenu(page, 'Complete the interview')
  await page.getByRole('dialog').getByRole('button', { name: /Scope/ }).click()
  await asks(page, 'Where does it end?')
  await page.keyboard.press('Alt+PageDown')
  await asks(page, 'Name the rules.')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Questions' }).click()
  await page.getByRole('dialog').getByRole('button', { name: /Goals/ }).click()
  await asks(page, 'What do you want to achieve?')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375)
  await page.goto('/interviews')
  await page.getByRole('link', { name: 'Interview: Gate' }).first().waitFor()
  await expectAccessible(page)
  expectCalm({ ...seat, errors: seat.errors.filter((error) => !error.includes('409')) })
  await seat.context.close()
})

test('a workshop is started from its customer, and two people write in its documents and are led from one to the next', async () => {
  const olivia = await signUp(world, 'Olivia Stone', 'Harbor Compliance')
  const [policy] = await makeDocumentsWith(world, olivia, {
    Policy: [asked('goal', 'Goals', 'What for?')],
    Scope: [asked('scope', 'Boundary', 'Where?')],
  })
  const { id: policyId, customer_id } = policy as DocumentDetail
  await olivia.api.readiness.create({ customer_id, iso_standard_id: iso27001 })
  const carl = await invite(world, olivia, 'Carl Adams', 'contributor', customer_id)
  const lead = await takeSeat(browser, world, olivia)
  const { page: a } = lead
  await a.goto(`/customers/${customer_id}`)
  await a.getByRole('button', { name: 'Other session' }).click()
  const dialog = a.getByRole('dialog', { name: 'Other session' })
  await dialog.getByRole('radio', { name: 'Workshop' }).check()
  expect(await dialog.getByRole('button', { name: 'Start' }).isDisabled()).toBe(true)
  await dialog.getByLabel('Documents').first().click()
  for (const name of ['Policy', 'Scope']) await dialog.getByRole('option', { name }).click()
  await a.keyboard.press('Tab') // the list of documents closes behind it
  await dialog.getByLabel('Checklist').first().click()
  await dialog.getByRole('option').last().click()
  await expectAccessible(a)
  await dialog.getByRole('button', { name: 'Start' }).click()
  await a.waitForURL(/\/interviews\//)
  const seat = await takeSeat(browser, world, carl)
  const { page: b } = seat
  await b.goto(a.url())
  const paper = (page: Page) => page.locator('article .ProseMirror').first()
  await Promise.all([a, b].map((page) => paper(page).waitFor()))
  await paper(b).click()
  await b.keyboard.type('Said by Carl.')
  await expect.poll(() => paper(a).textContent()).toContain('Said by Carl.')
  await savedIn(b)
  const topic = (name: RegExp) => a.getByRole('navigation', { name: 'Topics' }).getByRole('button', { name })
  await topic(/Scope/).click()
  await b.getByText(/Olivia is at “Scope”/).waitFor()
  await b.getByRole('button', { name: 'Go there and follow' }).click()
  await b.getByRole('heading', { name: 'Scope', level: 1 }).waitFor()
  await topic(/readiness|27001/i).click()
  await b.getByRole('button', { name: 'Status of A.5.1: Unanswered' }).waitFor()
  for (const page of [a, b]) await expectAccessible(page)
  expect(textOf(await readDocument(olivia, policyId), 'goal')).toBe('Said by Carl.')
  for (const one of [lead, seat]) {
    expectCalm(one)
    await one.context.close()
  }
})

test('what staff note without a network is handed back when the session is deleted before they are back', async () => {
  const olivia = await signUp(world, 'Olivia Stone', 'Harbor Compliance')
  const [document] = await makeDocumentsWith(world, olivia, { Policy: fiveDocuments.Policy })
  const { customer_id, id } = document as DocumentDetail
  const ben = await invite(world, olivia, 'Ben Ito', 'member')
  const session = await olivia.api.interviews.create({ customer_id, document_id: id })
  const seat = await openInterview({ browser, world }, ben, session.id)
  const { page } = seat
  await openNotes(page)
  const notes = page.getByRole('region', { name: 'Private notes' })
  await notes.locator('[data-kind="saved"]').waitFor()
  await notes.locator('.ProseMirror').waitFor()
  await seat.context.setOffline(true)
  await notes.getByText(/^Offline/).waitFor()
  await page.getByRole('textbox', { name: 'Add to: Decisions' }).fill('Half of a dec')
  await openIndex(page)
  await openNotes(page)
  const decision = page.getByRole('textbox', { name: 'Add to: Decisions' })
  expect(await decision.inputValue()).toBe('Half of a dec')
  await decision.fill('Half of a decision')
  await page.keyboard.press('Enter')
  await notes.locator('.ProseMirror').click()
  await page.keyboard.type('They sound unsure.')
  await notes.getByText('Offline, 1 change kept').waitFor()
  await olivia.api.interviews.remove({ session_id: session.id })
  await seat.context.setOffline(false)
  await page.getByRole('button', { name: '2 changes not merged' }).click()
  const dialog = page.getByRole('dialog', { name: 'Changes that could not be merged' })
  await dialog.getByText('Half of a decision').waitFor()
  await dialog.getByText('They sound unsure.').waitFor()
  expect(await dialog.getByRole('button', { name: /^Send as comment/ }).count()).toBe(0)
  await expectAccessible(page)
  await seat.context.close()
})
