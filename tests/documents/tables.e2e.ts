import { setSectionLock } from '@certloom/shared/collab/documentDoc'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { catalogueId } from '@certloom/shared/ids'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, type Look, openBrowser, type Seat } from '../support/browser.ts'
import { itemsIn, leave, openDocument, part, rowsIn, savedIn } from '../support/documentPage.ts'
import { iso27001, makeDocument, readDocument } from '../support/documents.ts'
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

const roles = 'Security roles and authorities'
const commitments = 'Policy commitments'
/** The one button that is there for readers too. */
const sectionMenu = `${roles}: section menu`
const buttonsIn = (page: Page, title: string): Promise<(string | null)[]> =>
  part(page, title)
    .getByRole('button')
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label')))
const grid = (page: Page, title = roles): Locator => page.getByRole('grid', { name: title })
/** A cell by its row and column, both from 0. */
const cell = (page: Page, row: number, column: number, title = roles): Locator =>
  grid(page, title).locator('tbody tr').nth(row).locator(`td[data-cell="${column}"]`)
const textsIn = (page: Page, title = roles): Promise<string[][]> => rowsIn(page, title)
const firstColumn = async (page: Page): Promise<string[]> => (await textsIn(page)).map((row) => row[0] ?? '')
const items = (page: Page): Promise<string[]> => itemsIn(page, commitments)

async function open(person: Person, documentId: string, title = roles, look: Look = {}): Promise<Seat> {
  const seat = await openDocument({ browser, world }, person, documentId, { ...look, until: (page) => part(page, title) })
  const section = part(seat.page, title)
  await section.scrollIntoViewIfNeeded()
  await section.locator('[role=grid], [data-add]').first().waitFor()
  return seat
}

/** Adds rows with these words in their first cells, as somebody types them. */
async function fillFirstColumn(page: Page, words: readonly string[]): Promise<void> {
  for (const word of words) {
    await part(page, roles).getByRole('button', { name: 'Add a row' }).click()
    await page.keyboard.type(word)
    await page.keyboard.press('Escape')
  }
}

const paste = (page: Page, data: Record<string, string>): Promise<void> =>
  page.evaluate((given) => {
    const clipboard = new DataTransfer()
    for (const [type, text] of Object.entries(given)) clipboard.setData(type, text)
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true }))
  }, data)

/** As Excel writes it: with its own styles, wrapped source lines and a break inside a cell. */
const excel = (rows: readonly (readonly string[])[]): string => `<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta name=ProgId content=Excel.Sheet><style><!--table {mso-displayed-decimal-separator:"\\.";} .xl65 {white-space:normal;} --></style></head>
<body link="#0563C1"><table border=0 cellpadding=0 cellspacing=0 width=192 style='border-collapse:collapse;width:144pt'>
<!--StartFragment--><col width=64 span=3 style='width:48pt'>
${rows.map((row) => ` <tr height=20 style='height:15.0pt'>\n${row.map((words) => `  <td class=xl65 width=64\n  style='width:48pt'>${words}</td>`).join('\n')}\n </tr>`).join('\n')}
<!--EndFragment--></table></body></html>`

async function makeRegister(): Promise<DocumentDetail> {
  const customer = await olivia.api.customers.create({ company_name: 'Register Ltd' })
  const plan = await olivia.api.plans.create({
    customer_id: customer.id,
    iso_standard_id: iso27001,
    template_selection_mode: 'selective',
    selected_template_ids: [catalogueId('template', 'iso27001-2022', 'isms-04-risk-register')],
  })
  const { data } = await olivia.api.documents.list({ plan_id: plan.id })
  return readDocument(olivia, data[0]?.id ?? '')
}

