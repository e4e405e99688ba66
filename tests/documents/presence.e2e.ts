import * as decoding from 'lib0/decoding'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, type Look, openBrowser, type Seat } from '../support/browser.ts'
import { leave, openDocument, part } from '../support/documentPage.ts'
import { makeDocument } from '../support/documents.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let browser: Browser
let olivia: Person
let ben: Person
let mia: Person
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  ben = await invite(world, olivia, 'Ben', 'member')
  mia = await invite(world, olivia, '<b>Mia</b>', 'member')
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

const objectives = 'Security objectives and direction'
const commitments = 'Policy commitments'
const roles = 'Security roles and authorities'

const text = (page: Page): Locator => page.getByRole('textbox', { name: objectives })
const peopleHere = (page: Page): Locator => page.getByRole('region', { name: 'People here' })
const outline = (page: Page, title: string): Locator =>
  page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: title })
const face = (page: Page, about: RegExp): Locator => peopleHere(page).getByRole('button', { name: about })

const open = (person: Person, documentId: string, look: Look = {}, prepare?: (page: Page) => Promise<void>): Promise<Seat> =>
  openDocument({ browser, world }, person, documentId, { ...look, ...(prepare && { prepare }), until: text })

const scrollTop = (page: Page): Promise<number> => page.locator('[data-scroller]').evaluate((element) => element.scrollTop)

async function addItem(page: Page, words: string): Promise<void> {
  await part(page, commitments).getByRole('button', { name: 'Add an item' }).click()
  await page.keyboard.type(words)
}

test('everybody sees who is here and in which section, and where they go', async () => {
  const { id } = await makeDocument(olivia, 'Acme Corp')
  const [a, b, c] = await Promise.all([open(olivia, id), open(ben, id), open(mia, id)])
  await text(b.page).click()
  await face(a.page, new RegExp(`^Go to Ben: ${objectives}$`)).waitFor()
  await outline(a.page, objectives)
    .and(a.page.getByRole('button', { name: /Ben/ }))
    .waitFor()
  await face(a.page, /^Go to <b>Mia<\/b>: /).waitFor()
  expect(await a.page.locator('header b, nav b').count()).toBe(0)

  await addItem(b.page, 'Meet requirements')
  await face(a.page, new RegExp(`^Go to Ben: ${commitments}$`)).waitFor()
  await outline(a.page, commitments)
    .and(a.page.getByRole('button', { name: /Ben/ }))
    .waitFor()
  expect(
    await outline(a.page, objectives)
      .and(a.page.getByRole('button', { name: /Ben/ }))
      .count(),
  ).toBe(0)

  await c.page.locator('[data-scroller]').evaluate((element) => element.scrollTo(0, element.scrollHeight))
  await expect.poll(() => face(a.page, /Mia/).getAttribute('aria-label')).not.toContain('Purpose')
  await face(a.page, /Ben/).click()
  await expect.poll(() => a.page.evaluate(() => document.activeElement?.textContent)).toBe(commitments)
  await leave(c)
  await face(a.page, /Mia/).waitFor({ state: 'detached' })
  await leave(a, b)
})

test('somebody is found by their name and by the letters that are drawn for it', async () => {
  const nora = await invite(world, olivia, 'Nora Quist', 'member')
  const { id } = await makeDocument(olivia, 'Letters Ltd')
  const [a, b] = await Promise.all([open(olivia, id), open(nora, id)])
  await text(b.page).click()
  await face(a.page, new RegExp(`^Go to Nora Quist, NQ: ${objectives}$`)).waitFor()
  await expectAccessible(a.page)
  await leave(a, b)
})

test('one person in two tabs is one avatar', async () => {
  const { id } = await makeDocument(olivia, 'Twice Ltd')
  const [a, b] = await Promise.all([open(olivia, id), open(ben, id)])
  const second = await b.context.newPage()
  await second.goto(`/documents/${id}`)
  await addItem(second, 'From the second tab')
  await text(b.page).click()
  await outline(a.page, commitments)
    .and(a.page.getByRole('button', { name: /Ben/ }))
    .waitFor()
  await outline(a.page, objectives)
    .and(a.page.getByRole('button', { name: /Ben/ }))
    .waitFor()
  expect(await face(a.page, /Ben/).count()).toBe(1)
  await leave(a, b)
})

test('following goes along with somebody until one types, and they see it', async () => {
  const { id } = await makeDocument(olivia, 'Follow Ltd')
  const [a, b] = await Promise.all([open(olivia, id), open(ben, id)])
  await text(b.page).click()
  await face(a.page, /Ben/).waitFor()
  const list = a.page.getByRole('button', { name: /^Everybody here/ })
  await list.focus()
  await a.page.keyboard.press('Enter')
  await a.page.getByRole('button', { name: 'Follow Ben' }).press('Enter')
  const bar = a.page.getByText('Following Ben', { exact: false })
  await bar.first().waitFor()
  await face(b.page, /Olivia.*follows you/).waitFor()
  await expectAccessible(a.page)

  await addItem(b.page, 'Where Ben is now')
  await expect.poll(() => part(a.page, commitments).evaluate((element) => element.getBoundingClientRect().top)).toBeLessThan(700)
  await part(a.page, commitments).locator('[data-cursor="Ben"]').waitFor()
  await part(b.page, roles).getByRole('button', { name: 'Add a row' }).click()
  const cell = part(a.page, roles).locator('[data-cursor="Ben"]')
  await expect
    .poll(() =>
      cell.evaluate((element) => element.getBoundingClientRect().bottom <= innerHeight && element.getBoundingClientRect().top >= 0),
    )
    .toBe(true)

  await text(a.page).focus()
  await a.page.keyboard.type('x')
  await bar.first().waitFor({ state: 'detached' })
  await expect.poll(() => face(b.page, /Olivia/).getAttribute('aria-label')).not.toContain('follows you')
  const before = await scrollTop(a.page)
  await addItem(b.page, 'Elsewhere')
  await face(a.page, new RegExp(`Ben: ${commitments}`)).waitFor()
  expect(await scrollTop(a.page)).toBe(before)
  await leave(a, b)
})

