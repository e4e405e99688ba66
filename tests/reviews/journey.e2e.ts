import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillSection } from '../documents/fillSection.ts'
import { expectAccessible, openBrowser, takeSeat } from '../support/browser.ts'
import { leave, openDocument, part, savedIn } from '../support/documentPage.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { filledPolicy, goal, newPolicy, submit } from './submittable.ts'

let world: World
let browser: Browser
let olivia: Person
let rita: Person
let customer: string
let maria: Person
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  olivia = await signUp(world, 'Olivia Brandt', 'Harbor Compliance')
  rita = await invite(world, olivia, 'Rita Novak', 'reviewer')
  customer = (await olivia.api.customers.create({ company_name: 'Acme Corp' })).id
  maria = await invite(world, olivia, 'Maria Sanchez', 'manager', customer)
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

const writeIn = async (page: Page, title: string, words: string): Promise<void> => {
  await page.getByRole('textbox', { name: title }).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(words)
  await savedIn(page)
}
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

test('journey 7: changes are requested with notes, made, submitted again and approved; versions and activity tell the story', async () => {
  const { id } = await filledPolicy(world, olivia, customer)
  const room = { browser, world }

  const hers = await openDocument(room, maria, id, { until: (page) => page.getByRole('textbox', { name: 'Goal' }) })
  await button(hers.page, 'Submit for review').click()
  const dialog = hers.page.getByRole('dialog', { name: 'Submit for review' })
  await dialog.getByLabel('Reviewers').first().click()
  await dialog.getByRole('option', { name: 'Rita Novak' }).click()
  await dialog.getByLabel('Note').fill('First draft, please be kind.')
  await expectAccessible(hers.page)
  await button(hers.page, /^Submit$/).click()
  await dialog.waitFor({ state: 'detached' })
  await hers.page.getByText('Pending review').first().waitFor()
  expect((await olivia.api.reviews.state({ document_id: id })).review?.reviewers.map(({ name }) => name)).toEqual(['Rita Novak'])

  const reviewer = await takeSeat(browser, world, rita)
  await reviewer.page.goto('/my-work')
  await reviewer.page.getByRole('region', { name: 'Waiting for your review' }).getByRole('link', { name: 'Quality Policy' }).click()
  await reviewer.page.getByText('First draft, please be kind.').waitFor()
  await expectAccessible(reviewer.page)
  expect(await part(reviewer.page, 'Goal').textContent()).toContain('No complaints.')
  expect(await part(reviewer.page, 'Goal').textContent()).toContain('Say something about goal.')

  // Work goes on while she reads; what she reads does not change.
  await writeIn(hers.page, 'Measures', ' Every week.')
  await reviewer.page.getByText('1 section changed since this was submitted').waitFor()
  expect(await part(reviewer.page, 'Measures').textContent()).not.toContain('Every week.')

  await button(reviewer.page, 'Request changes').click()
  await reviewer.page.getByText('Say what is to change, or why it is rejected.').waitFor()
  await reviewer.page.getByLabel('Notes').fill('The goal needs a number.')
  await button(reviewer.page, 'Request changes').click()
  await reviewer.page.getByText('Changes requested by Rita Novak').waitFor()

  await hers.page.getByRole('link', { name: 'Read the notes' }).waitFor()
  await writeIn(hers.page, 'Goal', ' At most two a month.')
  await hers.page.getByText('In progress').first().waitFor()
  await button(hers.page, 'Submit for review').click()
  await button(hers.page, /^Submit$/).click()
  await hers.page.getByText('Pending review').first().waitFor()

  await button(reviewer.page, 'Read it').click()
  await reviewer.page.getByText('Since you were last here').waitFor()
  expect(await part(reviewer.page, 'Goal').textContent()).toContain('At most two a month.')
  await reviewer.page.getByRole('checkbox', { name: 'What it says is what is done' }).click()
  await reviewer.page.getByText('Ticked by Rita Novak').waitFor()
  await button(reviewer.page, 'Approve version 1').click()
  await reviewer.page.getByText('Approved by Rita Novak').waitFor()
  await expectAccessible(reviewer.page)

  const owner = await openDocument(room, olivia, id, { until: (page) => page.getByText('Approved').first() })
  await owner.page.getByRole('tab', { name: 'Versions' }).click()
  const versions = owner.page.getByRole('tabpanel')
  await versions.getByText('Approved').first().waitFor()
  expect(await versions.getByText('Submitted for review').count()).toBe(2)
  await versions.getByRole('link', { name: /Submitted for review.*Changes requested by Rita Novak/ }).waitFor()
  await owner.page.getByRole('tab', { name: 'Activity' }).click()
  const story = owner.page.getByRole('tabpanel')
  await story.getByText(/approved Quality Policy/).waitFor()
  expect(await story.getByText(/requested changes in Quality Policy/).textContent()).toContain('The goal needs a number.')

  await writeIn(hers.page, 'Goal', ' Next year: one.')
  await hers.page.getByText('In progress').first().waitFor()
  await hers.page.getByText('Version 2 draft').waitFor()
  await leave(hers, reviewer, owner)
})