test('two people write in one cell and both survive; each sees where the other is', async () => {
  const { id } = await makeDocument(olivia, 'Acme Corp')
  const [a, b] = await Promise.all([open(olivia, id), open(ben, id)])
  await fillFirstColumn(a.page, ['Sponsor of the ISMS'])
  await cell(b.page, 0, 0).getByText('Sponsor of the ISMS').waitFor()

  await cell(a.page, 0, 0).press('F2')
  await cell(b.page, 0, 0).focus()
  await b.page.keyboard.press('F2')
  await b.page.keyboard.press('Control+Home')
  await Promise.all([a.page.keyboard.type(' and sponsor', { delay: 15 }), b.page.keyboard.type('Board: 😀 ', { delay: 15 })])
  for (const { page } of [a, b]) await expect.poll(() => firstColumn(page)).toEqual(['Board: 😀 Sponsor of the ISMS and sponsor'])
  expect(await cell(a.page, 0, 0).locator('textarea').inputValue()).toBe('Board: 😀 Sponsor of the ISMS and sponsor')
  await cell(a.page, 0, 0).locator('[data-cursor="Ben"]').waitFor()
  await cell(b.page, 0, 0).locator('[data-cursor="Olivia"]').waitFor()

  // Undo takes back what one wrote oneself, and nothing of the other's: in one step or, after a pause between two keys, in two.
  const mine = () => cell(a.page, 0, 0).locator('textarea').inputValue()
  while ((await mine()).includes('ISMS ')) await a.page.keyboard.press('Control+z')
  await expect.poll(() => firstColumn(b.page)).toEqual(['Board: 😀 Sponsor of the ISMS'])
  while (!(await mine()).endsWith('and sponsor')) await a.page.keyboard.press('Control+Shift+z')
  await expect.poll(() => firstColumn(b.page)).toEqual(['Board: 😀 Sponsor of the ISMS and sponsor'])

  // Ben moves the row that Olivia writes in: she goes on writing.
  await b.page.keyboard.press('Escape')
  await b.page.keyboard.press('Control+Enter')
  await b.page.keyboard.press('Alt+ArrowUp')
  await expect.poll(() => firstColumn(a.page)).toEqual(['', 'Board: 😀 Sponsor of the ISMS and sponsor'])
  await a.page.keyboard.type('!')
  await expect.poll(() => firstColumn(b.page)).toEqual(['', 'Board: 😀 Sponsor of the ISMS and sponsor!'])
  await Promise.all([savedIn(a.page), savedIn(b.page)])
  await leave(a, b)
})

test('rows are added, moved and removed with the keyboard, and each step can be undone', async () => {
  const { id } = await makeDocument(olivia, 'Beta Inc')
  const a = await open(olivia, id)
  await fillFirstColumn(a.page, ['One', 'Two', 'Three'])
  expect(await firstColumn(a.page)).toEqual(['One', 'Two', 'Three'])
  await a.page.keyboard.press('Alt+ArrowUp')
  expect(await firstColumn(a.page)).toEqual(['One', 'Three', 'Two'])
  await a.page.keyboard.press('Control+Backspace')
  expect(await firstColumn(a.page)).toEqual(['One', 'Two'])
  await part(a.page, roles).getByRole('button', { name: 'Undo' }).click()
  expect(await firstColumn(a.page)).toEqual(['One', 'Three', 'Two'])
  expect(await cell(a.page, 1, 0).evaluate((element) => element === document.activeElement)).toBe(true)
  await a.page.getByText('Row is back', { exact: true }).waitFor({ state: 'attached' })

  await cell(a.page, 0, 0).focus()
  await a.page.keyboard.press('Control+Enter')
  await a.page.keyboard.type('Between')
  await a.page.keyboard.press('Tab')
  await a.page.keyboard.type('Somebody')
  await a.page.keyboard.press('Shift+Tab')
  await a.page.keyboard.press('Enter')
  expect(await firstColumn(a.page)).toEqual(['One', 'Between', 'Three', 'Two'])
  expect((await textsIn(a.page))[1]?.[1]).toBe('Somebody')
  expect(await cell(a.page, 2, 0).evaluate((element) => element === document.activeElement)).toBe(true)
  await a.page.keyboard.press('Delete')
  expect(await firstColumn(a.page)).toEqual(['One', 'Between', '', 'Two'])
  await a.page.keyboard.press('Control+z')
  expect(await firstColumn(a.page)).toEqual(['One', 'Between', 'Three', 'Two'])

  await a.page.keyboard.press('End')
  await a.page.keyboard.press('ArrowRight')
  await a.page.keyboard.press('Enter')
  await a.page.getByRole('menuitem', { name: 'Insert above' }).click()
  expect(await firstColumn(a.page)).toEqual(['One', 'Between', '', 'Three', 'Two'])
  await savedIn(a.page)
  await a.page.reload()
  await part(a.page, roles).scrollIntoViewIfNeeded()
  await expect.poll(() => firstColumn(a.page)).toEqual(['One', 'Between', '', 'Three', 'Two'])
  await leave(a)
})

