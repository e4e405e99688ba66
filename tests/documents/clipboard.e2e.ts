import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, type Seat } from '../support/browser.ts'
import { itemsIn, leave, openDocument, part, rowsIn } from '../support/documentPage.ts'
import { readDocument } from '../support/documents.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { everyColumn, listOfTemplate, makeDocumentWith, tableOfTemplate, textOfTemplate } from '../support/templates.ts'
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

/** Office ends its lines as Windows does. */
function clipboard(file: string): string {
  const text = readFileSync(path.join(import.meta.dirname, 'clipboard', file), 'utf8')
  return /^(word|excel).*html$/.test(file) ? text.replaceAll('\n', '\r\n') : text
}

const text = (page: Page): Locator => page.getByRole('textbox', { name: 'Text t' })
const rowsOf = (page: Page): Promise<string[][]> => rowsIn(page, 'Table r')
const itemsOf = (page: Page): Promise<string[]> => itemsIn(page, 'List l')

/** What the page asked of anybody but our server. */
type Watched = Seat & { document: DocumentDetail; outside: string[] }

async function open(locale = 'en-GB'): Promise<Watched> {
  const document = await makeDocumentWith(world, olivia, [textOfTemplate('t'), tableOfTemplate('r'), listOfTemplate('l')])
  const outside: string[] = []
  const watch = async (page: Page) => {
    page.on('request', (request) => {
      if (!request.url().startsWith(world.url) && !request.url().startsWith('data:')) outside.push(request.url())
    })
  }
  const seat = await openDocument({ browser, world }, olivia, document.id, { locale, prepare: watch, until: text })
  return { ...seat, document, outside }
}

async function leaveWatched(seat: Watched): Promise<void> {
  expect(seat.outside).toEqual([])
  await leave(seat)
}

const paste = (page: Page, data: Record<string, string>): Promise<void> =>
  page.evaluate((given) => {
    const transfer = new DataTransfer()
    for (const [type, words] of Object.entries(given)) transfer.setData(type, words)
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }))
  }, data)

async function pasteIntoText(page: Page, html: string): Promise<void> {
  await text(page).click()
  await paste(page, { 'text/html': html, 'text/plain': 'plain' })
}

/** Adds a row and pastes over it from its first cell on, as somebody does who begins at the end of the table. */
async function pasteIntoTable(page: Page, data: Record<string, string>): Promise<void> {
  await part(page, 'Table r').getByRole('button', { name: 'Add a row' }).click()
  await paste(page, data)
}

/** The structure of the text as an outline: names of blocks with their words. */
const outlineOf = (page: Page): Promise<string[]> =>
  text(page).evaluate((root) => {
    const lines: string[] = []
    const visit = (element: Element, depth: number) => {
      for (const child of element.children) {
        const name = child.tagName.toLowerCase()
        if (['p', 'h2', 'h3', 'h4'].includes(name)) lines.push(`${' '.repeat(depth)}${name} ${(child.textContent ?? '').trim()}`)
        else if (['ul', 'ol', 'li', 'table', 'tbody', 'tr', 'td', 'th', 'div'].includes(name)) {
          if (['ul', 'ol', 'table'].includes(name)) lines.push(' '.repeat(depth) + name)
          visit(child, name === 'ul' || name === 'ol' || name === 'table' ? depth + 1 : depth)
        }
      }
    }
    visit(root, 0)
    return lines
  })

