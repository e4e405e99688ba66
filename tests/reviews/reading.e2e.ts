import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillSection } from '../documents/fillSection.ts'
import { expectAccessible, openBrowser, takeSeat } from '../support/browser.ts'
import { leave, openDocument, part } from '../support/documentPage.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { approve, filledPolicy, goal, submit } from './submittable.ts'

let world: World
let browser: Browser
let olivia: Person
let rita: Person
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  olivia = await signUp(world, 'Olivia Brandt', 'Harbor Compliance')
  rita = await invite(world, olivia, 'Rita Novak', 'reviewer')
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const notesOn = (page: Page) => page.getByLabel('Notes')

/** Rita at her desk, with a submitted document open to be decided about. */
async function sitDown() {
  const document = await filledPolicy(world, olivia)
  const hash = await submit(olivia, document.id)
  const seat = await takeSeat(browser, world, rita)
  await seat.page.goto(`/documents/${document.id}/review`)
  await expect.poll(() => button(seat.page, 'Approve version 1').isEnabled()).toBe(true)
  return { ...document, hash, seat, page: seat.page }
}

test('what is read stays in front of its reviewer when something newer is submitted, until they take that up', async () => {
  const { id, room, seat, page } = await sitDown()
  await notesOn(page).fill('Half a thought')
  await fillSection(world, olivia, room, goal, 'Something else.')
  const newer = await submit(olivia, id)
  await page.getByText('A newer version was submitted').waitFor()
  expect(await part(page, 'Goal').textContent()).not.toContain('Something else.')
  for (const name of ['Approve version 1', 'Request changes', 'Reject']) expect(await button(page, name).isDisabled()).toBe(true)
  await expectAccessible(page)
  await button(page, 'Read it').click()
  await part(page, 'Goal').getByText('Something else.').waitFor()
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
  expect(await notesOn(page).inputValue()).toBe('Half a thought')
  await expect.poll(() => button(page, 'Approve version 1').isEnabled()).toBe(true)
  await button(page, 'Approve version 1').click()
  await page.getByText('Approved by Rita Novak').waitFor()
  expect((await olivia.api.reviews.state({ document_id: id })).approval?.version_hash).toBe(newer)
  await leave(seat)
})

test('nothing is approved before its words are on the page', async () => {
  const { id } = await filledPolicy(world, olivia)
  await submit(olivia, id)
  const seat = await takeSeat(browser, world, rita)
  const { page } = seat
  let answer = () => {}
  const held = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route(/\/versions\/\d+$|documents\/version/, async (route) => {
    await held
    await route.continue()
  })
  await page.goto(`/documents/${id}/review`)
  await button(page, 'Approve version 1').waitFor()
  expect(await button(page, 'Approve version 1').isDisabled()).toBe(true)
  answer()
  await part(page, 'Goal').getByText('No complaints.').waitFor()
  await expect.poll(() => button(page, 'Approve version 1').isEnabled()).toBe(true)
  await leave(seat)
})

test('notes that were begun stay when somebody else decides, and so does a line for the checklist', async () => {
  const { id, hash, seat, page } = await sitDown()
  await notesOn(page).fill('The goal needs a number.')
  await page.getByLabel('Something else to check').fill('The board agreed to it')
  await olivia.api.reviews.approve({ document_id: id, version_hash: hash })
  await page.getByText('Olivia Brandt approved this meanwhile').waitFor()
  expect(await notesOn(page).inputValue()).toBe('The goal needs a number.')
  expect(await page.getByLabel('Something else to check').inputValue()).toBe('The board agreed to it')
  for (const name of ['Approve version 1', 'Request changes', 'Reject', 'Add'])
    expect(await page.getByRole('button', { name, exact: true }).isDisabled()).toBe(true)
  await button(page, 'Copy my notes').waitFor()
  await expectAccessible(page)
  await notesOn(page).fill('')
  await page.getByText('Nothing waits for a decision.').waitFor()
  await leave(seat)
})

test('an approval is withdrawn as it stood when the dialog was opened', async () => {
  const { id, room } = await filledPolicy(world, olivia)
  await approve(olivia, rita, id)
  await fillSection(world, olivia, room, goal, 'Better.')
  const second = await approve(olivia, rita, id)
  const seat = await takeSeat(browser, world, rita)
  const { page } = seat
  await page.goto(`/documents/${id}/review`)
  await button(page, 'Withdraw the approval of version 2').click()
  const dialog = page.getByRole('dialog', { name: 'Withdraw the approval of version 2' })
  await dialog.getByLabel('Reason').fill('Forged record')
  await olivia.api.reviews.withdraw({ document_id: id, version_hash: second.hash, reason: 'Forged' })
  await page.getByText(/Approval withdrawn by Olivia Brandt/).waitFor()
  await dialog.waitFor()
  await button(page, /^Withdraw$/).click()
  await dialog.getByText('Another approval stands than the one you mean: that of version 1.').waitFor()
  expect((await olivia.api.reviews.state({ document_id: id })).approval).toMatchObject({ document_version: 1 })
  await leave(seat)
})

test('a laptop has room for the name of a document beside what may be done in its review', async () => {
  const { id, room } = await filledPolicy(world, olivia)
  await submit(olivia, id)
  await fillSection(world, olivia, room, goal, 'Written during the review.')
  const seat = await openDocument({ browser, world }, olivia, id, {
    until: (page) => button(page, 'Submit the newer draft'),
  })
  const { page } = seat
  await page.setViewportSize({ width: 1280, height: 800 })
  const name = page.getByRole('navigation', { name: 'Breadcrumb' }).getByText('Quality Policy')
  expect(await name.evaluate((its) => its.clientWidth - its.scrollWidth)).toBe(0)
  await leave(seat)
})

test('what was written during the review is not shown as approved', async () => {
  const { id, room, customer_id } = await filledPolicy(world, olivia)
  const version_hash = await submit(olivia, id)
  await fillSection(world, olivia, room, goal, 'Written during the review.')
  await rita.api.reviews.approve({ document_id: id, version_hash })
  const vito = await invite(world, olivia, 'Vito Sanchez', 'viewer', customer_id)
  const seat = await openDocument({ browser, world }, vito, id, { until: (page) => page.getByText('Version 2 draft') })
  const { page } = seat
  await page.getByText('Version 1 is approved; this draft has moved on.').waitFor()
  expect(await page.getByText('Version 1', { exact: true }).count()).toBe(0)
  await page.getByText('Draft moved on', { exact: true }).waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Read version 1' }).click()
  const revision = page.getByRole('region', { name: /^Revision/ })
  await revision.getByText('Version 1', { exact: true }).waitFor()
  expect(await revision.textContent()).not.toContain('Written during the review.')
  await leave(seat)
})
