import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, openBrowser, type Seat } from '../support/browser.ts'
import { leave, openDocument, part, savedIn, wordsOf } from '../support/documentPage.ts'
import { makeDocument, readDocument } from '../support/documents.ts'
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

const objectives = 'Security objectives and direction'
const commitments = 'Policy commitments'
const roles = 'Security roles and authorities'

const text = (page: Page): Locator => page.getByRole('textbox', { name: objectives })
const inOutline = (page: Page, title: string, word: RegExp): Locator =>
  page
    .getByRole('navigation', { name: 'Sections' })
    .getByRole('button', { name: title })
    .and(page.getByRole('button', { name: word }))

const open = (person: Person, documentId: string): Promise<Seat> => openDocument({ browser, world }, person, documentId, { until: text })

const openMenu = (page: Page, title: string): Promise<void> =>
  part(page, title)
    .getByRole('button', { name: /section menu/ })
    .click()
const choose = async (page: Page, title: string, item: string): Promise<void> => {
  await openMenu(page, title)
  await page.getByRole('menuitem', { name: item }).click()
}

const focusedWords = async (page: Page): Promise<string> => (await page.evaluateHandle(() => document.activeElement)).evaluate(wordsOf)

const isFocusedReadOnly = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const field = document.activeElement
    return field instanceof HTMLTextAreaElement ? field.readOnly : field?.getAttribute('contenteditable') === 'false'
  })

/** From here on the server hears of no lock until the answer is called. */
async function holdLocks(page: Page): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route('**/lock', async (route) => {
    await promise
    await route.continue()
  })
  return resolve
}

/** Types one letter after the other for as long as something else is done. */
async function whileTyping<Done>(page: Page, act: () => Promise<Done>): Promise<Done> {
  let isTyping = true
  const typing = (async () => {
    while (isTyping) await page.keyboard.type('x')
  })()
  try {
    return await act()
  } finally {
    isTyping = false
    await typing
  }
}

/** Olivia locks the section; answers once nobody can write where Ben writes. How soon that is, the bench measures. */
async function lockUnder(a: Page, b: Page, title: string): Promise<void> {
  await openMenu(a, title)
  await a.getByRole('menuitem', { name: 'Lock', exact: true }).click()
  await expect.poll(() => isFocusedReadOnly(b), { interval: 20 }).toBe(true)
}

const places: [string, string, (page: Page) => Promise<void>][] = [
  ['a text', objectives, (page) => text(page).click()],
  ['a list', commitments, (page) => part(page, commitments).getByRole('button', { name: 'Add an item' }).click()],
  [
    'a table',
    roles,
    async (page) => {
      await part(page, roles).getByRole('button', { name: 'Add a row' }).click()
      await page.keyboard.press('F2')
    },
  ],
]

test.each(places)('a lock under somebody’s hands in %s holds and keeps words, caret and focus', async (_what, title, begin) => {
  const { id } = await makeDocument(olivia, `Hands ${crypto.randomUUID()}`)
  const [a, b] = await Promise.all([open(olivia, id), open(ben, id)])
  await begin(b.page)
  await b.page.keyboard.type('Before after')
  for (let key = 0; key < 'after'.length; key++) await b.page.keyboard.press('ArrowLeft')
  await savedIn(b.page)

  await lockUnder(a.page, b.page, title)
  await part(b.page, title).getByText('Locked by Olivia').waitFor()
  await inOutline(b.page, title, /locked/).waitFor()
  await expect.poll(() => b.page.getByText('Olivia locked this section.', { exact: false }).count()).toBeGreaterThan(0)
  await b.page.keyboard.type('lost? ')
  expect(await focusedWords(b.page)).toBe('Before after')
  expect(await b.page.getByRole('dialog').count()).toBe(0)
  await expectAccessible(b.page)

  await choose(a.page, title, 'Unlock')
  await expect.poll(() => isFocusedReadOnly(b.page)).toBe(false)
  await b.page.keyboard.type('and ')
  expect(await focusedWords(b.page)).toBe('Before and after')
  await savedIn(b.page)
  await expect.poll(() => part(a.page, title).evaluate(wordsOf)).toContain('Before and after')
  await leave(a, b)
})

test.each(places)('what is typed into %s at the very moment of the lock stays in front of its writer', async (_what, title, begin) => {
  const { id } = await makeDocument(olivia, `Moment ${crypto.randomUUID()}`)
  const [a, b] = await Promise.all([open(olivia, id), open(ben, id)])
  await begin(b.page)
  const words = await whileTyping(b.page, async () => {
    await expect.poll(() => focusedWords(b.page)).toMatch(/x{20}/)
    await lockUnder(a.page, b.page, title)
    return focusedWords(b.page)
  })
  expect(words).toMatch(/^x{20,}$/)
  await savedIn(b.page)
  // Or some of it came after the lock: that is handed back on a document opened afresh, in which nobody can go on anyway.
  const isHandedBack = async () => (await b.page.getByText('could not be merged').count()) > 0
  await expect.poll(async () => (await isHandedBack()) || (await focusedWords(b.page)) === words).toBe(true)
  await part(b.page, title).getByText('Locked by Olivia').waitFor()
  await a.context.close()
  await b.context.close()
})

