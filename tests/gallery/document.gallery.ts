import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chart, choose, item, items, uploads } from '../evidence/evidencePage.ts'
import { makeSampleFiles, type SampleFiles } from '../evidence/sampleFiles.ts'
import { type Look, openBrowser, type Seat, type Theme, takeSeat } from '../support/browser.ts'
import type { Visitor } from '../support/client.ts'
import { signInAs, startDemoWorld } from '../support/demo.ts'
import { part, status } from '../support/documentPage.ts'
import { makeDocumentOf, objectives } from '../support/documents.ts'
import type { Person } from '../support/people.ts'
import type { World } from '../support/world.ts'

/** The document page in every state it can be in, whole on one tall picture each: `.data/gallery/document/<state>-<theme>-<width>.png`. */
const folder = path.resolve(import.meta.dirname, '../../.data/gallery/document')

const titles = {
  text: 'Security objectives and direction',
  list: 'Policy commitments',
  table: 'Security roles and authorities',
  other: 'Security in projects',
} as const
const tableId = 's4_security_roles_and_authorities'
const listId = 's3_policy_commitments'

let world: World
let browser: Browser
let files: SampleFiles
let owner: Visitor
let member: Visitor
let viewer: Visitor
beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  files = makeSampleFiles()
  ;[world, browser] = await Promise.all([startDemoWorld(), openBrowser()])
  owner = await signInAs(world, 'owner@harbor.test')
  member = await signInAs(world, 'member@harbor.test')
  viewer = await signInAs(world, 'viewer@harbor.test')
})
afterAll(async () => {
  await browser.close()
  await world.stop()
  files.remove()
})

const text = (page: Page): Locator => page.getByRole('textbox', { name: titles.text })

async function newDocument(company: string): Promise<string> {
  const customer = await owner.api.customers.create({ company_name: `${company} ${crypto.randomUUID().slice(0, 4)}` })
  const { id } = await makeDocumentOf(owner as Person, customer.id)
  return id
}

/** Opens a document on a screen that shows its beginning, or with `isTall` nearly all of it. */
async function sit(visitor: Visitor, id: string, look: Look = {}, isTall = false): Promise<Seat> {
  const seat = await takeSeat(browser, world, visitor, look)
  const { width = 1440 } = look
  if (isTall) await seat.page.setViewportSize({ width, height: 2400 })
  await seat.page.goto(`/documents/${id}`)
  await part(seat.page, titles.text).waitFor()
  await status(seat.page, /^(Saved|Read only)/)
  return seat
}

async function take({ page, errors, context }: Seat, state: string, { theme, width }: Required<Look>): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: path.join(folder, `${state}-${theme}-${width}.png`) })
  expect(errors).toEqual([])
  await context.close()
}

/** The screen as it is, with a place of the page in it. */
async function picture({ page }: Seat, place: Locator, state: string, { theme, width }: Required<Look>): Promise<void> {
  await place.scrollIntoViewIfNeeded()
  await page.screenshot({ path: path.join(folder, `${state}-${theme}-${width}.png`) })
}

const addLink = (page: Page): Locator => page.getByRole('button', { name: `Add a link for ${chart.title}` })

/** A document of the demo world with a table of eight columns. */
const widest = 'Risk Register and Treatment Plan'

const acme = async (): Promise<string> => {
  const { data } = await owner.api.customers.list({})
  return data.find(({ company_name }) => company_name === 'Acme Corp')?.id ?? ''
}

const people = [
  ['Information security manager', 'Runs the management system and reports to the board'],
  ['Head of operations', 'Approves changes to production; owns continuity of the order system'],
  ['Data protection officer', 'Advises on personal data'],
]

