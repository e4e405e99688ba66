import { readAgreed } from '@certloom/shared/collab/sessionDoc'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { choose } from '../evidence/evidencePage.ts'
import { makeSampleFiles, type SampleFiles } from '../evidence/sampleFiles.ts'
import { expectAccessible, expectCalm, openBrowser, type Seat } from '../support/browser.ts'
import { savedIn } from '../support/documentPage.ts'
import { readDocument, textOf } from '../support/documents.ts'
import { openLine } from '../support/line.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { makeDocumentsWith, textOfTemplate } from '../support/templates.ts'
import { upload } from '../support/uploads.ts'
import { startWorld, type World } from '../support/world.ts'
import { answer, beside, openIndex, openInterview, openMenu, openNotes, openQuestion, question } from './interviewPage.ts'

let world: World
let browser: Browser
let files: SampleFiles
let olivia: Person
beforeAll(async () => {
  files = makeSampleFiles()
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  olivia = await signUp(world, 'Olivia Stone', 'Harbor Compliance')
})
afterAll(async () => {
  await browser.close()
  await world.stop()
  files.remove()
})

const asked = (id: string, title: string, placeholder: string) => ({ ...textOfTemplate(id), title, placeholder })

/** An interview over a policy with two questions and a scope with one, and somebody of the customer's. */
async function startSession() {
  const documents = await makeDocumentsWith(world, olivia, {
    Policy: [
      asked('goal', 'Goals', 'What do you want to achieve?'),
      { ...asked('proof', 'Proof', 'What can you show?'), requires_evidence: true },
    ],
    Scope: [asked('scope', 'Boundary', 'Where does it end?')],
  })
  const [policy, scope] = documents as [DocumentDetail, DocumentDetail]
  const { customer_id } = policy
  const carl = await invite(world, olivia, 'Carl Adams', 'contributor', customer_id)
  const session = await olivia.api.interviews.create({ customer_id })
  return { policy, scope, customer_id, carl, session }
}

const open = (person: Person, sessionId: string, look: Parameters<typeof openInterview>[3] = {}): Promise<Seat> =>
  openInterview({ browser, world }, person, sessionId, look)
const asks = (page: Page, words: string) => expect.poll(() => question(page).textContent()).toBe(words)
const indexed = (page: Page): Promise<(string | null)[]> =>
  page.getByRole('navigation', { name: 'Questions' }).getByRole('button').allTextContents()

async function leave(...seats: Seat[]): Promise<void> {
  for (const seat of seats) {
    expectCalm(seat)
    await seat.context.close()
  }
}

const noted = (page: Page, kind: string): Locator => page.getByRole('region', { name: kind, exact: true })

test('two who may lead flag, filter, go back, park, set a time, hand the lead over and take it', async () => {
  const { session } = await startSession()
  const rita = await invite(world, olivia, 'Rita Moreno', 'reviewer')
  const seats = await Promise.all([open(olivia, session.id), open(rita, session.id)])
  const [{ page: a }, { page: b }] = seats as [Seat, Seat]
  await asks(b, 'What do you want to achieve?')
  await beside(a).locator('[data-current]').getByRole('heading', { name: 'Goals' }).waitFor()
  await answer(a).click()
  await a.keyboard.type('Safe by spring.')
  await savedIn(a)
  await a.getByRole('button', { name: 'Next' }).click()
  await asks(b, 'What can you show?')
  await expect.poll(() => beside(b).locator('[data-current]').getByRole('heading').allTextContents()).toEqual(['Proof'])
  await b.getByRole('button', { name: 'Flag', exact: true }).click()
  await a.getByText('Flagged by Rita Moreno').waitFor()
  await a.getByRole('button', { name: 'Previous' }).click()
  await asks(b, 'What do you want to achieve?')
  expect(await a.getByRole('button', { name: 'Previous' }).isDisabled()).toBe(true)

  const only = (page: Page, what: string) => page.getByRole('radiogroup', { name: 'Which questions' }).getByText(what).click()
  await openQuestion(a, /Proof/)
  await only(a, 'Unanswered')
  await expect.poll(async () => (await indexed(a)).join()).not.toContain('Goals')
  expect((await indexed(a)).join()).toMatch(/Proof.*Boundary/)
  await only(a, 'Flagged')
  await expect.poll(async () => (await indexed(a)).length).toBe(1)
  await expectAccessible(a)
  await only(a, 'All')
  await expect.poll(async () => (await indexed(a)).length).toBe(3)

  await openNotes(b)
  await b.getByRole('textbox', { name: 'Add to: Parking lot' }).fill('Who owns the backup tests?')
  await b.keyboard.press('Enter')
  await openNotes(a)
  await noted(a, 'Parking lot').getByRole('checkbox', { name: 'Who owns the backup tests?' }).check()
  await expect.poll(() => noted(b, 'Parking lot').getByRole('checkbox').isChecked()).toBe(true)

  await openMenu(a, '5 minutes for this topic')
  await b.getByText(/^(5:00|4:\d\d) left$/).waitFor()
  await openMenu(a, 'Stop the timer')
  await expect.poll(() => b.getByText(/ left$/).count()).toBe(0)

  await openMenu(a, 'Hand the lead to Rita Moreno')
  await b.getByText('You spotlight this question').waitFor()
  await a.getByRole('button', { name: 'Take the lead' }).waitFor()
  await openIndex(b)
  await openQuestion(b, /Boundary/)
  await asks(a, 'Where does it end?')
  await a.getByRole('button', { name: 'Take the lead' }).click()
  await b.getByText('Olivia spotlights this question').waitFor()
  await b.getByRole('button', { name: 'Take the lead' }).waitFor()
  await leave(...seats)
})

