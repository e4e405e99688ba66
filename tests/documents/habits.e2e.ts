import type { DocumentDetail } from '@certloom/shared/documents/contract'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, openBrowser, type Seat } from '../support/browser.ts'
import { itemsIn, leave, openDocument, part, rowsIn, savedIn, wordsOf } from '../support/documentPage.ts'
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

const text = (page: Page): Locator => page.getByRole('textbox', { name: 'Text t' })
const wordsIn = (page: Page): Promise<string> => text(page).evaluate(wordsOf)
const item = (page: Page, index: number): Locator => part(page, 'List l').locator('textarea').nth(index)
const cell = (page: Page, row: number, column = 0): Locator =>
  part(page, 'Table r').locator('tbody tr').nth(row).locator(`td[data-cell="${column}"]`)
const itemsOf = (page: Page) => itemsIn(page, 'List l')
const firstColumn = async (page: Page) => (await rowsIn(page, 'Table r')).map(([first]) => first)

const make = (): Promise<DocumentDetail> =>
  makeDocumentWith(world, olivia, [textOfTemplate('t'), tableOfTemplate('r'), listOfTemplate('l')], 'Habits')

const open = (person: Person, { id }: DocumentDetail): Promise<Seat> =>
  openDocument({ browser, world }, person, id, { until: (page) => part(page, 'List l').locator('[data-add]') })

async function both(): Promise<[Seat, Seat]> {
  const document = await make()
  return [await open(olivia, document), await open(ben, document)]
}

async function addRows(page: Page, ...words: string[]): Promise<void> {
  for (const word of words) {
    await part(page, 'Table r').getByRole('button', { name: 'Add a row' }).click()
    await page.keyboard.type(word)
    await page.keyboard.press('Escape')
  }
}

async function addItems(page: Page, ...words: string[]): Promise<void> {
  await part(page, 'List l').getByRole('button', { name: 'Add an item' }).click()
  await page.keyboard.type(words.join('\n'))
}

test('whoever types in a row goes on typing while somebody moves it to the end', async () => {
  const [a, b] = await both()
  await addRows(a.page, 'One', 'Two', 'Three')
  await expect.poll(() => firstColumn(b.page)).toEqual(['One', 'Two', 'Three'])
  await cell(b.page, 0).focus()
  await b.page.keyboard.press('F2')
  await b.page.keyboard.type(' and')
  await expect.poll(() => firstColumn(a.page)).toEqual(['One and', 'Two', 'Three'])
  await cell(a.page, 0).focus()
  for (let step = 0; step < 2; step++) await a.page.keyboard.press('Alt+ArrowDown')
  await expect.poll(() => firstColumn(b.page)).toEqual(['Two', 'Three', 'One and'])
  await b.page.keyboard.type(' more')
  await expect.poll(() => firstColumn(a.page)).toEqual(['Two', 'Three', 'One and more'])
  await leave(a, b)
})

test('whoever types in an item goes on typing while somebody moves it to the end', async () => {
  const [a, b] = await both()
  await addItems(a.page, 'One', 'Two', 'Three')
  await expect.poll(() => itemsOf(b.page)).toEqual(['One', 'Two', 'Three'])
  await item(b.page, 0).press('End')
  await b.page.keyboard.type(' and')
  await expect.poll(() => itemsOf(a.page)).toEqual(['One and', 'Two', 'Three'])
  await item(a.page, 0).focus()
  for (let step = 0; step < 2; step++) await a.page.keyboard.press('Alt+ArrowDown')
  await expect.poll(() => itemsOf(b.page)).toEqual(['Two', 'Three', 'One and'])
  await b.page.keyboard.type(' more')
  await expect.poll(() => itemsOf(a.page)).toEqual(['Two', 'Three', 'One and more'])
  await leave(a, b)
})

