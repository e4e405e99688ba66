import type { DocumentDetail } from '@certloom/shared/documents/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillSection } from '../documents/fillSection.ts'
import { expectAccessible, openBrowser } from '../support/browser.ts'
import { leave, openDocument, savedIn } from '../support/documentPage.ts'
import { makeDocument, objectives, projects } from '../support/documents.ts'
import { invite, type Person, signUp } from '../support/people.ts'
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

const title = 'Security objectives and direction'
const comparison = (page: Page) => page.getByRole('region', { name: 'Comparison' })
const part = (page: Page, name: string) => comparison(page).getByRole('region', { name, exact: true })
const editor = (page: Page) => page.getByRole('textbox', { name: title })
const open = (person: Person, address: string, look = {}) => openDocument({ browser, world }, person, address, look)
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '')

/** Revision 1 by Olivia, 2 and 3 by Ben. */
async function writtenDocument(): Promise<DocumentDetail> {
  const document = await makeDocument(olivia, `Acme ${crypto.randomUUID()}`)
  await fillSection(world, olivia, document.room, objectives, 'Olivia wrote first.')
  await fillSection(world, ben, document.room, objectives, 'Ben wrote later.')
  await fillSection(world, ben, document.room, projects, 'Projects are secured.')
  return document
}

test('two revisions are compared from the panel, walked through by keyboard, and chosen anew in the address', async () => {
  const { id } = await writtenDocument()
  const seat = await open(ben, id)
  const { page } = seat
  await page.getByRole('tab', { name: 'Versions' }).click()
  await page.getByRole('button', { name: 'Compare versions' }).click()
  await part(page, 'Security in projects').getByText('Projects are secured.').waitFor()
  expect(await part(page, title).count()).toBe(0)
  await page.getByRole('combobox', { name: 'From' }).selectOption('1')
  await part(page, title).getByText('Ben wrote later.').waitFor()
  expect(page.url()).toContain('compare=1')
  expect(await part(page, title).innerText()).toMatch(/Added\s*Written by Ben/)
  expect(await page.getByRole('button', { name: /^Restore/ }).count()).toBe(0)
  const marked = page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: /Changed/ })
  expect(await marked.allInnerTexts()).toEqual([expect.stringContaining(title), expect.stringContaining('Security in projects')])
  await comparison(page).focus()
  await page.keyboard.press('n')
  expect(await focused(page)).toContain('Ben wrote later.')
  await page.keyboard.press('n')
  expect(await focused(page)).toContain('Projects are secured.')
  await page.keyboard.press('p')
  expect(await focused(page)).toContain('Ben wrote later.')
  await page.getByRole('combobox', { name: 'To' }).selectOption('2')
  await part(page, 'Security in projects').waitFor({ state: 'detached' })
  expect(await marked.allInnerTexts()).toEqual([expect.stringContaining(title)])
  expect(page.url()).toContain('version=2')
  await page.reload()
  await part(page, title).getByText('Ben wrote later.').waitFor()
  await page.getByRole('button', { name: 'Back to the document' }).click()
  await editor(page).waitFor()
  expect(page.url()).not.toContain('compare=')
  await leave(seat)
})

test('a section is restored while somebody types in it, and the restore is taken back', async () => {
  const { id } = await writtenDocument()
  const [a, b] = await Promise.all([open(olivia, `${id}?compare=1`), open(ben, id)])
  await part(a.page, title).getByText('Ben wrote later.').waitFor()
  await editor(b.page).getByText('Olivia wrote first.').click()
  await b.page.keyboard.press('Home')
  await a.page.getByRole('button', { name: `Restore section ${title}` }).click()
  await a.page.getByText(`${title} is restored`, { exact: true }).first().waitFor()
  await expect.poll(() => editor(b.page).innerText()).toBe('Olivia wrote first.')
  await b.page.keyboard.type('Still: ')
  await expect.poll(() => editor(b.page).innerText()).toBe('Still: Olivia wrote first.')
  await part(a.page, 'Security in projects').getByText('Projects are secured.').waitFor()
  const undo = a.page.getByRole('button', { name: 'Undo' })
  const answered = a.page.waitForResponse(/restore/)
  await undo.click()
  await answered
  await expect.poll(() => editor(b.page).innerText()).toContain('Ben wrote later.')
  await expect.poll(() => a.page.getByRole('button', { name: `Restore section ${title}` }).isEnabled()).toBe(true)
  expect(await undo.evaluate((button) => button === document.activeElement)).toBe(true)
  await leave(a, b)
})

