import type { DocumentDetail } from '@certloom/shared/documents/contract'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, expectCalm, openBrowser, type Seat, takeSeat } from '../support/browser.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { makeDocumentWith, tableOfTemplate } from '../support/templates.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let browser: Browser
let olivia: Person
let ben: Person
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  ben = await invite(world, olivia, 'Ben', 'member')
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

const table = (page: Page): Locator => page.getByRole('region', { name: 'Table r', exact: true })
const amount = (page: Page): Locator => table(page).locator('tbody tr').first().locator('td[data-cell="1"]')
const notice = (page: Page): Locator => page.getByRole('alert').filter({ hasText: 'could not be merged' })

/** Ben has begun to type a number into the first row, and has not finished. */
async function beginNumber(document: DocumentDetail): Promise<Seat> {
  const seat = await takeSeat(browser, world, ben)
  await seat.page.goto(`/documents/${document.id}`)
  await table(seat.page).getByRole('button', { name: 'Add a row' }).click()
  await seat.page.keyboard.type('Server')
  await seat.page.keyboard.press('Escape')
  await seat.page
    .locator('header [data-kind]')
    .filter({ hasText: /^Saved/ })
    .waitFor()
  await amount(seat.page).focus()
  await seat.page.keyboard.type('12')
  return seat
}

const make = (): Promise<DocumentDetail> => makeDocumentWith(world, olivia, [tableOfTemplate('r')], 'Drafts')
const lock = (document: DocumentDetail, locked: boolean) =>
  olivia.api.documents.lockSection({ document_id: document.id, section_id: 'r', locked })

test('a number half typed when its section is locked is handed back to whoever leaves it', async () => {
  const document = await make()
  const ben = await beginNumber(document)
  await lock(document, true)
  await table(ben.page).getByText('Locked by Olivia').waitFor()
  expect(await amount(ben.page).locator('input').inputValue()).toBe('12')
  await ben.page.getByRole('button', { name: 'Keyboard shortcuts' }).focus()
  await notice(ben.page).getByText('12', { exact: true }).waitFor()
  expect(await notice(ben.page).innerText()).toContain('Table r, Amount, row 1')
  await expectAccessible(ben.page)
  await ben.page.reload()
  await notice(ben.page).getByText('12', { exact: true }).waitFor()
  expect(await amount(ben.page).innerText()).toBe('')
  expectCalm(ben)
  await ben.context.close()
})

test('a number goes on where it was when the section is unlocked, and is written', async () => {
  const document = await make()
  const { page, context } = await beginNumber(document)
  await lock(document, true)
  await table(page).getByText('Locked by Olivia').waitFor()
  await lock(document, false)
  await table(page).getByText('Locked by Olivia').waitFor({ state: 'detached' })
  await page.keyboard.type('5')
  await page.keyboard.press('Enter')
  await expect.poll(() => amount(page).innerText()).toBe('125')
  expect(await notice(page).count()).toBe(0)
  await context.close()
})

test('a number half typed in a row that somebody removes is handed back', async () => {
  const document = await make()
  const { page, context } = await beginNumber(document)
  const other = await takeSeat(browser, world, olivia)
  await other.page.goto(`/documents/${document.id}`)
  await amount(other.page).focus()
  await other.page.keyboard.press('Control+Backspace')
  await notice(page).getByText('12', { exact: true }).waitFor()
  expect(await notice(page).innerText()).toContain('Somebody removed the place where you wrote.')
  for (const seat of [context, other.context]) await seat.close()
})