test('somebody selects all and deletes while another is in the text, who goes on; undo brings back all but loses nothing of theirs', async () => {
  const [a, b] = await both()
  await text(a.page).click()
  await a.page.keyboard.type('First paragraph.\nSecond paragraph.')
  await text(b.page).getByText('Second paragraph.').click()
  await b.page.keyboard.press('Control+End')
  await b.page.keyboard.type(' Ben adds.')
  await expect.poll(() => wordsIn(a.page)).toBe('First paragraph.Second paragraph. Ben adds.')
  await a.page.keyboard.press('Control+a')
  await a.page.keyboard.press('Delete')
  await expect.poll(() => wordsIn(b.page)).toBe('')
  await b.page.keyboard.type('Ben goes on.')
  await expect.poll(() => wordsIn(a.page)).toBe('Ben goes on.')
  await a.page.keyboard.press('Control+z')
  await expect.poll(() => wordsIn(a.page)).toContain('Second paragraph.')
  expect(await wordsIn(a.page)).toContain('Ben goes on.')
  await expect.poll(() => wordsIn(b.page)).toBe(await wordsIn(a.page))
  await leave(a, b)
})

test('a range of 400 rows is pasted, is there for everybody, and is gone with one undo, except what others wrote in it meanwhile', async () => {
  const [a, b] = await both()
  await addRows(a.page, 'Head')
  await cell(a.page, 0).focus()
  const range = Array.from({ length: 400 }, (_, row) => `Row ${row}\t${row}\t2026-03-01\tLow\t\tNote ${row}`).join('\n')
  await a.page.evaluate((words) => {
    const transfer = new DataTransfer()
    transfer.setData('text/plain', words)
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }))
  }, range)
  await expect.poll(async () => (await firstColumn(b.page)).length).toBe(400)
  await savedIn(a.page)
  await cell(b.page, 200).focus()
  await b.page.keyboard.press('F2')
  await b.page.keyboard.type(' checked')
  await b.page.keyboard.press('Escape')
  await expect.poll(async () => (await firstColumn(a.page))[200]).toBe('Row 200 checked')
  await cell(a.page, 0).focus()
  await a.page.keyboard.press('Control+z')
  await expect.poll(() => firstColumn(a.page)).toEqual(['Head', ' checked'])
  await expect.poll(() => firstColumn(b.page)).toEqual(['Head', ' checked'])
  await leave(a, b)
})

test('somebody empties a cell that another is typing in, and undoes after them: what they typed stays', async () => {
  const [a, b] = await both()
  await addRows(a.page, 'Owner')
  await expect.poll(() => firstColumn(b.page)).toEqual(['Owner'])
  await cell(b.page, 0).focus()
  await b.page.keyboard.press('F2')
  await b.page.keyboard.type(' of risk')
  await expect.poll(() => firstColumn(a.page)).toEqual(['Owner of risk'])
  await cell(a.page, 0).focus()
  await a.page.keyboard.press('Delete')
  await expect.poll(() => firstColumn(b.page)).toEqual([''])
  await b.page.keyboard.type('New')
  await expect.poll(() => firstColumn(a.page)).toEqual(['New'])
  await a.page.keyboard.press('Control+z')
  await expect.poll(async () => (await firstColumn(a.page))[0]).toContain('Owner of risk')
  expect((await firstColumn(a.page))[0]).toContain('New')
  await expect.poll(() => firstColumn(b.page)).toEqual(await firstColumn(a.page))
  await leave(a, b)
})

test('at 200 % nothing is cut off, and the line that is typed stays in sight, clear of the tools', async () => {
  const seat = await open(olivia, await make())
  const { page } = seat
  await page.setViewportSize({ width: 720, height: 450 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  await text(page).click()
  await page.keyboard.type('A line.\n'.repeat(20))
  await page.keyboard.type('The last line')
  const endOfLastLine = async (): Promise<number> => {
    const box = await text(page).getByText('The last line').boundingBox()
    return (box?.y ?? Number.NaN) + (box?.height ?? Number.NaN)
  }
  await expect.poll(endOfLastLine).toBeLessThanOrEqual(450)
  for (let line = 0; line < 18; line++) await page.keyboard.press('ArrowUp')
  const roomBelowTools = async (): Promise<number> => {
    const tools = await page.getByRole('toolbar').boundingBox()
    const caret = await page.evaluate(() => getSelection()?.getRangeAt(0).getBoundingClientRect().top)
    return (caret ?? Number.NaN) - (tools?.y ?? Number.NaN) - (tools?.height ?? Number.NaN)
  }
  await expect.poll(roomBelowTools).toBeGreaterThanOrEqual(0)
  await addRows(page, 'Server')
  await expectAccessible(page)
  await leave(seat)
})