test('a range from Excel fills cells and adds rows, in one step of undo', async () => {
  const { id } = await makeDocument(olivia, 'Gamma Ltd')
  const a = await open(olivia, id)
  await fillFirstColumn(a.page, ['Old'])
  const html = excel([
    ['ISMS\n  manager', 'L. Feld', 'Runs the<br>ISMS', 'Stops a release', 'Ben'],
    ['Auditor', '&nbsp;', 'Internal audit', 'None', 'Nobody here'],
  ])
  await paste(a.page, { 'text/html': html, 'text/plain': 'ISMS manager\tL. Feld' })
  await expect
    .poll(() => textsIn(a.page))
    .toEqual([
      ['ISMS manager', 'L. Feld', 'Runs the\nISMS', 'Stops a release', 'Ben'],
      ['Auditor', '', 'Internal audit', 'None', ''],
    ])
  await part(a.page, roles).getByText('1 value did not fit its column: “Nobody here” in Deputy.').waitFor()
  await a.page.keyboard.press('Control+z')
  await expect.poll(() => firstColumn(a.page)).toEqual(['Old'])
  await paste(a.page, { 'text/plain': 'x\t"two\nlines"\r\ny\tz\r\n' })
  await expect
    .poll(async () => (await textsIn(a.page)).map((row) => row.slice(0, 2)))
    .toEqual([
      ['x', 'two\nlines'],
      ['y', 'z'],
    ])
  await leave(a)
})

test('choices, numbers, dates and people are entered with the keyboard', async () => {
  const { id } = await makeRegister()
  const title = 'Treatment plan'
  const a = await open(olivia, id, title)
  await part(a.page, title).getByRole('button', { name: 'Add a row' }).click()
  const columns = await grid(a.page, title)
    .locator('thead th[data-type]')
    .evaluateAll((heads) => heads.map((head) => (head as HTMLElement).dataset.type))
  const go = async (type: string) => {
    await cell(a.page, 0, columns.indexOf(type), title).focus()
    await a.page.keyboard.press('F2')
  }
  await go('choice')
  await a.page.keyboard.press('ArrowDown')
  await a.page.keyboard.press('Enter')
  await go('person')
  await a.page.keyboard.type('Be')
  await a.page.keyboard.press('Tab')
  await go('date')
  await a.page.keyboard.type('04042026') // the same in every order of day and month
  await a.page.keyboard.press('Enter')
  const words = (await textsIn(a.page, title))[0] ?? []
  expect(words[columns.indexOf('person')]).toBe('Ben')
  expect(words[columns.indexOf('date')]).toBe('4 Apr 2026')
  expect(words[columns.indexOf('choice')]).not.toBe('')
  await cell(a.page, 0, columns.indexOf('date'), title).press('Delete')
  await expect.poll(async () => (await textsIn(a.page, title))[0]?.[columns.indexOf('date')]).toBe('')
  await savedIn(a.page)
  await leave(a)
})

test('a list grows, splits, moves and takes several lines', async () => {
  const { id } = await makeDocument(olivia, 'Delta plc')
  const [a, b] = await Promise.all([open(olivia, id, commitments), open(ben, id, commitments)])
  await part(a.page, commitments).getByRole('button', { name: 'Add an item' }).click()
  await a.page.keyboard.type('We meet requirementsWe improve')
  for (let back = 0; back < 'We improve'.length; back++) await a.page.keyboard.press('ArrowLeft')
  await a.page.keyboard.press('Enter')
  expect(await items(a.page)).toEqual(['We meet requirements', 'We improve'])
  await a.page.keyboard.press('Alt+ArrowUp')
  await expect.poll(() => items(b.page)).toEqual(['We improve', 'We meet requirements'])
  await part(b.page, commitments).locator('[data-cursor="Olivia"]').waitFor()
  await a.page.keyboard.press('End')
  await a.page.keyboard.press('Enter')
  await paste(a.page, { 'text/plain': '• We train people\r\n• We report\r\n' })
  expect(await items(a.page)).toEqual(['We improve', 'We train people', 'We report', 'We meet requirements'])
  await a.page.keyboard.press('Enter')
  await a.page.keyboard.press('Backspace')
  expect(await items(a.page)).toEqual(['We improve', 'We train people', 'We report', 'We meet requirements'])
  await a.page.keyboard.type(' early')
  await expect.poll(() => items(b.page)).toEqual(['We improve', 'We train people', 'We report early', 'We meet requirements'])
  await a.page.getByText('1 of 8 mandatory sections (12 %)').waitFor()
  await part(a.page, commitments).getByRole('button', { name: 'Item 2' }).click()
  await a.page.getByRole('menuitem', { name: 'Remove' }).click()
  await part(a.page, commitments).getByRole('button', { name: 'Undo' }).click()
  await a.page.getByText('Item is back', { exact: true }).waitFor({ state: 'attached' })
  await a.page.keyboard.type(' again')
  expect(await items(a.page)).toEqual(['We improve', 'We train people again', 'We report early', 'We meet requirements'])
  await savedIn(a.page)
  await leave(a, b)
})