test('evidence on its way is seen by all, and a phone takes a photo of it', async () => {
  const { policy, carl, session } = await startSession()
  const line = await openLine(world.url, 4_000_000)
  const sender = await openInterview({ browser, world: line }, carl, session.id)
  const phone = await open(olivia, session.id, { width: 375, isHandheld: true })
  await phone.page.getByRole('button', { name: 'Next' }).click()
  await asks(sender.page, 'What can you show?')
  await choose(sender.page, files.text('Access review.txt', 20_000_000), 'Proof')
  await sender.page.getByRole('button', { name: 'Previous' }).click()
  await asks(sender.page, 'What do you want to achieve?')
  await phone.page.getByRole('list', { name: 'On its way' }).getByText('Carl Adams uploads Access review.txt').waitFor()
  await sender.context.close()
  await expect.poll(() => phone.page.getByRole('list', { name: 'On its way' }).count()).toBe(0)

  const camera = phone.page.getByLabel('Photo for Proof', { exact: true })
  expect(await camera.getAttribute('capture')).toBe('environment')
  expect(await camera.getAttribute('accept')).toBe('image/*')
  const [chooser] = await Promise.all([
    phone.page.waitForEvent('filechooser'),
    phone.page.getByRole('button', { name: 'Take a photo for Proof' }).click(),
  ])
  await chooser.setFiles(files.png('Door.png'))
  await phone.page.getByRole('list', { name: 'Evidence for Proof' }).getByRole('listitem').first().waitFor()
  await expectAccessible(phone.page)
  expect((await olivia.api.evidence.list({ document_id: policy.id, section_id: 'proof' })).data).toMatchObject([{ title: 'Door' }])
  await leave(phone)
  line.close()
})