test('who restores a section by keyboard goes on at its undo, hears what was done, and comes back to a button that is still there', async () => {
  const { id, content } = await writtenDocument()
  const seat = await open(olivia, `${id}?compare=1`)
  const { page } = seat
  const told = (words: string) => page.getByRole('status').getByText(words, { exact: true }).waitFor({ state: 'attached' })
  const name = `Restore section ${title}`
  await page.getByRole('button', { name }).press('Enter')
  await part(page, title).waitFor({ state: 'detached' })
  await expect.poll(() => focused(page)).toBe('Undo')
  await told(`${title} is restored. 1 of ${content.fillable_sections.length} sections changed`)
  await page.keyboard.press('Enter')
  await part(page, title).getByText('Ben wrote later.').waitFor()
  await expect.poll(() => focused(page)).toBe('Undo')

  await page.route('**/restore', (route) => route.abort(), { times: 1 })
  await page.getByRole('button', { name }).press('Enter')
  await page.getByText('The server cannot be reached').first().waitFor()
  await page.locator(`:focus[aria-label="${name}"]`).waitFor()
  await leave(seat)
})

test('a note that nothing was to be restored is closed by keyboard, and the focus goes back to where the restore was asked for', async () => {
  const { id } = await writtenDocument()
  const { revision } = await olivia.api.documents.get({ document_id: id })
  const seat = await open(olivia, `${id}?compare=${revision}`)
  const { page } = seat
  await page.getByRole('button', { name: `Restore revision ${revision}` }).press('Enter')
  await page.getByRole('button', { name: 'Close the note' }).press('Enter')
  await page.getByRole('button', { name: 'Close the note' }).waitFor({ state: 'detached' })
  expect(await focused(page)).toBe(`Restore revision ${revision}`)
  await leave(seat)
})

test('who goes from a revision to its comparison by keyboard hears what changed and reads on there', async () => {
  const { id, content } = await writtenDocument()
  const seat = await open(olivia, `${id}?version=1`)
  const { page } = seat
  await page.getByRole('button', { name: 'Compare with now' }).press('Enter')
  await part(page, title).getByText('Ben wrote later.').waitFor()
  await page.locator('[role=region][aria-label=Comparison]:focus').waitFor()
  await page.getByRole('status').getByText(`2 of ${content.fillable_sections.length} sections changed`).waitFor({ state: 'attached' })
  await leave(seat)
})

test('taking back the restore of one section leaves what others wrote elsewhere since', async () => {
  const { id } = await writtenDocument()
  const [a, b] = await Promise.all([open(olivia, `${id}?compare=1`), open(ben, id)])
  await part(a.page, title).getByText('Ben wrote later.').waitFor()
  await a.page.getByRole('button', { name: `Restore section ${title}` }).click()
  await a.page.getByText(`${title} is restored`, { exact: true }).first().waitFor()
  await expect.poll(() => editor(b.page).innerText()).toBe('Olivia wrote first.')
  const elsewhere = b.page.getByRole('textbox', { name: 'Security in projects' })
  await b.page.getByRole('region', { name: 'Security in projects', exact: true }).scrollIntoViewIfNeeded()
  await elsewhere.getByText('Projects are secured.').click()
  await b.page.keyboard.press('End')
  await b.page.keyboard.type(' Each of them.')
  await savedIn(b.page)
  await a.page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => editor(b.page).innerText()).toContain('Ben wrote later.')
  expect(await elsewhere.innerText()).toBe('Projects are secured. Each of them.')
  await leave(a, b)
})

test('a locked section is not restored, and what to do is said', async () => {
  const { id } = await writtenDocument()
  await olivia.api.documents.lockSection({ document_id: id, section_id: objectives, locked: true })
  const seat = await open(olivia, `${id}?compare=1`)
  await seat.page.getByRole('button', { name: 'Restore revision 1' }).click()
  await seat.page.getByText(`“${title}” is locked.`).waitFor()
  await leave(seat)
})

test('a revision that there is not says so, and is not offered to be restored', async () => {
  const { id } = await writtenDocument()
  const seat = await open(olivia, `${id}?compare=99`)
  await seat.page.getByText('This document has no revision 99').waitFor()
  await seat.page.getByRole('heading', { name: 'Cannot be compared' }).waitFor()
  expect(await seat.page.getByRole('button', { name: /^Restore/ }).count()).toBe(0)
  await leave(seat)
})

test.each(['light', 'dark'] as const)('the comparison has no accessibility violation and fits a phone, in %s', async (theme) => {
  const { id } = await writtenDocument()
  const seat = await open(olivia, `${id}?compare=0`, { theme })
  const { page } = seat
  await part(page, title).getByText('Ben wrote later.').waitFor()
  await expectAccessible(page)
  await page.setViewportSize({ width: 375, height: 812 })
  await part(page, title).getByText('Ben wrote later.').waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  await expectAccessible(page)
  await leave(seat)
})