test('who may only read walks the cells and cannot write', async () => {
  const { id } = await makeDocument(olivia, 'Epsilon SA')
  const a = await open(olivia, id)
  await fillFirstColumn(a.page, ['Read me'])
  await savedIn(a.page)
  const reader = await open(cara, id)
  await expect.poll(() => firstColumn(reader.page)).toEqual(['Read me'])
  await cell(reader.page, 0, 0).click()
  await reader.page.keyboard.type('No')
  await reader.page.keyboard.press('Delete')
  expect(await firstColumn(reader.page)).toEqual(['Read me'])
  expect(await buttonsIn(reader.page, roles)).toEqual([sectionMenu])
  await expectAccessible(reader.page)
  await leave(a, reader)
})

test("undoing a row of one's own keeps what somebody else wrote in it, and a composed word waits for its end", async () => {
  const { id } = await makeDocument(olivia, 'Eta GmbH')
  const [a, b] = await Promise.all([open(olivia, id), open(ben, id)])
  await part(a.page, roles).getByRole('button', { name: 'Add a row' }).click()
  await cell(b.page, 0, 1).focus()
  await b.page.keyboard.type('Theirs')
  await cell(a.page, 0, 1).getByText('Theirs').waitFor()
  await a.page.keyboard.press('Control+z')
  await a.page.keyboard.press('F2')
  await cell(a.page, 0, 0)
    .locator('textarea')
    .evaluate((element) => {
      const field = element as HTMLTextAreaElement
      field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }))
      field.setRangeText('に', 0, 0, 'end')
      field.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }))
    })
  await b.page.keyboard.press('Shift+Tab')
  await b.page.keyboard.type('Ben ')
  await expect.poll(() => firstColumn(a.page)).toEqual(['Ben '])
  await cell(a.page, 0, 0)
    .locator('textarea')
    .evaluate((element) => {
      const field = element as HTMLTextAreaElement
      field.setRangeText('日', 0, 1, 'end')
      field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }))
    })
  for (const { page } of [a, b]) await expect.poll(async () => [...((await firstColumn(page))[0] ?? '')].sort().join('')).toBe(' Ben日')
  expect((await textsIn(a.page))[0]?.[1]).toBe('Theirs')
  await leave(a, b)
})

test('a locked section says who locked it and cannot be written from that moment', async () => {
  const { id, room } = await makeDocument(olivia, 'Theta KG')
  const a = await open(ben, id)
  await fillFirstColumn(a.page, ['Mine'])
  const { live, sessions } = world.app.services
  const found = await sessions.find(olivia.cookie())
  if (!found) throw new Error('Olivia is not signed in.')
  const by = { id: olivia.me.user.id, name: olivia.me.user.name }
  await live.edit(room, found.signedIn, (doc) =>
    setSectionLock(doc, 's4_security_roles_and_authorities', { by, at: new Date().toISOString() }),
  )
  await part(a.page, roles).getByText('Locked by Olivia').waitFor()
  expect(await buttonsIn(a.page, roles)).toEqual([sectionMenu])
  await cell(a.page, 0, 0).click()
  await a.page.keyboard.type('No')
  expect(await firstColumn(a.page)).toEqual(['Mine'])
  expect(await part(a.page, commitments).getByRole('button', { name: 'Add an item' }).count()).toBe(1)
  await expectAccessible(a.page)
  await leave(a)
})

const looks: Required<Look>[] = [
  { theme: 'light', width: 1440 },
  { theme: 'dark', width: 1440 },
  { theme: 'light', width: 375 },
  { theme: 'dark', width: 375 },
]

test.each(looks)('tables and lists keep WCAG in $theme at $width', async (look) => {
  const { id } = await makeDocument(olivia, `Zeta ${look.theme} ${look.width}`)
  const [a, b] = [await open(olivia, id, roles, look), await open(ben, id)]
  await fillFirstColumn(b.page, ['Sponsor', 'ISMS manager'])
  await cell(b.page, 1, 1).focus()
  await part(a.page, commitments).getByRole('button', { name: 'Add an item' }).click()
  await a.page.keyboard.type('We meet what we promise.')
  await cell(a.page, 1, 1).locator('[data-cursor="Ben"]').waitFor()
  await cell(a.page, 0, 0).click()
  await expectAccessible(a.page)
  expect(await a.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  if (process.env.PICTURES) await a.page.screenshot({ path: `${process.env.PICTURES}/table-${look.theme}-${look.width}.png` })
  await leave(a, b)
})