test('a policy from Word keeps its headings, lists, emphasis, links and tables', async () => {
  const seat = await open()
  const { page } = seat
  await pasteIntoText(page, clipboard('word-policy.html'))
  await text(page).getByText('L. Feld').waitFor()
  expect((await outlineOf(page)).filter((line) => line !== 'p ')).toEqual([
    'h2 Information security policy',
    'h2 Scope',
    'p This policy applies to all staff and to contractors, see our ISMS and the draft.',
    'ul',
    ' p We protect what customers give us',
    ' ul',
    '  p at rest',
    '  p in transit',
    ' p We improve',
    'h2 Steps',
    'ol',
    ' p Assess',
    ' p Treat',
    'table',
    ' p Roles',
    ' p Owner',
    ' p L. Feld',
  ])
  expect(await text(page).locator('strong').allTextContents()).toEqual(['all staff', 'what customers give us', 'Roles'])
  expect(await text(page).locator('em').allTextContents()).toEqual(['contractors'])
  expect(await text(page).locator('ol').getAttribute('start')).toBe('3')
  expect(await text(page).locator('td').first().getAttribute('colspan')).toBe('2')
  expect(
    await text(page)
      .locator('a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
  ).toEqual(['https://www.example.test/isms'])
  expect(await text(page).locator('img').count()).toBe(0)
  await leaveWatched(seat)
})

test('a text from LibreOffice keeps its heading and its nested list', async () => {
  const seat = await open()
  await pasteIntoText(seat.page, clipboard('libreoffice-writer.html'))
  await text(seat.page).getByText('Zweitens').waitFor()
  expect((await outlineOf(seat.page)).filter((line) => line !== 'p ')).toEqual([
    'h2 Rückblick',
    'p Der Vorstand prüft jährlich.',
    'ol',
    ' p Erstens',
    ' ul',
    '  p genauer',
    ' p Zweitens',
  ])
  await leaveWatched(seat)
})

test('what a clipboard could do harm with is neither run nor fetched, wherever it is pasted', async () => {
  const seat = await open()
  const { page } = seat
  await pasteIntoText(page, clipboard('hostile.html'))
  await text(page).getByText('Harmless words').waitFor()
  expect(await text(page).locator('script, img, svg, iframe, object, embed, video, form, input, button, style, link').count()).toBe(0)
  expect(
    await text(page)
      .locator('a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
  ).toEqual(['https://example.test/'])
  expect(await text(page).evaluate((root) => /onclick|onload|onerror|evil\.test/.test(root.innerHTML))).toBe(false)
  await pasteIntoTable(page, { 'text/html': clipboard('hostile.html'), 'text/plain': 'cell' })
  await expect.poll(async () => (await rowsOf(page))[0]?.[0]).toBe('cell')
  await part(page, 'List l').getByRole('button', { name: 'Add an item' }).click()
  await paste(page, { 'text/html': clipboard('hostile.html'), 'text/plain': 'a\nb' })
  expect(await itemsOf(page)).toEqual(['a', 'b'])
  expect(await page.evaluate(() => (window as { isHacked?: string }).isHacked)).toBeUndefined()
  expect(new URL(page.url()).pathname).toBe(`/documents/${seat.document.id}`)
  await leaveWatched(seat)
})

const excelRows = [
  ['Server\nim Keller', '1.234,5', '21.11.2026', 'High', 'Ben', ''],
  ['Notebook "alt"', '2.000', '', '', '', ''],
  ['Drucker', '-3', '01.03.2027', 'Low', '', ''],
  ['', '0,5', '', '', '', ''],
]

test.each([
  ['as HTML', () => ({ 'text/html': clipboard('excel-de.html'), 'text/plain': clipboard('excel-de.tsv') })],
  ['as text', () => ({ 'text/plain': clipboard('excel-de.tsv') })],
])('a range from a German Excel fills typed columns, %s, and says what did not fit', async (_how, data) => {
  const seat = await open('de-DE')
  await pasteIntoTable(seat.page, data())
  await expect.poll(() => rowsOf(seat.page)).toEqual(excelRows)
  await part(seat.page, 'Table r')
    .getByText('3 values did not fit their column: “31.02.2026” in Due, “Niemand” in Owner, “unbekannt” in Level.')
    .waitFor()
  await leaveWatched(seat)
})

test('a range from an American Google Sheet is read as Americans write, with merged cells in their place', async () => {
  const seat = await open('en-US')
  await pasteIntoTable(seat.page, { 'text/html': clipboard('sheets-us.html'), 'text/plain': 'Backup' })
  await expect
    .poll(() => rowsOf(seat.page))
    .toEqual([
      ['Backup\nweekly', '1,234.5', 'Nov 21, 2026', 'Low', '', ''],
      ['Merged', '', 'Apr 5, 2026', '', '', ''],
    ])
  await leaveWatched(seat)
})

test('a range from LibreOffice fills typed columns, and so does a table from Word', async () => {
  const seat = await open('de-DE')
  await pasteIntoTable(seat.page, { 'text/html': clipboard('libreoffice-calc-de.html'), 'text/plain': 'Firewall' })
  await expect
    .poll(() => rowsOf(seat.page))
    .toEqual([
      ['Firewall', '1.234,5', '21.11.2026', '', '', ''],
      ['Zeile 1\nZeile 2', '12', '', 'High', '', ''],
    ])
  await part(seat.page, 'Table r').getByText('1 value did not fit its column: “morgen” in Due.').waitFor()
  await pasteIntoTable(seat.page, { 'text/html': clipboard('word-table-de.html'), 'text/plain': 'Firewall' })
  await expect
    .poll(async () => (await rowsOf(seat.page)).slice(2))
    .toEqual([
      ['Firewall\nim Keller, hinter der Treppe', '1.234,5', '21.11.2026', 'High', '', ''],
      ['Backup', '', '', 'Low', '', ''],
    ])
  await leaveWatched(seat)
})

/** What a key puts on the clipboard: the page's own copy, read from its event. */
const copied = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(() => {
    const transfer = new DataTransfer()
    document.activeElement?.dispatchEvent(new ClipboardEvent('copy', { clipboardData: transfer, bubbles: true, cancelable: true }))
    return Object.fromEntries([...transfer.types].map((type) => [type, transfer.getData(type)]))
  })

test('cells that were copied come back as they were, in every column', async () => {
  const seat = await open('de-DE')
  const { page } = seat
  await pasteIntoTable(page, { 'text/html': clipboard('excel-de.html') })
  await expect.poll(() => rowsOf(page)).toEqual(excelRows)
  await page.evaluate(() => {
    const cells = document.querySelectorAll('[role=grid] tbody td[data-type]')
    const [first, last] = [cells[0], cells[cells.length - 1]]
    if (first && last) getSelection()?.setBaseAndExtent(first, 0, last, last.childNodes.length)
  })
  const range = await copied(page)
  await page.evaluate(() => getSelection()?.removeAllRanges())
  for (const data of [{ 'text/html': range['text/html'] ?? '' }, { 'text/plain': range['text/plain'] ?? '' }]) {
    const before = (await rowsOf(page)).length
    await pasteIntoTable(page, data)
    await expect.poll(async () => (await rowsOf(page)).slice(before)).toEqual(excelRows)
  }
  expect(await part(page, 'Table r').getByText('did not fit').count()).toBe(0)
  await leaveWatched(seat)
})

test('more than fits at once is pasted in part, and the rest is named', async () => {
  const seat = await open()
  const { page } = seat
  await pasteIntoTable(page, { 'text/plain': `${'long '.repeat(3_000)}\t1` })
  await part(page, 'Table r').getByText('1 cell was cut at 10,000 characters.').waitFor()
  await pasteIntoTable(page, { 'text/plain': Array.from({ length: 520 }, (_, row) => `row ${row}\t${row}`).join('\n') })
  await part(page, 'Table r').getByText('20 rows were too many at once; paste them in parts.').waitFor()
  expect(await rowsOf(page)).toHaveLength(501)
  await pasteIntoTable(page, { 'text/plain': Array.from({ length: 300 }, () => '漢'.repeat(9_000)).join('\n') })
  await part(page, 'Table r').getByText('256 rows were too many at once; paste them in parts.').waitFor()
  await page
    .locator('header [data-kind]')
    .filter({ hasText: /^Saved/ })
    .waitFor()
  await leaveWatched(seat)
})

test('lines become items of a list, without the marks that stood before them', async () => {
  const seat = await open()
  const { page } = seat
  await part(page, 'List l').getByRole('button', { name: 'Add an item' }).click()
  await paste(page, { 'text/plain': '·\tProtect what customers give us\r\no\tat rest\r\n3.\tAssess\r\n\r\n– Treat\r\n' })
  await expect.poll(() => itemsOf(page)).toEqual(['Protect what customers give us', 'at rest', 'Assess', 'Treat'])
  await page.keyboard.press('Control+z')
  await expect.poll(() => itemsOf(page)).toEqual([''])
  await leaveWatched(seat)
})

test('what was pasted is what REST answers', async () => {
  const seat = await open('de-DE')
  await pasteIntoTable(seat.page, { 'text/html': clipboard('excel-de.html') })
  await seat.page
    .locator('header [data-kind]')
    .filter({ hasText: /gespeichert|^Saved/ })
    .waitFor()
  await world.app.services.live.store(seat.document.room)
  const section = (await readDocument(olivia, seat.document.id)).content.fillable_sections.find(({ id }) => id === 'r')
  const rows = (section?.content as { rows?: { cells: Record<string, unknown> }[] } | null)?.rows ?? []
  expect(rows[0]?.cells).toEqual({
    name: 'Server\nim Keller',
    amount: 1234.5,
    due: '2026-11-21',
    level: 'high',
    owner: ben.me.user.id,
    note: null,
  })
  expect(everyColumn.map(({ id }) => rows[3]?.cells[id])).toEqual([null, 0.5, null, null, null, null])
  await leaveWatched(seat)
})