test('what somebody begins at a question stays with it, wherever the one who leads goes: skipped, noted, asked to speak', async () => {
  const { carl, session } = await startSession()
  const { data: questions } = await olivia.api.interviews.questions({ session_id: session.id })
  const [goals, , boundary] = questions
  const [lead, seat] = (await Promise.all([open(olivia, session.id), open(carl, session.id)])) as [Seat, Seat]
  const [{ page: a }, { page: b }] = [lead, seat]
  await asks(b, 'What do you want to achieve?')
  await b.getByRole('button', { name: 'Raise hand' }).click()
  const raised = a.getByRole('img', { name: 'Carl Adams raises a hand' })
  await raised.waitFor()
  await openNotes(b)
  const toDo = b.getByRole('textbox', { name: 'Add to: To do afterwards' })
  await toDo.pressSequentially('Ask the aud')
  await b.getByRole('button', { name: 'Skip', exact: true }).click()
  const dialog = b.getByRole('dialog', { name: 'Skip this question' })
  const why = dialog.getByRole('textbox', { name: 'Why' })
  await why.fill('We ask the works council first')

  await openQuestion(a, /Boundary/)
  await asks(b, 'Where does it end?')
  await dialog.getByText('What do you want to achieve?').waitFor()
  expect(await why.inputValue()).toBe('We ask the works council first')
  await dialog.getByRole('button', { name: 'Skip it' }).click()
  await dialog.waitFor({ state: 'detached' })
  await asks(b, 'Where does it end?')
  expect(await toDo.inputValue()).toBe('Ask the aud')
  await toDo.press('End')
  await toDo.pressSequentially('itor')
  await toDo.press('Enter')
  await toDo.pressSequentially('Draw a map')
  await toDo.press('Enter')

  const { doc, leave: goAway } = await join(world, olivia, session.room)
  await expect.poll(() => readAgreed(doc).actions.length).toBe(2)
  const { actions, skipped } = readAgreed(doc)
  expect([...skipped.keys()]).toEqual([goals?.id])
  expect(new Map(actions.map(({ text, question: about }) => [text, about]))).toEqual(
    new Map([
      ['Ask the auditor', goals?.id],
      ['Draw a map', boundary?.id],
    ]),
  )
  expect(await raised.count()).toBe(1)
  expect(await b.getByRole('button', { name: 'Lower hand' }).count()).toBe(1)
  await expectAccessible(b)
  goAway()
  await leave(lead, seat)
})

test('an interview that is not completed says why: what is missing as it is now, or what went wrong', async () => {
  const { policy, customer_id, session } = await startSession()
  const seat = await open(olivia, session.id)
  const { page } = seat
  await page.route('**/complete', (route) => route.abort())
  await openMenu(page, 'Complete the interview')
  await page.getByRole('alert').filter({ hasText: 'The server cannot be reached' }).waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
  await page.unroute('**/complete')

  await openMenu(page, 'Complete the interview')
  const dialog = page.getByRole('dialog')
  const left = () => dialog.getByRole('listitem').allTextContents()
  await expect
    .poll(left)
    .toEqual([expect.stringContaining('Goals'), expect.stringMatching(/Proof.*no answer yet/), expect.stringContaining('Boundary')])
  const writer = await join(world, olivia, policy.room)
  writer.type('proof', 'The badges at every door.')
  await writer.saved()
  writer.leave()
  await world.app.services.live.store(policy.room)
  await expect
    .poll(left)
    .toEqual([expect.stringContaining('Goals'), expect.stringMatching(/Proof.*no evidence yet/), expect.stringContaining('Boundary')])
  await upload(olivia, customer_id, 'Access review.txt', 'All doors were reviewed.', { document_id: policy.id, section_id: 'proof' })
  await expect.poll(left).toEqual([expect.stringContaining('Goals'), expect.stringContaining('Boundary')])
  expectCalm({ ...seat, errors: seat.errors.filter((error) => !error.includes('409')) })
  await seat.context.close()
})

test('a tab closed in mid-word loses nothing: the others have it, and whoever closed it goes on', async () => {
  const { policy, carl, session } = await startSession()
  const [lead, seat] = (await Promise.all([open(olivia, session.id), open(carl, session.id)])) as [Seat, Seat]
  await answer(seat.page).click()
  await seat.page.keyboard.type('Safe by spri')
  await beside(lead.page).getByText('Safe by spri').waitFor()
  await seat.page.keyboard.type('ng')
  await seat.page.close({ runBeforeUnload: false })
  const again = await seat.context.newPage()
  await again.goto(`/interviews/${session.id}`)
  await expect.poll(() => answer(again).textContent()).toContain('Safe by spring')
  await answer(again).click()
  await again.keyboard.press('Control+End')
  await again.keyboard.type(' at last.')
  await savedIn(again)
  await expect.poll(() => beside(lead.page).textContent()).toContain('Safe by spring at last.')
  await expect.poll(async () => textOf(await readDocument(olivia, policy.id), 'goal')).toBe('Safe by spring at last.')
  await leave(lead, seat)
})

