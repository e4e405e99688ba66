import type { Browser, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askedOnClosing, expectCalm, openBrowser, type Seat } from '../support/browser.ts'
import { makeDocument, readDocument } from '../support/documents.ts'
import { openLine } from '../support/line.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { chart, choose, drop, item, items, openAt, part, uploads } from './evidencePage.ts'
import { makeSampleFiles, picture, type SampleFiles } from './sampleFiles.ts'

let world: World
let browser: Browser
let files: SampleFiles
let olivia: Person
let ben: Person
beforeAll(async () => {
  files = makeSampleFiles()
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  ben = await invite(world, olivia, 'Ben', 'member')
})
afterAll(async () => {
  await browser.close()
  await world.stop()
  files.remove()
})

const outlineOf = (page: Page) => page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: chart.title })

async function leave(...seats: Seat[]): Promise<void> {
  for (const seat of seats) {
    expectCalm(seat)
    await seat.context.close()
  }
}

/** Gives a web address as evidence for the section, as the programs of this organization do. */
const giveLink = (by: Person, document: { id: string; customer_id: string }, title: string, isFor = true) =>
  by.api.evidence.addLink({
    customer_id: document.customer_id,
    title,
    url: 'https://wiki.example.com/chart',
    targets: isFor ? [{ document_id: document.id, section_id: chart.id }] : [],
  })

test('what a customer drops is seen by the consultant at once, and fills the section until a reviewer rejects it', async () => {
  const document = await makeDocument(olivia, 'Acme Corp')
  const maria = await invite(world, olivia, 'Maria', 'manager', document.customer_id)
  const old = await giveLink(ben, document, 'Team page')
  const [customer, consultant, reviewer] = [
    await openAt(browser, world, maria, document.id),
    await openAt(browser, world, ben, document.id),
    await openAt(browser, world, olivia, document.id),
  ]
  await olivia.api.evidence.reject({ evidence_id: old.id, reason: 'Not a chart.' })
  await outlineOf(consultant.page).getByLabel('In progress').waitFor()
  const before = await item(consultant.page, 'Team page').elementHandle()

  await drop(customer, [files.pdf('Organization chart 2026.pdf')])
  const added = item(consultant.page, 'Organization chart 2026')
  await added.getByText('Pending review').waitFor()
  expect(await added.textContent()).toContain('Organization chart 2026.pdf')
  expect(await added.textContent()).toContain('Maria')
  expect(await added.getByRole('button', { name: /^Accept/ }).count()).toBe(0)
  await outlineOf(consultant.page).getByLabel('Done').waitFor()
  await outlineOf(consultant.page).getByText('1 piece of evidence').waitFor()
  expect(await before?.evaluate((element) => element.isConnected)).toBe(true)

  await item(reviewer.page, 'Organization chart 2026')
    .getByRole('button', { name: /^Reject/ })
    .click()
  const dialog = reviewer.page.getByRole('dialog')
  await dialog.getByLabel('Reason').fill('The security roles are not marked.')
  await dialog.getByRole('button', { name: 'Reject' }).click()
  const rejected = item(customer.page, 'Organization chart 2026')
  await rejected.getByText('The security roles are not marked.').waitFor()
  expect(await rejected.textContent()).toContain('Rejected')
  expect(await rejected.textContent()).toContain('Olivia')
  await outlineOf(customer.page).getByLabel('In progress').waitFor()
  await outlineOf(customer.page).getByText('Evidence needed').waitFor()
  await leave(customer, consultant, reviewer)
})

test('a reviewer accepts what waits, and may think again', async () => {
  const document = await makeDocument(olivia, 'Beta GmbH')
  const maria = await invite(world, olivia, 'Maria', 'manager', document.customer_id)
  await giveLink(maria, document, 'Chart in the wiki')
  const [reviewer, customer] = [await openAt(browser, world, olivia, document.id), await openAt(browser, world, maria, document.id)]
  await item(reviewer.page, 'Chart in the wiki')
    .getByRole('button', { name: /^Accept/ })
    .click()
  await item(customer.page, 'Chart in the wiki').getByText('Accepted').waitFor()
  await item(reviewer.page, 'Chart in the wiki').getByText('Accepted').waitFor()
  expect(await reviewer.page.getByRole('button', { name: /^Accept/ }).count()).toBe(0)
  await reviewer.page.getByRole('button', { name: 'More for Chart in the wiki' }).click()
  await reviewer.page.getByRole('menuitem', { name: 'Reject' }).click()
  await reviewer.page.getByRole('dialog').getByLabel('Reason').fill('It was about last year.')
  await reviewer.page.getByRole('dialog').getByRole('button', { name: 'Reject' }).click()
  await item(customer.page, 'Chart in the wiki').getByText('It was about last year.').waitFor()
  await leave(reviewer, customer)
})

