import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, expectCalm, openBrowser, type Seat } from '../support/browser.ts'
import { openDocument, savedIn, wordsOf } from '../support/documentPage.ts'
import { makeDocument, objectives, readDocument, textOf } from '../support/documents.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let browser: Browser
let olivia: Person
let ben: Person
let cara: Person
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  ben = await invite(world, olivia, 'Ben', 'member')
  cara = await invite(world, olivia, 'Cara', 'viewer')
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

const title = 'Security objectives and direction'
const section = (page: Page) => page.getByRole('textbox', { name: title })
const wordsIn = (page: Page): Promise<string> => section(page).evaluate(wordsOf)

const panel = (page: Page) => page.getByRole('complementary', { name: 'Versions and activity' })
const status = (page: Page) => page.locator('header [data-kind]')

const open = (person: Person, documentId: string): Promise<Seat> => openDocument({ browser, world }, person, documentId, { until: section })

test('two people write in one paragraph, a third joins, and a reload finds all of it', async () => {
  const { id } = await makeDocument(olivia, 'Acme Corp')
  const [a, b] = await Promise.all([open(olivia, id), open(ben, id)])
  await section(a.page).click()
  await a.page.keyboard.type('Olivia begins here.')
  await section(b.page).getByText('Olivia begins here.').waitFor()

  await section(b.page).click()
  await b.page.keyboard.press('Control+End')
  await Promise.all([a.page.keyboard.type(' She goes on.', { delay: 15 }), b.page.keyboard.type(' Ben adds this.', { delay: 15 })])
  for (const { page } of [a, b]) await section(page).filter({ hasText: 'Olivia begins here.' }).waitFor()
  await expect.poll(async () => (await wordsIn(a.page)).length).toBe('Olivia begins here. She goes on. Ben adds this.'.length)
  await expect.poll(() => wordsIn(b.page)).toBe(await wordsIn(a.page))
  await Promise.all([savedIn(a.page), savedIn(b.page)])

  const c = await open(cara, id)
  expect(await wordsIn(c.page)).toBe(await wordsIn(a.page))
  await a.page
    .getByRole('region', { name: 'People here' })
    .getByText(/Cara|CA|C/)
    .first()
    .waitFor()

  const before = await wordsIn(a.page)
  await a.page.reload()
  await section(a.page).waitFor()
  expect(await wordsIn(a.page)).toBe(before)
  for (const seat of [a, b, c]) {
    expectCalm(seat)
    await seat.context.close()
  }
})

test('versions and activity name who wrote, and the outline says what is filled', async () => {
  const { id, room } = await makeDocument(olivia, 'Beta Inc')
  const a = await open(ben, id)
  await section(a.page).click()
  await a.page.keyboard.type('Written by Ben.')
  await savedIn(a.page)
  await world.app.services.live.store(room)
  await panel(a.page).getByText('Revision 1').waitFor()
  const versions = await panel(a.page).innerText()
  expect(versions).toContain('Ben')
  expect(versions).toContain(title)
  await a.page.getByRole('tab', { name: 'Activity' }).click()
  await panel(a.page).getByText(/Ben/).first().waitFor()
  await a.page.getByText('1 of 8 mandatory sections (12 %)').waitFor()
  expect(textOf(await readDocument(olivia, id), objectives)).toBe('Written by Ben.')
  await expectAccessible(a.page)
  expectCalm(a)
  await a.context.close()
})

test('somebody who may only read sees the others write and cannot', async () => {
  const { id } = await makeDocument(olivia, 'Gamma Ltd')
  const [reader, writer] = await Promise.all([open(cara, id), open(olivia, id)])
  await status(reader.page)
    .filter({ hasText: /read.only/i })
    .waitFor()
  expect(await section(reader.page).getAttribute('contenteditable')).toBe('false')
  await section(writer.page).click()
  await writer.page.keyboard.type('For all to read.')
  await section(reader.page).getByText('For all to read.').waitFor()
  await expectAccessible(reader.page)
  for (const seat of [reader, writer]) {
    expectCalm(seat)
    await seat.context.close()
  }
})

test('without the server the page keeps what is typed, says so, and saves it when the server is back', async () => {
  const { id } = await makeDocument(olivia, 'Delta plc')
  const a = await open(olivia, id)
  await section(a.page).click()
  await a.page.keyboard.type('Before. ')
  await savedIn(a.page)
  await a.context.setOffline(true)
  await status(a.page)
    .filter({ hasText: /offline/i })
    .waitFor()
  await a.page.keyboard.type('Meanwhile.')
  await status(a.page)
    .filter({ hasText: /changes? kept/i })
    .waitFor()
  expect(textOf(await readDocument(olivia, id), objectives)).not.toContain('Meanwhile')
  await a.context.setOffline(false)
  await savedIn(a.page)
  const b = await open(ben, id)
  expect(await wordsIn(b.page)).toBe('Before. Meanwhile.')
  for (const seat of [a, b]) await seat.context.close()
})

test('a fixed section cannot be written, and a link that would run a script is not kept', async () => {
  const { id } = await makeDocument(olivia, 'Epsilon SA')
  const a = await open(olivia, id)
  expect(await a.page.getByRole('textbox', { name: 'Purpose' }).count()).toBe(0)
  await section(a.page).click()
  await a.page.evaluate(() => {
    const data = new DataTransfer()
    data.setData(
      'text/html',
      '<h1>Title</h1><p>See <a href="javascript:alert(1)">this</a> and <a href="https://example.test/">that</a><img src=x onerror=alert(2)><script>alert(3)</script></p>',
    )
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  })
  await section(a.page).getByText('See this and that').waitFor()
  expect(
    await section(a.page)
      .locator('a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
  ).toEqual(['https://example.test/'])
  expect(await section(a.page).locator('img, script').count()).toBe(0)
  expectCalm(a)
  await a.context.close()
})

test('the whole document can be worked on with the keyboard alone', async () => {
  const { id } = await makeDocument(olivia, 'Zeta AG')
  const a = await open(olivia, id)
  const focused = () =>
    a.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '')
  for (let presses = 0; presses < 60 && !(await focused()).startsWith(title); presses++) await a.page.keyboard.press('Tab')
  await a.page.keyboard.press('Enter')
  await expect
    .poll(() => a.page.evaluate(() => document.activeElement?.closest('section, [aria-labelledby]')?.textContent ?? ''))
    .toContain(title)
  await section(a.page).focus()
  await a.page.keyboard.type('No mouse needed.')
  await savedIn(a.page)
  expect(await wordsIn(a.page)).toBe('No mouse needed.')
  await a.context.close()
})
