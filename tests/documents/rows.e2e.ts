import type { DocumentDetail } from '@certloom/shared/documents/contract'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, type Seat } from '../support/browser.ts'
import { itemsIn, leave, openDocument, part } from '../support/documentPage.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { listOfTemplate, makeDocumentWith, tableOfTemplate, textOfTemplate } from '../support/templates.ts'
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

const make = (): Promise<DocumentDetail> =>
  makeDocumentWith(world, olivia, [textOfTemplate('t'), tableOfTemplate('r'), listOfTemplate('l')], 'Rows')

const open = (person: Person, { id }: DocumentDetail, locale = 'en-GB'): Promise<Seat> =>
  openDocument({ browser, world }, person, id, { locale, until: (page) => part(page, 'List l').locator('[data-add]') })

const item = (page: Page, index: number): Locator => part(page, 'List l').locator('textarea').nth(index)
const itemsOf = (page: Page): Promise<string[]> => itemsIn(page, 'List l')
const cell = (page: Page, row: number, column: number): Locator =>
  part(page, 'Table r').locator('tbody tr').nth(row).locator(`td[data-cell="${column}"]`)
const columnOf = (page: Page, column: number): Promise<string[]> =>
  part(page, 'Table r')
    .locator(`td[data-cell="${column}"] [data-words]`)
    .evaluateAll((cells) => cells.map((words) => (words.textContent ?? '').replaceAll('\u200b', '')))

async function fillList(page: Page, words: readonly string[]): Promise<void> {
  for (const word of words) {
    await part(page, 'List l').getByRole('button', { name: 'Add an item' }).click()
    await page.keyboard.type(word)
  }
}

async function fillTable(page: Page, words: readonly string[]): Promise<void> {
  for (const word of words) {
    await part(page, 'Table r').getByRole('button', { name: 'Add a row' }).click()
    await page.keyboard.type(word)
    await page.keyboard.press('Escape')
  }
}

/** Presses the grip of one row or item, and lets go over another. */
async function drag(page: Page, from: Locator, to: Locator, half: 'upper' | 'lower'): Promise<void> {
  await from.hover()
  const grip = await from.locator('[data-grip]').boundingBox()
  const target = await to.boundingBox()
  if (!grip || !target) throw new Error('There is nothing to drag.')
  await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2)
  await page.mouse.down()
  await page.mouse.move(grip.x, target.y + target.height / 2, { steps: 3 })
  await page.mouse.move(grip.x, target.y + target.height * (half === 'upper' ? 0.2 : 0.8), { steps: 3 })
}

test('two people write in one item of a list and both survive', async () => {
  const document = await make()
  const [a, b] = await Promise.all([open(olivia, document), open(ben, document)])
  await fillList(a.page, ['review'])
  await expect.poll(() => itemsOf(b.page)).toEqual(['review'])
  await item(a.page, 0).press('End')
  await item(b.page, 0).press('Home')
  await Promise.all([a.page.keyboard.type(' every year', { delay: 10 }), b.page.keyboard.type('We ', { delay: 10 })])
  for (const { page } of [a, b]) await expect.poll(() => itemsOf(page)).toEqual(['We review every year'])
  await leave(a, b)
})

test('what to write in a list stands there until an item says something', async () => {
  const document = await makeDocumentWith(world, olivia, [{ ...listOfTemplate('l'), placeholder: 'What we promise.' }], 'Guidance')
  const a = await open(olivia, document)
  const guidance = part(a.page, 'List l').getByText('What we promise.', { exact: true })
  await part(a.page, 'List l').getByRole('button', { name: 'Add an item' }).click()
  await item(a.page, 0).waitFor()
  expect(await guidance.isVisible()).toBe(true)
  await a.page.keyboard.type('R')
  await guidance.waitFor({ state: 'hidden' })
  await a.page.keyboard.press('Backspace')
  await guidance.waitFor()
  await leave(a)
})

test('Backspace at the start of an item joins it with the one before, and one undo parts them again', async () => {
  const document = await make()
  const [a, b] = await Promise.all([open(olivia, document), open(ben, document)])
  await fillList(a.page, ['One', 'Two', 'Three'])
  await item(a.page, 1).press('Home')
  await a.page.keyboard.press('Backspace')
  await expect.poll(() => itemsOf(b.page)).toEqual(['OneTwo', 'Three'])
  await a.page.keyboard.insertText(' and ')
  expect(await itemsOf(a.page)).toEqual(['One and Two', 'Three'])
  await a.page.keyboard.press('Control+z')
  await a.page.keyboard.press('Control+z')
  for (const { page } of [a, b]) await expect.poll(() => itemsOf(page)).toEqual(['One', 'Two', 'Three'])
  await item(a.page, 0).press('Home')
  await a.page.keyboard.press('Backspace')
  expect(await itemsOf(a.page)).toEqual(['One', 'Two', 'Three'])
  await leave(a, b)
})