test('several files are dropped at once, and pictures are seen small', async () => {
  const { id } = await makeDocument(olivia, 'Gamma SE')
  const a = await openAt(browser, world, ben, id)
  await drop(a, [files.png('Floor plan.png'), files.pdf('Chart.pdf'), files.text('Sites.csv', 400)])
  await expect.poll(() => items(a.page).count()).toBe(3)
  const small = item(a.page, 'Floor plan').locator('img')
  await expect.poll(() => small.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(32)
  await expect.poll(() => uploads(a.page).count()).toBe(0)
  const download = a.page.waitForEvent('download')
  await item(a.page, 'Chart').getByRole('link', { name: 'Download Chart' }).click()
  expect((await download).suggestedFilename()).toBe('Chart.pdf')
  await leave(a)
})

test('a folder is not taken for a file', async () => {
  const { id } = await makeDocument(olivia, 'Delta KG')
  const a = await openAt(browser, world, ben, id)
  await drop(a, [files.folder])
  await part(a.page).getByText('A folder cannot be uploaded.').waitFor()
  expect(await uploads(a.page).count()).toBe(0)
  await leave(a)
})

test('a pasted screenshot becomes a file that says when it was taken', async () => {
  const { id } = await makeDocument(olivia, 'Epsilon Ltd')
  const a = await openAt(browser, world, ben, id)
  await a.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await a.page.evaluate(
    async (bytes) => {
      const blob = new Blob([new Uint8Array(bytes)], { type: 'image/png' })
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })])
    },
    [...picture(24)],
  )
  await part(a.page).getByText('Drop files here').click()
  await a.page.keyboard.press('Control+V')
  await items(a.page)
    .getByText(/screenshot-\d{4}-\d{2}-\d{2}-\d{6}\.png/)
    .waitFor()
  await leave(a)
})

test('a pasted address becomes a link', async () => {
  const { id } = await makeDocument(olivia, 'Zeta AG')
  const a = await openAt(browser, world, ben, id)
  await a.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await a.page.evaluate(() => navigator.clipboard.writeText('https://wiki.example.com/chart'))
  await part(a.page).getByText('Drop files here').click()
  await a.page.keyboard.press('Control+V')
  await expect.poll(() => a.page.evaluate(() => (window.document.activeElement as HTMLInputElement).name)).toBe('title')
  await a.page.keyboard.type('Chart in the wiki')
  await a.page.keyboard.press('Enter')
  await item(a.page, 'Chart in the wiki').getByText('wiki.example.com').waitFor()
  await leave(a)
})

test('a program under the name of a PDF is refused, with what to do', async () => {
  const { id } = await makeDocument(olivia, 'Eta SA')
  const a = await openAt(browser, world, ben, id)
  await choose(a.page, files.program('Chart.pdf'))
  const failed = uploads(a.page).filter({ hasText: 'Chart.pdf' })
  await failed.getByText('the content is not a PDF document').waitFor()
  expect(await failed.getByRole('button', { name: /^Retry/ }).count()).toBe(0)
  await failed.getByRole('button', { name: /^Remove/ }).click()
  expect(await uploads(a.page).count()).toBe(0)
  expect(await items(a.page).count()).toBe(0)
  await leave(a)
})

test('a file that is too large is refused before a byte of it is sent, and the others go on', async () => {
  const { id } = await makeDocument(olivia, 'Theta BV')
  const a = await openAt(browser, world, ben, id)
  const sent: string[] = []
  a.page.on('request', (request) => {
    if (request.url().includes('/files/upload')) sent.push(request.url())
  })
  await choose(a.page, [files.hollow('Everything.pdf', 51 * 1024 * 1024), files.pdf('Chart.pdf')])
  await item(a.page, 'Chart').waitFor()
  await uploads(a.page).filter({ hasText: 'Everything.pdf' }).getByText('files can have up to 50 MB').waitFor()
  expect(sent).toHaveLength(1)
  await leave(a)
})

const takeAway = async (page: Page, title: string): Promise<void> => {
  await item(page, title)
    .getByRole('button', { name: `More for ${title}` })
    .click()
  await page.getByRole('menuitem', { name: 'Take away from here' }).click()
}

