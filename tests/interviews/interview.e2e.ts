import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeSampleFiles, type SampleFiles } from '../evidence/sampleFiles.ts'
import { dropOn, expectAccessible, expectCalm, openBrowser, type Seat } from '../support/browser.ts'
import { savedIn } from '../support/documentPage.ts'
import { readDocument, textOf } from '../support/documents.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { listOfTemplate, makeDocumentWith, textOfTemplate } from '../support/templates.ts'
import { startWorld, type World } from '../support/world.ts'
import { answer, beside, openInterview, question } from './interviewPage.ts'

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

const sections = [
  { ...textOfTemplate('goal'), title: 'Goals', placeholder: 'What do you want to achieve?' },
  { ...textOfTemplate('scope'), title: 'Scope', placeholder: 'Where does it end?', requires_evidence: true },
  { ...listOfTemplate('rules'), title: 'Rules', placeholder: 'Name the rules.', is_mandatory: false },
]

async function meet() {
  const olivia = await signUp(world, 'Olivia Stone', 'Harbor Compliance')
  const document = await makeDocumentWith(world, olivia, sections, 'Policy')
  const carl = await invite(world, olivia, 'Carl Adams', 'contributor', document.customer_id)
  const mona = await invite(world, olivia, 'Mona Reyes', 'manager', document.customer_id)
  const session = await olivia.api.interviews.create({ customer_id: document.customer_id, document_id: document.id })
  const sit = (person: Person) => openInterview({ browser, world }, person, session.id)
  const seats = await Promise.all([olivia, carl, mona].map(sit))
  return { document, session, people: { olivia, carl, mona }, seats: seats as [Seat, Seat, Seat] }
}

const asks = (page: Page, words: string) => expect.poll(() => question(page).textContent(), { timeout: 10_000 }).toBe(words)

test('three people answer together: pointed at, half-typed, skipped, evidenced, paused, restarted and completed', async () => {
  const { document, session, people, seats } = await meet()
  const [{ page: a }, { page: b }, { page: c }] = seats
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
  await asks(a, 'Where does it end?')
  await b.getByText(/is at “Scope”/).waitFor()
  await b.keyboard.type('tence.')
  await asks(b, 'What do you want to achieve?')
  await b.getByRole('button', { name: 'Go there and follow' }).click()
  await asks(b, 'Where does it end?')
  await b.getByText('Olivia spotlights this question').waitFor()
  await b.getByRole('button', { name: 'Raise hand' }).click()
  await a.getByRole('img', { name: 'Carl Adams raises a hand' }).waitFor()
  await answer(b).click()
  await b.keyboard.type('At the gate of the yard.')
  await savedIn(b)
  expect(requests).toEqual([])

  await dropOn(seats[0], a.locator('[data-answer] [data-compact][tabindex]'), [files.pdf('Proof.pdf')])
  await b.locator('[data-answer]').getByRole('list', { name: 'Evidence for Scope' }).getByRole('listitem').first().waitFor()

  await a.getByRole('button', { name: 'Next' }).click()
  await b.getByText(/is at “Rules”/).waitFor()
  await b.getByRole('button', { name: 'Go there and follow' }).click()
  await asks(b, 'Name the rules.')
  await a.getByRole('button', { name: 'Skip', exact: true }).click()
  await a.getByRole('textbox', { name: 'Why' }).fill('The works council decides')
  await a.getByRole('button', { name: 'Skip it' }).click()
  await b.getByText('Skipped by Olivia Stone: The works council decides').waitFor()
  await c.getByRole('textbox', { name: 'Add to: Parking lot' }).fill('Who owns the backup tests?')
  await c.keyboard.press('Enter')
  await a.getByRole('checkbox', { name: 'Who owns the backup tests?' }).waitFor()
  for (const page of [a, c]) await expectAccessible(page)

  await a.getByRole('button', { name: 'Pause' }).click()
  await b.getByText('Paused').first().waitFor()
  await world.restart()
  await Promise.all([a, b, c].map((page) => savedIn(page)))
  await a.getByRole('button', { name: 'Resume' }).click()
  await a.getByRole('button', { name: 'More of this interview' }).click()
  await a.getByRole('menuitem', { name: 'Complete the interview' }).click()
  await b.getByText('Completed').first().waitFor()

  const stored = await readDocument(people.olivia, document.id)
  expect(textOf(stored, 'goal')).toBe('Together: Half a sentence.')
  expect(textOf(stored, 'scope')).toBe('At the gate of the yard.')
  expect(stored.status).toBe('in_progress')
  const { data } = await people.olivia.api.activity.list({ customer_id: document.customer_id, limit: 200 })
  const did = data.map(({ action, actor, section }) => `${actor.name} ${action} ${section?.title ?? ''}`.trim())
  expect(did).toEqual(
    expect.arrayContaining([
      'Carl Adams section.edited Goals',
      'Mona Reyes section.edited Goals',
      'Carl Adams section.edited Scope',
      'Olivia Stone interview.started',
      'Olivia Stone interview.paused',
      'Olivia Stone interview.resumed',
      'Olivia Stone interview.completed',
    ]),
  )
  expect(await people.olivia.api.interviews.get({ session_id: session.id })).toMatchObject({
    session_status: 'completed',
    sittings: 2,
    questions_answered: 2,
  })
  for (const seat of seats) {
    expectCalm({ ...seat, errors: seat.errors.filter((error) => !/WebSocket|ERR_/.test(error)) })
    await seat.context.close()
  }
})

test('completing says what is missing and leads there; an interview is started from a document and found in the list', async () => {
  const olivia = await signUp(world, 'Olivia Stone', 'Harbor Compliance')
  const gate = await makeDocumentWith(world, olivia, sections, 'Gate')
  const { id: first } = await olivia.api.interviews.create({ customer_id: gate.customer_id, document_id: gate.id })
  const seat = await openInterview({ browser, world }, olivia, first, { width: 375 })
  const { page } = seat
  await page.goto(`/documents/${gate.id}`)
  await page.getByRole('button', { name: 'Start interview' }).click()
  await page.waitForURL(/\/interviews\//)
  await page.getByRole('button', { name: 'More of this interview' }).click()
  await page.getByRole('menuitem', { name: 'Complete the interview' }).click()
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