async function fillTable(page: Page): Promise<void> {
  for (const row of people) {
    await part(page, titles.table).getByRole('button', { name: 'Add a row' }).click()
    for (const words of row) {
      await page.keyboard.type(words)
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Escape')
  }
}

async function fillList(page: Page, words: readonly string[]): Promise<void> {
  await part(page, titles.list).getByRole('button', { name: 'Add an item' }).click()
  await page.keyboard.type(words.join('\n'))
}

/** Everything a document can hold, as a team would write it. */
async function fillAll(id: string): Promise<void> {
  const seat = await sit(owner, id)
  const { page } = seat
  await text(page).click()
  await page.keyboard.type('Keep customer order data available on 99.9 % of working hours, measured monthly.\n')
  await page.keyboard.type('## What this means\n- Close critical vulnerabilities within fourteen days\n', { delay: 2 })
  await page.keyboard.type('Rehearse the recovery of the order system twice a year')
  await fillList(page, [
    'Meet the legal, contractual and standard requirements that apply to us',
    'Improve continually',
    'Report incidents without fear of blame',
  ])
  await fillTable(page)
  await choose(page, [files.pdf('Organization chart 2026.pdf'), files.png('Office floor plan.png', 400)])
  await expect.poll(() => items(page).count()).toBe(2)
  await status(page, /^Saved/)
  await seat.context.close()
}

const looks = (['light', 'dark'] as Theme[]).flatMap((theme) => ([1440, 375] as const).map((width) => ({ theme, width })))

describe.each(looks)('$theme at $width', (look) => {
  test('a register with many columns, beside the panel and without it', async () => {
    const { data } = await owner.api.documents.list({ customer_id: await acme(), limit: 100 })
    const register = data.find(({ document_name }) => document_name === widest)
    const seat = await takeSeat(browser, world, owner, look)
    await seat.page.goto(`/documents/${register?.id}`)
    await status(seat.page, /^Saved/)
    if (look.width === 1440) {
      await seat.page.screenshot({ path: path.join(folder, `register-panel-${look.theme}-${look.width}.png`) })
      await seat.page.getByRole('button', { name: 'Versions and activity' }).click()
    }
    await take(seat, 'register', look)
  })

  test('empty, filled, and read only', async () => {
    const id = await newDocument('Filled')
    await take(await sit(owner, id, look, true), 'empty', look)
    await fillAll(id)
    await take(await sit(owner, id, look, true), 'filled', look)
    await take(await sit(owner, id, look), 'filled-top', look)
    await take(await sit(viewer, id, look, true), 'read-only', look)
  })

  test('two people in text, table, list and evidence; in the text with its tools', async () => {
    const id = await newDocument('Shared')
    await fillAll(id)
    const others = await sit(member, id)
    const seat = await sit(owner, id, look, true)
    await part(others.page, titles.table).locator('td[data-cell="0"]').nth(1).click()
    await part(seat.page, titles.table).locator('[data-cursor]').first().waitFor()
    await seat.page.screenshot({ path: path.join(folder, `in-a-cell-${look.theme}-${look.width}.png`) })
    await part(others.page, titles.list).locator('textarea').nth(1).click()
    await part(seat.page, titles.table).locator('td[data-cell="0"]').first().dblclick()
    await seat.page.screenshot({ path: path.join(folder, `editing-cell-${look.theme}-${look.width}.png`) })
    await addLink(others.page).focus()
    await seat.page.locator('section[data-others]').and(part(seat.page, chart.title)).waitFor()
    await item(others.page, 'Office floor plan').getByRole('button', { name: 'More for Office floor plan' }).click()
    await others.page.getByRole('menuitem', { name: 'Take away from here' }).click()
    await expect.poll(() => items(seat.page).count()).toBe(1)
    await picture(seat, addLink(seat.page), 'two-in-evidence', look)
    await text(others.page).click()
    await text(seat.page).click()
    await seat.page.locator('.collaboration-carets__caret').first().waitFor()
    await seat.page.locator('section[data-others]').and(part(seat.page, titles.text)).waitFor()
    await take(seat, 'two-in-a-text', look)
    await others.context.close()
  })

  test('offline with changes kept, then with some that were not merged', async () => {
    const id = await newDocument('Away')
    await fillAll(id)
    const seat = await sit(member, id, look, false)
    const { page, context } = seat
    await context.setOffline(true)
    await status(page, /^Offline/)
    await text(page).click()
    await page.keyboard.press('Control+End')
    await page.keyboard.type('. Typed on a train.')
    await status(page, /^Offline, 1 change kept$/)
    await page.screenshot({ path: path.join(folder, `offline-${look.theme}-${look.width}.png`) })
    await fillList(page, ['Report near misses, too'])
    await status(page, /^Offline, 2 changes kept$/)
    await picture(seat, part(page, titles.list).getByRole('button', { name: 'Add an item' }), 'offline-list', look)
    await choose(page, files.pdf('Floor plan of the north wing.pdf'))
    await uploads(page).getByText('There is no connection.').waitFor()
    await picture(seat, addLink(page), 'offline-evidence', look)
    for (const section_id of [objectives, listId]) await owner.api.documents.lockSection({ document_id: id, section_id, locked: true })
    await context.setOffline(false)
    await page.getByText('2 changes could not be merged').waitFor()
    await take(seat, 'rescued', look)
  })

  test('a locked section, and one that needs work', async () => {
    const document_id = await newDocument('Locked')
    await fillAll(document_id)
    await owner.api.documents.lockSection({ document_id, section_id: objectives, locked: true })
    await owner.api.documents.lockSection({ document_id, section_id: tableId, locked: true })
    await owner.api.documents.markSection({ document_id, section_id: listId, needs_work: true })
    await take(await sit(member, document_id, look, true), 'locked', look)
  })
})