test('without a connection nothing is said to be done: what is taken away stays, a link stays typed, a file waits and goes by itself', async () => {
  const document = await makeDocument(olivia, 'Iota AB')
  const placesOf = async (title: string) =>
    (await ben.api.evidence.list({ customer_id: document.customer_id })).data.find((one) => one.title === title)?.links.length
  await giveLink(ben, document, 'Team page')
  const a = await openAt(browser, world, ben, document.id)
  const unreachable = part(a.page).getByRole('alert').getByText('The server cannot be reached')
  await item(a.page, 'Team page').waitFor()
  await a.context.setOffline(true)
  await a.page
    .locator('header [data-kind]')
    .filter({ hasText: /^Offline/ })
    .waitFor()
  await takeAway(a.page, 'Team page')
  await unreachable.waitFor()
  await item(a.page, 'Team page').waitFor()
  expect(await part(a.page).getByText('is no longer linked here').count()).toBe(0)

  await choose(a.page, files.pdf('Chart.pdf'))
  const waiting = uploads(a.page).filter({ hasText: 'Chart.pdf' })
  await waiting.getByText('There is no connection.').waitFor()
  await part(a.page).getByRole('button', { name: 'Add a link' }).click()
  const dialog = a.page.getByRole('dialog')
  await dialog.getByLabel('Web address').fill('https://wiki.example.com/sites')
  await dialog.getByLabel('Title').fill('Sites')
  await dialog.getByRole('button', { name: 'Add the link' }).click()
  await dialog.getByText('The server cannot be reached').waitFor()
  expect(await dialog.getByLabel('Title').inputValue()).toBe('Sites')

  expect(await askedOnClosing(a.page)).toBe('beforeunload')
  await a.context.setOffline(false)
  await dialog.getByRole('button', { name: 'Add the link' }).click()
  await item(a.page, 'Sites').waitFor()
  await item(a.page, 'Chart').waitFor()
  await expect.poll(() => uploads(a.page).count()).toBe(0)
  await a.page.locator('header [data-kind="saved"]').waitFor()
  await takeAway(a.page, 'Team page')
  await part(a.page).getByText('Team page is no longer linked here.').waitFor()
  expect(await placesOf('Team page')).toBe(0)
  await a.context.setOffline(true)
  await part(a.page).getByRole('button', { name: 'Undo' }).click()
  await unreachable.waitFor()
  await a.context.setOffline(false)
  await part(a.page).getByRole('button', { name: 'Undo' }).click()
  await item(a.page, 'Team page').waitFor()
  expect(await placesOf('Team page')).toBe(1)
  await leave(a)
})

test('a file and a link whose answers are lost are sent again, and are there once', async () => {
  const document = await makeDocument(olivia, 'Kappa Oy')
  const a = await openAt(browser, world, ben, document.id)
  const lost = new Set<string>()
  const losesAnswer = async (route: Route): Promise<void> => {
    const { pathname } = new URL(route.request().url())
    if (route.request().method() !== 'POST' || lost.has(pathname)) return route.fallback()
    lost.add(pathname)
    await route.fetch()
    await route.abort('connectionreset')
  }
  await a.page.route(/\/files\/upload$|\/api\/v1\/evidence$/, losesAnswer)
  await choose(a.page, files.pdf('Chart.pdf'))
  await uploads(a.page).getByText('There is no connection.').waitFor()
  await a.page.evaluate(() => window.dispatchEvent(new Event('online')))
  await expect.poll(() => uploads(a.page).count()).toBe(0)
  await part(a.page).getByRole('button', { name: 'Add a link' }).click()
  const dialog = a.page.getByRole('dialog')
  await dialog.getByLabel('Web address').fill('https://wiki.example.com/sites')
  await dialog.getByLabel('Title').fill('Sites')
  await dialog.getByRole('button', { name: 'Add the link' }).click()
  await dialog.getByText('The server cannot be reached').waitFor()
  await dialog.getByRole('button', { name: 'Add the link' }).click()
  await dialog.waitFor({ state: 'hidden' })
  expect(lost.size).toBe(2)
  const { data } = await ben.api.evidence.list({ customer_id: document.customer_id })
  expect(data.map(({ title }) => title).sort()).toEqual(['Chart', 'Sites'])
  await leave(a)
})

test('an upload shows how much of it has left, and can be stopped', async () => {
  const document = await makeDocument(olivia, 'Kappa Oy')
  const line = await openLine(world.url, 2_000_000)
  const a = await openAt(browser, line, ben, document.id)
  await choose(a.page, [files.text('Log.txt', 40_000_000), files.pdf('Chart.pdf')])
  const bar = a.page.getByRole('progressbar', { name: 'Uploading Log.txt' })
  const share = () => bar.evaluate((element: HTMLProgressElement) => element.value)
  await expect.poll(share).toBeGreaterThan(0)
  expect(await share()).toBeLessThan(1)
  await item(a.page, 'Chart').waitFor()
  const stopped = a.page.waitForEvent('requestfailed', (request) => request.url().endsWith('/files/upload'))
  await a.page.getByRole('button', { name: 'Cancel Log.txt' }).click()
  await stopped
  await expect.poll(() => uploads(a.page).count()).toBe(0)
  line.close()
  const { data } = await ben.api.evidence.list({ customer_id: document.customer_id })
  expect(data.map(({ title }) => title)).toEqual(['Chart'])
  await leave(a)
})