test.each([
  ['Escape', (page: Page) => page.keyboard.press('Escape')],
  ['the wheel', (page: Page) => page.mouse.move(700, 500).then(() => page.mouse.wheel(0, 200))],
  ['the button', (page: Page) => page.getByRole('button', { name: 'Stop', exact: true }).click()],
])('following ends with %s', async (_how, stop) => {
  const { id } = await makeDocument(olivia, `Stop ${crypto.randomUUID()}`)
  const [a, b] = await Promise.all([open(olivia, id), open(ben, id)])
  await a.page.getByRole('button', { name: 'Everybody here: 2' }).click()
  await a.page.getByRole('button', { name: 'Follow Ben' }).click()
  await a.page.getByRole('button', { name: 'Stop', exact: true }).waitFor()
  await stop(a.page)
  await a.page.getByRole('button', { name: 'Stop', exact: true }).waitFor({ state: 'detached' })
  await leave(a, b)
})

test('going to somebody leaves the version one looks at', async () => {
  const { id } = await makeDocument(olivia, 'Past Ltd')
  const [a, b] = await Promise.all([open(olivia, id), open(ben, id)])
  await text(b.page).click()
  await a.page.goto(`/documents/${id}?version=0`)
  await a.page.getByRole('button', { name: 'Back to the document' }).waitFor()
  await face(a.page, new RegExp(`Ben: ${objectives}`)).click()
  await a.page.getByRole('button', { name: 'Back to the document' }).waitFor({ state: 'detached' })
  await expect.poll(() => a.page.evaluate(() => document.activeElement?.textContent)).toBe(objectives)
  await leave(a, b)
})

test('somebody who touches nothing for two minutes is idle, and back with the first key', async () => {
  const { id } = await makeDocument(olivia, 'Idle Ltd')
  const [a, b] = await Promise.all([open(olivia, id), open(ben, id, {}, (page) => page.clock.install())])
  await text(b.page).click()
  await face(a.page, /Ben/).waitFor()
  await b.page.clock.fastForward(100_000)
  expect(await face(a.page, /Ben.*idle/).count()).toBe(0)
  await b.page.clock.fastForward(25_000)
  await face(a.page, /Ben.*idle/).waitFor()
  await expectAccessible(a.page)
  await b.page.keyboard.press('a')
  await face(a.page, /Ben.*idle/).waitFor({ state: 'detached' })
  await leave(a, b)
})

test('typing sends no more than a few frames of presence a second', async () => {
  const { id } = await makeDocument(olivia, 'Frames Ltd')
  let frames = 0
  const a = await open(olivia, id, {}, async (page) => {
    page.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => {
        if (typeof payload !== 'string' && isPresence(payload)) frames++
      }),
    )
  })
  await text(a.page).click()
  await a.page.keyboard.type('Begin.')
  frames = 0
  const start = performance.now()
  await a.page.keyboard.type('Somebody writes quickly and at length here. '.repeat(3), { delay: 25 })
  const seconds = (performance.now() - start) / 1_000
  expect(frames).toBeGreaterThan(0)
  expect(frames / seconds).toBeLessThan(5)
  await leave(a)
})

function isPresence(frame: Buffer): boolean {
  const decoder = decoding.createDecoder(new Uint8Array(frame))
  decoding.readVarString(decoder)
  return decoding.readVarUint(decoder) === 1
}

test('the keys that do something are listed under the question mark, but not while one writes', async () => {
  const { id } = await makeDocument(olivia, 'Keys Ltd')
  const a = await open(olivia, id)
  await text(a.page).click()
  await a.page.keyboard.type('Why?')
  await text(a.page).getByText('Why?').waitFor()
  await a.page.keyboard.press('Escape')
  await a.page.keyboard.press('?')
  const dialog = a.page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await dialog.waitFor()
  await expectAccessible(a.page)
  await a.page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await leave(a)
})

test.each([
  ['light', 375],
  ['dark', 1440],
  ['dark', 375],
] as const)('people, outline and section menu are usable in %s at %i', async (theme, width) => {
  const { id } = await makeDocument(olivia, `Look ${theme} ${width}`)
  const [a, b] = await Promise.all([open(olivia, id, { theme, width }), open(ben, id)])
  await text(b.page).click()
  await a.page.getByRole('button', { name: 'Everybody here: 2' }).click()
  await a.page.getByRole('button', { name: new RegExp(`^Ben.*${objectives}`) }).waitFor()
  await expectAccessible(a.page)
  await a.page.keyboard.press('Escape')
  await part(a.page, objectives)
    .getByRole('button', { name: /section menu/ })
    .click()
  await a.page.getByRole('menuitem', { name: 'Lock' }).waitFor()
  await expectAccessible(a.page)
  await a.page.keyboard.press('Escape')
  if (width === 375) {
    await a.page.getByRole('button', { name: 'Sections' }).click()
    await outline(a.page, objectives)
      .and(a.page.getByRole('button', { name: /Ben/ }))
      .waitFor()
    expect(await a.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375)
  }
  await leave(a, b)
})