test('what is missing is listed, and each line leads to its section', async () => {
  const { id } = await newPolicy(world, olivia, await newCustomer())
  const seat = await openDocument({ browser, world }, olivia, id, { until: (page) => page.getByRole('textbox', { name: 'Goal' }) })
  await button(seat.page, 'Submit for review').click()
  const dialog = seat.page.getByRole('dialog', { name: 'Submit for review' })
  await dialog.getByText('3 sections are not ready for review:').waitFor()
  expect(await dialog.getByRole('listitem').allTextContents()).toEqual(['Goal is empty', 'Measures is empty', 'Proof needs evidence'])
  expect(await button(seat.page, /^Submit$/).isDisabled()).toBe(true)
  await expectAccessible(seat.page)
  await dialog.getByRole('button', { name: 'Measures' }).click()
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(() => seat.page.evaluate(() => decodeURIComponent(location.hash))).toContain('s2_measures')
  await expect.poll(() => seat.page.evaluate(() => document.activeElement?.closest('section')?.id)).toBe('section-s2_measures')
  await leave(seat)
})

const newCustomer = async () => (await olivia.api.customers.create({ company_name: `Beta ${Date.now()}` })).id

test('a customer reads how it stands and decides nothing; a reviewer withdraws an approval with a reason', async () => {
  const { id, room } = await filledPolicy(world, olivia, await newCustomer())
  await rita.api.reviews.approve({ document_id: id, version_hash: await submit(olivia, id) })
  await fillSection(world, olivia, room, goal, 'Newer.')
  const seat = await takeSeat(browser, world, rita, { width: 375, theme: 'dark' })
  await seat.page.goto(`/documents/${id}/review`)
  await button(seat.page, 'Withdraw the approval of version 1').click()
  await seat.page.getByLabel('Reason').fill('Forged record')
  await button(seat.page, /^Withdraw$/).click()
  await seat.page.getByText(/Approval withdrawn by Rita Novak/).waitFor()
  await expectAccessible(seat.page)
  expect(await seat.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  await leave(seat)
})

test('a reviewer adds a line to the checklist and rejects with notes; whoever wrote it reads them and reopens the document', async () => {
  const { id, customer_id } = await filledPolicy(world, olivia, await newCustomer())
  const mara = await invite(world, olivia, 'Mara Beta', 'manager', customer_id)
  await submit(mara, id)
  const reviewer = await takeSeat(browser, world, rita)
  await reviewer.page.goto(`/documents/${id}/review`)
  await reviewer.page.getByLabel('Something else to check').fill('The board agreed to it')
  await button(reviewer.page, 'Add').click()
  await reviewer.page.getByRole('checkbox', { name: 'The board agreed to it' }).click()
  await reviewer.page.getByText('Ticked by Rita Novak').waitFor()
  await button(reviewer.page, 'Reject').click()
  await reviewer.page.getByText('Say what is to change, or why it is rejected.').waitFor()
  await reviewer.page.getByLabel('Notes').fill('The board withdrew it.')
  await button(reviewer.page, 'Reject').click()
  await reviewer.page.getByText('Rejected by Rita Novak').waitFor()
  await expectAccessible(reviewer.page)

  const hers = await openDocument({ browser, world }, mara, id, { until: (page) => page.getByText('Rejected').first() })
  await hers.page.getByRole('link', { name: 'Read the notes' }).click()
  await hers.page.getByText('The board withdrew it.').waitFor()
  await hers.page.getByText('The board agreed to it').waitFor()
  expect(await hers.page.getByRole('checkbox').count()).toBe(0)
  await hers.page.getByRole('link', { name: 'Go to the document' }).click()
  await button(hers.page, 'Reopen').click()
  await hers.page.getByText('In progress').first().waitFor()
  await button(hers.page, 'Submit for review').waitFor()
  await expectAccessible(hers.page)
  await leave(reviewer, hers)
})

test('with four eyes on, nobody decides about what they submitted themselves, and somebody else does', async () => {
  const { id } = await filledPolicy(world, olivia, await newCustomer())
  const owner = await takeSeat(browser, world, olivia)
  await owner.page.goto('/settings')
  const fourEyes = owner.page.getByRole('switch', { name: 'Four-eyes approval' })
  await fourEyes.press('Space')
  await expect.poll(async () => (await olivia.api.organizations.settings()).four_eyes).toBe(true)
  await owner.page.reload()
  await expect.poll(() => fourEyes.isChecked()).toBe(true)

  await submit(rita, id)
  const hers = await takeSeat(browser, world, rita)
  await hers.page.goto(`/documents/${id}/review`)
  await hers.page.getByText('You submitted this yourself, and your organization has somebody else decide.').waitFor()
  expect(await button(hers.page, /^(Approve|Request changes|Reject)/).count()).toBe(0)
  await expectAccessible(hers.page)

  await owner.page.goto(`/documents/${id}/review`)
  await button(owner.page, 'Approve version 1').click()
  await owner.page.getByText('Approved by Olivia Brandt').waitFor()
  await hers.page.getByText('Approved by Olivia Brandt').waitFor()
  await owner.page.goto('/settings')
  await fourEyes.press('Space')
  await expect.poll(async () => (await olivia.api.organizations.settings()).four_eyes).toBe(false)
  await leave(owner, hers)
})