test('evidence is taken away and brought back by keys alone', async () => {
  const document = await makeDocument(olivia, 'Lambda SpA')
  const a = await openAt(browser, world, ben, document.id)
  await outlineOf(a.page).focus()
  await a.page.keyboard.press('Enter')
  await expect.poll(() => a.page.evaluate(() => window.document.activeElement?.textContent)).toBe('Choose files')
  await a.page.keyboard.press('Tab')
  await a.page.keyboard.press('Enter')
  await a.page.getByRole('dialog').locator('input:focus').waitFor()
  await a.page.keyboard.type('wiki.example.com/chart')
  await a.page.keyboard.press('Tab')
  await a.page.keyboard.type('Chart in the wiki')
  await a.page.keyboard.press('Enter')
  await a.page.getByRole('dialog').waitFor({ state: 'hidden' }) // the item may be seen before that, and the focus be taken back
  await item(a.page, 'Chart in the wiki').waitFor()
  await item(a.page, 'Chart in the wiki').getByRole('button', { name: 'More for Chart in the wiki' }).focus()
  await a.page.keyboard.press('Enter')
  await a.page.getByRole('menuitem', { name: 'Take away from here' }).focus()
  await a.page.keyboard.press('Enter')
  await part(a.page).getByText('Chart in the wiki is no longer linked here.').waitFor()
  await expect.poll(() => items(a.page).count()).toBe(0)
  await expect.poll(() => a.page.evaluate(() => window.document.activeElement?.textContent)).toBe('Undo')
  await a.page.keyboard.press('Enter')
  await item(a.page, 'Chart in the wiki').waitFor()
  await expect
    .poll(async () => (await readDocument(ben, document.id)).content.fillable_sections.find(({ id }) => id === chart.id)?.text)
    .toBe('Chart in the wiki')
  await leave(a)
})

test('an address that leads nowhere is not taken', async () => {
  const { id } = await makeDocument(olivia, 'Mu Inc')
  const a = await openAt(browser, world, ben, id)
  await part(a.page).getByRole('button', { name: 'Add a link' }).click()
  const dialog = a.page.getByRole('dialog')
  await dialog.getByLabel('Web address').fill('javascript:alert(1)')
  await dialog.getByLabel('Title').fill('Chart')
  await dialog.getByRole('button', { name: 'Add the link' }).click()
  await dialog.getByText('Give an address that begins with http').waitFor()
  expect(await items(a.page).count()).toBe(0)
  await leave(a)
})

test('evidence is renamed and says until when it is valid', async () => {
  const document = await makeDocument(olivia, 'Nu PLC')
  await giveLink(ben, document, 'Chart')
  const [a, b] = [await openAt(browser, world, ben, document.id), await openAt(browser, world, olivia, document.id)]
  await item(a.page, 'Chart').getByRole('button', { name: 'More for Chart' }).click()
  await a.page.getByRole('menuitem', { name: 'Name and validity' }).click()
  const dialog = a.page.getByRole('dialog')
  await dialog.getByLabel('Title').fill('Organization chart 2020')
  await dialog.getByLabel('Valid until (optional)').fill('2020-12-31')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await item(b.page, 'Organization chart 2020').getByText('Expired 31 Dec 2020').waitFor()
  await leave(a, b)
})

test('what the customer has given already is found by typing and linked', async () => {
  const document = await makeDocument(olivia, 'Xi SRL')
  await giveLink(ben, document, 'Chart in the wiki', false)
  await giveLink(ben, document, 'Access review', false)
  const a = await openAt(browser, world, ben, document.id)
  await part(a.page).getByRole('button', { name: 'Link existing' }).click()
  const dialog = a.page.getByRole('dialog')
  await dialog.getByRole('checkbox').nth(1).waitFor()
  await dialog.getByLabel('Search').fill('IN THE WIKI')
  await expect.poll(() => dialog.getByRole('checkbox').count()).toBe(1)
  await dialog.getByRole('checkbox', { name: 'Chart in the wiki' }).check()
  await dialog.getByRole('button', { name: 'Link 1 piece of evidence' }).click()
  await item(a.page, 'Chart in the wiki').waitFor()
  await leave(a)
})