test('what somebody writes in an item while another joins it is not lost, and their caret goes along', async () => {
  const document = await make()
  const [a, b] = await Promise.all([open(olivia, document), open(ben, document)])
  await fillList(a.page, ['One', 'Two'])
  await expect.poll(() => itemsOf(b.page)).toEqual(['One', 'Two'])
  await item(b.page, 1).press('End')
  await b.context.setOffline(true)
  await b.page
    .locator('header [data-kind]')
    .filter({ hasText: /offline/i })
    .waitFor()
  await b.page.keyboard.type(' by Ben')
  await item(a.page, 1).press('Home')
  await a.page.keyboard.press('Backspace')
  expect(await itemsOf(a.page)).toEqual(['OneTwo'])
  await b.context.setOffline(false)
  for (const { page } of [a, b]) await expect.poll(() => itemsOf(page)).toEqual(['OneTwo', ' by Ben'])

  await item(b.page, 1).press('Home')
  await b.page.keyboard.press('Backspace')
  await expect.poll(() => itemsOf(a.page)).toEqual(['OneTwo by Ben'])
  await item(b.page, 0).press('Home')
  await b.page.keyboard.press('Enter')
  await expect.poll(() => itemsOf(a.page)).toEqual(['', 'OneTwo by Ben'])
  await item(a.page, 1).press('Home')
  await a.page.keyboard.press('Backspace')
  await expect.poll(() => itemsOf(b.page)).toEqual(['OneTwo by Ben'])
  await b.page.keyboard.type('!')
  for (const { page } of [a, b]) await expect.poll(() => itemsOf(page)).toEqual(['OneTwo by Ben!'])
  await leave(a, b)
})

test('rows and items are dragged by their grip, for everybody, and Escape leaves them where they are', async () => {
  const document = await make()
  const [a, b] = await Promise.all([open(olivia, document), open(ben, document)])
  await fillTable(a.page, ['One', 'Two', 'Three'])
  await fillList(a.page, ['A', 'B', 'C'])
  const row = (index: number) => part(a.page, 'Table r').locator('tbody tr').nth(index)
  const entry = (index: number) => part(a.page, 'List l').locator('li').nth(index)
  await drag(a.page, row(2), row(0), 'upper')
  await part(a.page, 'Table r').locator('tr[data-drop="before"]').waitFor()
  if (process.env.PICTURES) await a.page.screenshot({ path: `${process.env.PICTURES}/drag.png` })
  await a.page.mouse.up()
  await expect.poll(() => columnOf(b.page, 0)).toEqual(['Three', 'One', 'Two'])
  expect(await a.page.getByRole('menu').count()).toBe(0)
  await drag(a.page, row(0), row(1), 'lower')
  await a.page.mouse.up()
  await expect.poll(() => columnOf(b.page, 0)).toEqual(['One', 'Three', 'Two'])
  await drag(a.page, entry(0), entry(2), 'lower')
  await a.page.mouse.up()
  await expect.poll(() => itemsOf(b.page)).toEqual(['B', 'C', 'A'])
  await drag(a.page, entry(0), entry(2), 'lower')
  await a.page.keyboard.press('Escape')
  await a.page.mouse.up()
  expect(await itemsOf(a.page)).toEqual(['B', 'C', 'A'])
  expect(await a.page.getByRole('menu').count()).toBe(0)
  await entry(0).hover()
  await entry(0).locator('[data-grip]').click()
  await a.page.getByRole('menuitem', { name: 'Move down' }).click()
  await expect.poll(() => itemsOf(b.page)).toEqual(['C', 'B', 'A'])
  await leave(a, b)
})

