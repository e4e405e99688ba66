import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, openBrowser, type Seat, takeSeat } from '../support/browser.ts'
import { leave, openDocument, part } from '../support/documentPage.ts'
import { makeDocument, readDocument, textOf } from '../support/documents.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { makeDocumentsWith, textOfTemplate } from '../support/templates.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let browser: Browser
let olivia: Person
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  olivia = await signUp(world, 'Olivia Stone', 'Harbor Compliance')
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

const field = (page: Page, label: string): Locator => page.getByRole('textbox', { name: label, exact: true })

async function openFacts(by: Person, customerId: string, width: 1440 | 375 = 1440): Promise<Seat> {
  const seat = await takeSeat(browser, world, by, { width })
  await seat.page.goto(`/customers/${customerId}/facts`)
  await field(seat.page, 'ISMS manager').waitFor()
  return seat
}

test('a fact stands in an open document while it is typed, two people type in it, and no request writes it', async () => {
  const document = await makeDocument(olivia, 'Acme GmbH')
  const carl = await invite(world, olivia, 'Carl Adams', 'contributor', document.customer_id)
  const draft = await openDocument({ browser, world }, olivia, document.id, { until: (page) => part(page, 'Responsibility and review') })
  const [a, b] = await Promise.all([openFacts(olivia, document.customer_id), openFacts(carl, document.customer_id, 375)])
  const writes: string[] = []
  b.page.on('request', (request) => {
    if (request.method() !== 'GET' && !request.url().endsWith('/collab/tickets')) writes.push(`${request.method()} ${request.url()}`)
  })
  const shown = part(draft.page, 'Responsibility and review')
  await shown.getByText('Acme GmbH').waitFor()
  await shown.getByTitle('ISMS manager: not said yet').waitFor()

  await field(b.page, 'ISMS manager').click()
  await b.page.keyboard.type('Jana We')
  await shown.getByText('Jana We', { exact: true }).waitFor()
  await a.page.locator('#fact-isms_manager').getByText('Carl Adams').waitFor()
  await field(a.page, 'ISMS manager').click()
  await a.page.keyboard.press('Home')
  // At once, because a pause between two keys would make it two steps of undo.
  await a.page.keyboard.insertText('Dr. ')
  await b.page.keyboard.type('ber')
  await expect.poll(() => field(b.page, 'ISMS manager').inputValue()).toBe('Dr. Jana Weber')
  await shown.getByText('Dr. Jana Weber', { exact: true }).waitFor()
  await a.page.keyboard.press('Control+z')
  await expect.poll(() => field(b.page, 'ISMS manager').inputValue()).toBe('Jana Weber')
  await b.page.keyboard.press('Enter')
  await b.page.locator('[data-kind="saved"]').waitFor()
  expect(writes).toEqual([])
  await Promise.all([expectAccessible(a.page), expectAccessible(b.page)])
  await leave(draft, a, b)
})

test('a section that is a fact is one live text in every document that shows it', async () => {
  const what = { ...textOfTemplate('context'), title: 'What we do', fact_key: 'business' as const }
  const [manual, scope] = await makeDocumentsWith(world, olivia, { Manual: [what], Scope: [what] })
  if (!manual || !scope) throw new Error('The plan lacks documents.')
  const carl = await invite(world, olivia, 'Carl Adams', 'contributor', manual.customer_id)
  const a = await openDocument({ browser, world }, olivia, manual.id, { until: (page) => field(page, 'Business') })
  const b = await openDocument({ browser, world }, carl, scope.id, { width: 375, until: (page) => field(page, 'Business') })
  await field(a.page, 'Business').click()
  await a.page.keyboard.type('We build cra')
  await expect.poll(() => field(b.page, 'Business').inputValue()).toBe('We build cra')
  await field(b.page, 'Business').click()
  await b.page.keyboard.press('Control+Home')
  await b.page.keyboard.type('Since 1998: ')
  await a.page.keyboard.type('nes.')
  for (const { page } of [a, b]) await expect.poll(() => field(page, 'Business').inputValue()).toBe('Since 1998: We build cranes.')
  await a.page.getByText('1 of 1 mandatory section (100 %)').waitFor()
  await Promise.all([expectAccessible(a.page), expectAccessible(b.page)])
  await expect.poll(async () => textOf(await readDocument(olivia, scope.id), 'context')).toBe('Since 1998: We build cranes.')
  await leave(a, b)
})

test('Control Z takes back in the fact one is in and nowhere else, and in none that one may not write', async () => {
  const what = { ...textOfTemplate('context'), title: 'What we do', fact_key: 'business' as const }
  const [manual] = await makeDocumentsWith(world, olivia, { Manual: [what] })
  if (!manual) throw new Error('The plan lacks its document.')
  const sheet = await openFacts(olivia, manual.customer_id)
  await field(sheet.page, 'Business').click()
  await sheet.page.keyboard.insertText('Cranes')
  await field(sheet.page, 'ISMS manager').click()
  await sheet.page.keyboard.insertText('Jana')
  await field(sheet.page, 'Business').press('Control+z')
  expect(await field(sheet.page, 'Business').inputValue()).toBe('')
  expect(await field(sheet.page, 'ISMS manager').inputValue()).toBe('Jana')
  await sheet.page.locator('[data-kind="saved"]').waitFor()

  const draft = await openDocument({ browser, world }, olivia, manual.id, { until: (page) => field(page, 'Business') })
  await field(draft.page, 'Business').click()
  await draft.page.keyboard.insertText('Ships')
  await olivia.api.documents.lockSection({ document_id: manual.id, section_id: 'context', locked: true })
  await part(draft.page, 'What we do').getByText('Locked by Olivia Stone').waitFor()
  await draft.page.keyboard.press('Control+z')
  expect(await field(draft.page, 'Business').inputValue()).toBe('Ships')
  await leave(sheet, draft)
})

test('a new customer is asked its facts one by one in a session, and what is said stays for everybody', async () => {
  const seat = await takeSeat(browser, world, olivia)
  const { page } = seat
  await page.goto('/customers/new')
  await page.getByLabel('Company name').fill('Beta Inc')
  await page.getByRole('button', { name: 'Save and start interview' }).click()
  await page.getByRole('heading', { name: 'What do you call yourselves in your own documents?' }).waitFor()
  await field(page, 'Short name').waitFor()
  await page.keyboard.type('Beta')
  await page.getByRole('button', { name: 'Previous' }).click()
  await page.getByRole('heading', { name: 'What is the full legal name of your organization?' }).waitFor()
  await expect.poll(() => field(page, 'Legal name').inputValue()).toBe('Beta Inc')
  await page.keyboard.type(' of Delaware')
  await page.locator('[data-kind="saved"]').waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Beta Inc' }).click()
  await page.getByRole('navigation', { name: 'Views of this customer' }).getByRole('link', { name: 'Facts' }).click()
  await page.getByText('2 of 22 facts said').waitFor()
  await expect.poll(() => field(page, 'Legal name').inputValue()).toBe('Beta Inc of Delaware')
  await page.getByRole('button', { name: 'Ask one by one' }).click()
  await page.getByRole('heading', { name: 'Under which number are you registered?' }).waitFor()
  await expectAccessible(page)
  await leave(seat)
})