test('a section locked under somebody in the room keeps their words, caret and focus, says so, and is gone on with once it is opened', async () => {
  const { policy, carl, session } = await startSession()
  const [lead, seat] = (await Promise.all([open(olivia, session.id), open(carl, session.id)])) as [Seat, Seat]
  const { page } = seat
  const locked = page.getByText('This answer is locked: it can be read, not changed. Ask a reviewer to open it.')
  const lock = async (item: string) => {
    await lead.page.getByRole('button', { name: 'Goals: section menu' }).click()
    await lead.page.getByRole('menuitem', { name: item, exact: true }).click()
  }
  await answer(page).click()
  await page.keyboard.type('Half a sen')
  await savedIn(page)
  await lock('Lock')
  await locked.waitFor()
  await page.locator('[data-answer]').getByText('Locked by Olivia Stone').waitFor()
  await expect.poll(() => answer(page).getAttribute('contenteditable')).toBe('false')
  await page.keyboard.type(' lost?')
  expect(await answer(page).textContent()).toBe('Half a sen')
  await expectAccessible(page)
  await openQuestion(page, /Boundary/)
  await asks(page, 'Where does it end?')
  expect(await locked.count()).toBe(0)
  await openQuestion(page, /Goals/)
  await lock('Unlock')
  await locked.waitFor({ state: 'detached' })
  await answer(page).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('tence.')
  await savedIn(page)
  await expect.poll(() => beside(lead.page).textContent()).toContain('Half a sentence.')
  await expect.poll(async () => textOf(await readDocument(olivia, policy.id), 'goal')).toBe('Half a sentence.')
  await leave(lead, seat)
})

test('documents archived under the people in the room: nobody loses a word, the rest is asked, and what comes back is asked again', async () => {
  const { policy, scope, customer_id, carl, session } = await startSession()
  const templates = await world.sql<{ id: string; template: string }>(
    'select id, template_id as template from customer_document where customer_id = $1',
    [customer_id],
  )
  const templateOf = (document: DocumentDetail) => templates.find(({ id }) => id === document.id)?.template ?? ''
  const plan = { customer_id, plan_id: policy.plan_id }
  const select = (...documents: DocumentDetail[]) =>
    olivia.api.plans.selectTemplates({
      ...plan,
      template_selection_mode: 'selective',
      selected_template_ids: documents.map(templateOf),
    })
  const [lead, seat] = (await Promise.all([open(olivia, session.id), open(carl, session.id)])) as [Seat, Seat]
  const { page } = seat
  await openQuestion(page, /Boundary/)
  await asks(page, 'Where does it end?')
  await select(policy)
  await asks(page, 'What do you want to achieve?')
  await expect.poll(async () => (await indexed(page)).length).toBe(2)
  await select(policy, scope)
  await expect.poll(async () => (await indexed(page)).length).toBe(3)

  await answer(page).click()
  await page.keyboard.type('Half a sen')
  await beside(lead.page).getByText('Half a sen').waitFor()
  await olivia.api.plans.cancel(plan)
  await page.getByText('The documents of this interview were archived. There is nothing left to ask.').waitFor()
  await expectAccessible(page)
  await olivia.api.plans.resume(plan)
  await asks(page, 'What do you want to achieve?')
  await expect.poll(() => answer(page).textContent()).toContain('Half a sen')
  await answer(page).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('tence.')
  await savedIn(page)
  await expect.poll(async () => textOf(await readDocument(olivia, policy.id), 'goal')).toBe('Half a sentence.')
  await leave(lead, seat)
})

test('an interview that is full says so, and lets whoever waits come in once somebody has left', async () => {
  const { session, carl } = await startSession()
  const { live } = world.config
  const usual = live.socketsPerRoom
  live.socketsPerRoom = 1
  onTestFinished(() => {
    live.socketsPerRoom = usual
  })
  const other = await join(world, olivia, session.room)
  const seat = await open(carl, session.id)
  const { page } = seat
  const alert = page.getByRole('alert').filter({ hasText: 'Too many people are in this interview' })
  await alert.waitFor()
  await expectAccessible(page)
  other.leave()
  await page.getByRole('button', { name: 'Flag', exact: true }).waitFor()
  expect(await alert.count()).toBe(0)
  await leave(seat)
})