test('a number is written with the decimal comma of the country, and what is none is said and not taken', async () => {
  const document = await make()
  const a = await open(olivia, document, 'de-DE')
  const { page } = a
  await fillTable(page, ['Server'])
  await cell(page, 0, 1).focus()
  await page.keyboard.type('1.234,5')
  await page.keyboard.press('Enter')
  await expect.poll(() => columnOf(page, 1)).toEqual(['1.234,5'])
  await cell(page, 0, 1).press('F2')
  expect(await cell(page, 0, 1).locator('input').inputValue()).toBe('1234,5')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('viel')
  await page.keyboard.press('Enter')
  await page.getByLabel('Amount, row 1: this is not a number').waitFor()
  await cell(page, 0, 0).click()
  await part(page, 'Table r').getByText('“viel” in Amount is not a number, and was not taken.').waitFor()
  expect(await columnOf(page, 1)).toEqual(['1.234,5'])
  await leave(a)
})

test('a number or a date that somebody only opened and left keeps what a colleague wrote meanwhile', async () => {
  const document = await make()
  const [a, b] = await Promise.all([open(olivia, document), open(ben, document)])
  const write = async (page: Page, column: number, value: string) => {
    await cell(page, 0, column).press('F2')
    await cell(page, 0, column).locator('input').fill(value)
    await page.keyboard.press('Enter')
  }
  await fillTable(a.page, ['Server'])
  for (const [column, before, after, shown] of [
    [1, '5', '7', '7'],
    [2, '2026-01-10', '2026-03-01', '1 Mar 2026'],
  ] as const) {
    await write(a.page, column, before)
    await expect.poll(() => columnOf(b.page, column)).not.toEqual([''])
    await cell(a.page, 0, column).press('F2')
    await write(b.page, column, after)
    await expect.poll(() => columnOf(a.page, column)).toEqual([shown])
    await cell(a.page, 0, 0).click()
    await a.page.keyboard.type('!')
    await expect.poll(async () => (await columnOf(b.page, 0))[0]).toMatch(column === 1 ? /^Server!$/ : /^Server!!$/)
    for (const { page } of [a, b]) expect(await columnOf(page, column)).toEqual([shown])
    await a.page.keyboard.press('Escape')
  }
  await leave(a, b)
})

test('another window in the middle of a number takes nothing of it away', async () => {
  const document = await make()
  const a = await open(olivia, document)
  await fillTable(a.page, ['Server'])
  await cell(a.page, 0, 1).focus()
  await a.page.keyboard.type('1')
  // The field is still the active one then.
  await cell(a.page, 0, 1)
    .locator('input')
    .evaluate((field) => field.dispatchEvent(new FocusEvent('focusout', { bubbles: true })))
  await a.page.keyboard.type('2')
  await a.page.keyboard.press('Enter')
  await expect.poll(() => columnOf(a.page, 1)).toEqual(['12'])
  await leave(a)
})

test('a row or an item that cannot move says so, and one dropped where it was is no step', async () => {
  const document = await make()
  const a = await open(olivia, document)
  const says = (words: string) => a.page.getByText(words, { exact: true }).waitFor({ state: 'attached' })
  await fillTable(a.page, ['One', 'Two'])
  await a.page.keyboard.press('Alt+ArrowDown')
  await says('Last row already')
  await a.page.keyboard.press('Alt+ArrowUp')
  await says('Row moved')
  await a.page.keyboard.press('Alt+ArrowUp')
  await says('First row already')
  expect(await columnOf(a.page, 0)).toEqual(['Two', 'One'])

  const entry = (index: number) => part(a.page, 'List l').locator('li').nth(index)
  await fillList(a.page, ['A', 'B'])
  await item(a.page, 1).press('Alt+ArrowDown')
  await says('Last item already')
  await drag(a.page, entry(0), entry(1), 'upper')
  await part(a.page, 'List l').locator('li[data-drop="before"]').waitFor()
  await a.page.mouse.up()
  await says('Last item already')
  await item(a.page, 1).press('Control+z')
  expect(await itemsOf(a.page)).toEqual(['A', ''])
  await leave(a)
})

test('a cell is copied and cut with the keyboard', async () => {
  const document = await make()
  const a = await open(olivia, document)
  await fillTable(a.page, ['One'])
  const put = (kind: 'copy' | 'cut') =>
    cell(a.page, 0, 0).evaluate((element, type) => {
      const transfer = new DataTransfer()
      ;(element as HTMLElement).focus()
      element.dispatchEvent(new ClipboardEvent(type, { clipboardData: transfer, bubbles: true, cancelable: true }))
      return transfer.getData('text/plain')
    }, kind)
  expect(await put('copy')).toBe('One')
  expect(await columnOf(a.page, 0)).toEqual(['One'])
  expect(await put('cut')).toBe('One')
  await expect.poll(() => columnOf(a.page, 0)).toEqual([''])
  await a.page.keyboard.press('Control+z')
  await expect.poll(() => columnOf(a.page, 0)).toEqual(['One'])
  await leave(a)
})