test('a command that the server does not take is taken back and says so in the section', async () => {
  const { id } = await makeDocument(olivia, 'Refused Ltd')
  const a = await open(olivia, id)
  await a.page.route('**/lock', (route) => route.abort())
  await choose(a.page, objectives, 'Lock')
  await part(a.page, objectives).getByText('The server cannot be reached').waitFor()
  expect(await part(a.page, objectives).getByText('Locked by Olivia').count()).toBe(0)
  expect(await text(a.page).getAttribute('contenteditable')).toBe('true')
  await a.context.close()
})

test('a lock is shown at once to whoever sets it', async () => {
  const { id } = await makeDocument(olivia, 'Quick Ltd')
  const a = await open(olivia, id)
  const answer = await holdLocks(a.page)
  await choose(a.page, objectives, 'Lock')
  await part(a.page, objectives).getByText('Locked by Olivia').waitFor()
  expect(await text(a.page).getAttribute('contenteditable')).toBe('false')
  answer()
  await inOutline(a.page, objectives, /locked/).waitFor()
  await leave(a)
})

test('whoever unlocks a section writes in it once the server has unlocked it, not before', async () => {
  const { id } = await makeDocument(olivia, 'Patient Ltd')
  const a = await open(olivia, id)
  await choose(a.page, objectives, 'Lock')
  await inOutline(a.page, objectives, /locked/).waitFor()
  await expect.poll(async () => (await readDocument(olivia, id)).content.fillable_sections.some(({ lock }) => lock !== null)).toBe(true)
  const answer = await holdLocks(a.page)
  const asked = a.page.waitForRequest('**/lock')
  await choose(a.page, objectives, 'Unlock')
  await asked
  await text(a.page).click()
  await a.page.keyboard.type('Too early.')
  expect(await text(a.page).evaluate(wordsOf)).toBe('')
  answer()
  await expect.poll(() => text(a.page).getAttribute('contenteditable')).toBe('true')
  await text(a.page).click()
  await a.page.keyboard.type('Now.')
  await savedIn(a.page)
  expect(await text(a.page).evaluate(wordsOf)).toBe('Now.')
  await leave(a)
})

test('a section that needs work says so in everybody’s outline, counts no more, and can be cleared by others', async () => {
  const { id } = await makeDocument(olivia, 'Mark Ltd')
  const [a, b] = await Promise.all([open(olivia, id), open(ben, id)])
  await text(b.page).click()
  await b.page.keyboard.type('Filled.')
  await inOutline(a.page, objectives, /^Done/).waitFor()
  await a.page.getByText('1 of 8 mandatory sections (12 %)').waitFor()

  await choose(b.page, objectives, 'Mark as needing work')
  for (const { page } of [a, b]) {
    await inOutline(page, objectives, /^Needs work/).waitFor()
    await part(page, objectives).getByText('Needs work').waitFor()
    await page.getByText('0 of 8 mandatory sections (0 %)').waitFor()
  }
  await expectAccessible(a.page)
  await choose(a.page, objectives, 'Take the mark away')
  for (const { page } of [a, b]) await inOutline(page, objectives, /^Done/).waitFor()
  await leave(a, b)
})

test('the menu offers what one may do, by keyboard too', async () => {
  const { id } = await makeDocument(olivia, 'Menu Ltd')
  const [a, b, c] = await Promise.all([open(olivia, id), open(ben, id), open(cara, id)])
  const items = (page: Page) => page.getByRole('menuitem').allInnerTexts()
  await openMenu(b.page, objectives)
  await b.page.getByRole('menuitem').first().waitFor()
  expect(await items(b.page)).toEqual(['Mark as needing work', 'Comment on section', 'Copy link to section'])
  await openMenu(c.page, objectives)
  await c.page.getByRole('menuitem').first().waitFor()
  expect(await items(c.page)).toEqual(['Comment on section', 'Copy link to section'])

  await a.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const button = part(a.page, objectives).getByRole('button', { name: /section menu/ })
  await button.focus()
  await a.page.keyboard.press('Enter')
  await a.page.getByRole('menuitem', { name: 'Lock' }).waitFor()
  const focused = () => a.page.evaluate(() => document.activeElement?.textContent)
  await expect.poll(focused).toBe('Lock')
  await a.page.keyboard.press('End')
  await expect.poll(focused).toBe('Copy link to section')
  await a.page.keyboard.press('Enter')
  await expect
    .poll(() => a.page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(new RegExp(`/documents/${id}#s1_security_objectives_and_direction$`))
  await expect.poll(() => button.evaluate((element) => element === document.activeElement)).toBe(true)
  await leave(a, b, c)
})