test('a row that is taken away while somebody writes in it comes back with their words', async () => {
  const document = await make()
  const [a, b] = await Promise.all([open(olivia, document), open(ben, document)])
  await fillTable(a.page, ['One', 'Two'])
  await expect.poll(() => columnOf(b.page, 0)).toEqual(['One', 'Two'])
  await cell(b.page, 1, 0).press('F2')
  await b.page.keyboard.type(' by Ben')
  await expect.poll(() => columnOf(a.page, 0)).toEqual(['One', 'Two by Ben'])
  await cell(a.page, 1, 0).focus()
  await a.page.keyboard.press('Control+Backspace')
  await expect.poll(() => columnOf(b.page, 0)).toEqual(['One'])
  expect(await cell(b.page, 0, 0).evaluate((element) => element.matches(':focus'))).toBe(true)
  await part(a.page, 'Table r').getByRole('button', { name: 'Undo' }).click()
  for (const { page } of [a, b]) await expect.poll(() => columnOf(page, 0)).toEqual(['One', 'Two by Ben'])
  await leave(a, b)
})

test('a lock stops whoever is typing in a list or a text, and opening it lets them go on', async () => {
  const document = await make()
  const b = await open(ben, document)
  const text = b.page.getByRole('textbox', { name: 'Text t' })
  const lock = (section: string, locked: boolean) =>
    olivia.api.documents.lockSection({ document_id: document.id, section_id: section, locked })
  await fillList(b.page, ['Mine'])
  await lock('l', true)
  await part(b.page, 'List l').getByText('Locked by Olivia').waitFor()
  await b.page.keyboard.type(' not')
  expect(await itemsOf(b.page)).toEqual(['Mine'])
  expect(await item(b.page, 0).isEditable()).toBe(false)
  await text.click()
  await b.page.keyboard.type('Free.')
  await lock('t', true)
  await part(b.page, 'Text t').getByText('Locked by Olivia').waitFor()
  await b.page.keyboard.type(' Not.')
  expect(await text.getAttribute('contenteditable')).toBe('false')
  await lock('t', false)
  await lock('l', false)
  await expect.poll(() => text.getAttribute('contenteditable')).toBe('true')
  await text.click()
  await b.page.keyboard.press('Control+End')
  await b.page.keyboard.type(' Again.')
  await expect.poll(() => item(b.page, 0).isEditable()).toBe(true)
  await item(b.page, 0).press('End')
  await b.page.keyboard.type(' again')
  expect(await itemsOf(b.page)).toEqual(['Mine again'])
  await b.page
    .locator('header [data-kind]')
    .filter({ hasText: /^Saved/ })
    .waitFor()
  expect((await text.innerText()).trim()).toBe('Free. Again.')
  await leave(b)
})

test('a person column offers everybody, however many there are', async () => {
  const zora = await signUp(world, 'Zora Zimmer', 'Large Ltd')
  await world.sql(
    `with people as (
       insert into "user" (id, name, email, color)
       select gen_random_uuid(), 'Person ' || lpad(n::text, 4, '0'), 'person' || n || '@large.test', 0 from generate_series(1, 999) n returning id)
     insert into organization_member (organization_id, user_id, role) select $1::uuid, id, 'member' from people`,
    [zora.me.organization.id],
  )
  const document = await makeDocumentWith(world, zora, [tableOfTemplate('r'), listOfTemplate('l')], 'Large')
  const a = await open(zora, document)
  await fillTable(a.page, ['Server'])
  await cell(a.page, 0, 4).focus()
  await a.page.keyboard.press('F2')
  await expect.poll(() => cell(a.page, 0, 4).locator('option').count()).toBe(1_001)
  await cell(a.page, 0, 4).locator('select').selectOption({ label: 'Zora Zimmer' })
  await expect.poll(() => columnOf(a.page, 4)).toEqual(['Zora Zimmer'])
  await a.page.getByRole('tab', { name: 'Activity' }).click()
  const colorOf = (face: Locator) => face.first().evaluate((element) => getComputedStyle(element).backgroundColor)
  const own = await colorOf(a.page.locator('header').getByText('ZZ', { exact: true }).locator('..'))
  await expect.poll(() => colorOf(a.page.getByRole('tabpanel').getByText('Z', { exact: true }).locator('..'))).toBe(own)
  await leave(a)
})
