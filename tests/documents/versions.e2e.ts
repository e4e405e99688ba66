import type { DocumentDetail } from '@certloom/shared/documents/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, type Look, openBrowser, type Seat } from '../support/browser.ts'
import { leave, openDocument, savedIn } from '../support/documentPage.ts'
import { makeDocument, objectives, projects } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { randomNumbers } from '../support/random.ts'
import { startWorld, type World } from '../support/world.ts'
import { writeAtRandom } from '../support/writeAtRandom.ts'
import { fillSection } from './fillSection.ts'

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
const editor = (page: Page) => page.getByRole('textbox', { name: title })
const panel = (page: Page) => page.getByRole('complementary', { name: 'Versions and activity' })
const entry = (page: Page, words: RegExp | string) => panel(page).getByRole('link').filter({ hasText: words })
const looking = (page: Page, revision: number) => page.getByRole('region', { name: `Revision ${revision}`, exact: true })
const back = (page: Page) => page.getByRole('button', { name: 'Back to the document' })
const fits = (page: Page): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)

const open = (person: Person, address: string, look: Look = {}): Promise<Seat> => openDocument({ browser, world }, person, address, look)

/** A document that Olivia and Ben wrote in, with a named revision in the middle: 1 by Olivia, 2 by Ben, 3 named, 4 by Ben. */
async function writtenDocument(): Promise<DocumentDetail> {
  const document = await makeDocument(olivia, `Acme ${crypto.randomUUID()}`)
  await fillSection(world, olivia, document.room, objectives, 'Olivia wrote first.')
  await fillSection(world, ben, document.room, projects, 'Ben wrote then.')
  await olivia.api.documents.nameVersion({ document_id: document.id, label: 'Audit draft' })
  await fillSection(world, ben, document.room, objectives, 'Ben wrote later.')
  return document
}

test('two people write, one names the version with what was typed last, and both look at it and come back', async () => {
  const { id } = await makeDocument(olivia, 'Acme Corp')
  const [a, b] = await Promise.all([open(olivia, id), open(ben, id)])
  await editor(a.page).click()
  await a.page.keyboard.type('Olivia begins.')
  await editor(b.page).getByText('Olivia begins.').waitFor()
  await editor(b.page).click()
  await b.page.keyboard.press('Control+End')
  await b.page.keyboard.type(' Ben goes on.')
  await panel(b.page).getByRole('button', { name: 'Name this version' }).click()
  await panel(b.page).getByRole('textbox', { name: 'Name' }).fill('Audit draft')
  await b.page.keyboard.press('Enter')
  for (const { page } of [a, b]) await entry(page, 'Audit draft').waitFor()
  expect(await entry(a.page, 'Audit draft').innerText()).toContain('Named by Ben')
  await expect.poll(() => b.page.evaluate(() => document.activeElement?.textContent)).toBe('Name this version')

  await entry(a.page, 'Audit draft').click()
  await a.page.waitForURL(/version=/)
  const revision = Number(new URL(a.page.url()).searchParams.get('version'))
  await looking(a.page, revision).getByText('Olivia begins. Ben goes on.').waitFor()
  await editor(b.page).click()
  await b.page.keyboard.press('Control+End')
  await b.page.keyboard.type(' Much later.')
  await panel(b.page)
    .getByText(`Revision ${revision + 1}`)
    .waitFor()
  expect(await looking(a.page, revision).innerText()).not.toContain('Much later')
  await back(a.page).click()
  await editor(a.page).getByText('Much later.').waitFor()
  await editor(a.page).click()
  await a.page.keyboard.press('Control+z')
  await expect.poll(() => editor(a.page).innerText()).not.toContain('Olivia begins.')
  await leave(a, b)
})

test('a revision shows every section as it was, who had written it, and in words which ones it changed', async () => {
  const { id } = await writtenDocument()
  const { page, ...rest } = await open(cara, `${id}?version=2`)
  const view = looking(page, 2)
  await view.getByText('Ben wrote then.').waitFor()
  await view.getByText('Olivia wrote first.').waitFor()
  expect(await view.innerText()).not.toContain('Ben wrote later.')
  const part = (name: string) => view.getByRole('region', { name, exact: true })
  expect(await part('Security in projects').innerText()).toMatch(/Changed[\s\S]*Ben/)
  expect(await part(title).innerText()).toContain('Olivia')
  expect(await part(title).innerText()).not.toContain('Changed')
  expect(await part('Policy commitments').innerText()).toContain('Empty in this revision')
  const outline = page.getByRole('navigation', { name: 'Sections' })
  expect(await outline.getByRole('button', { name: /Changed/ }).allInnerTexts()).toEqual([expect.stringContaining('Security in projects')])
  await outline.getByRole('button', { name: title }).click()
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe(title)
  await page.waitForURL((url) => url.href.includes(`version=2#${objectives}`))
  await page.getByRole('tab', { name: 'Who wrote' }).click()
  expect(
    await panel(page)
      .getByRole('list', { name: `Who wrote in ${title}` })
      .innerText(),
  ).not.toContain('Ben')
  await page.keyboard.press('Escape')
  await panel(page)
    .getByRole('list', { name: `Who wrote in ${title}` })
    .getByText('Ben')
    .waitFor()
  expect(page.url()).not.toContain('version=')
  await leave({ page, ...rest })
})

test('a revision shows the evidence that was linked then, by its titles', async () => {
  const { id, customer_id, room, content } = await writtenDocument()
  const section = content.fillable_sections.find(({ type }) => type === 'evidence')
  const target = { document_id: id, section_id: section?.id ?? '' }
  await ben.api.evidence.addLink({ customer_id, title: 'Signed approval', url: 'https://example.test/approval', targets: [target] })
  await world.app.services.live.store(room)
  const { revision } = await olivia.api.documents.get({ document_id: id })
  const seat = await open(olivia, `${id}?version=${revision}`)
  const part = looking(seat.page, revision).getByRole('region', { name: section?.title ?? '', exact: true })
  await part.getByText('Signed approval').waitFor()
  expect(await part.innerText()).toMatch(/Changed[\s\S]*Ben/)
  await leave(seat)
})

test('revisions are listed by sittings, by person, by section, and named ones alone', async () => {
  const { id, room } = await writtenDocument()
  const seat = await open(olivia, id)
  const { page } = seat
  await entry(page, 'Audit draft').waitFor()
  const entries = async () => (await panel(page).getByRole('link').allInnerTexts()).map((text) => text.split('\n')[0])
  await expect
    .poll(entries)
    .toEqual([expect.stringMatching(/^Ben/), 'Audit draft', expect.stringMatching(/^Ben/), expect.stringMatching(/^Olivia/), 'Created'])
  await fillSection(world, ben, room, projects, 'Once more.')
  await panel(page).getByText('Revisions 4 to 5').waitFor()
  await panel(page).getByRole('button', { name: '2 saves' }).click()
  expect(
    await panel(page)
      .getByText(/^Revision [45] /)
      .count(),
  ).toBe(2)
  await panel(page).getByRole('combobox', { name: 'Person' }).selectOption('Olivia')
  await expect.poll(entries).toEqual(['Audit draft', expect.stringMatching(/^Olivia/)])
  await panel(page).getByRole('combobox', { name: 'Section' }).selectOption(title)
  await expect.poll(entries).toEqual([expect.stringMatching(/^Olivia/)])
  await panel(page).getByRole('combobox', { name: 'Person' }).selectOption('Everybody')
  await expect.poll(entries).toEqual([expect.stringMatching(/^Ben/), expect.stringMatching(/^Olivia/)])
  await page.getByRole('checkbox', { name: 'Named only' }).check()
  await expect.poll(entries).toEqual(['Audit draft'])
  expect(new URL(page.url()).searchParams.get('section')).toBeNull()
  await page.reload()
  await entry(page, 'Audit draft').waitFor()
  await expect.poll(entries).toEqual(['Audit draft'])
  await editor(page).click()
  await page.keyboard.type('Typed while the list is filtered.')
  expect(new URL(page.url()).searchParams.get('named')).toBe('true')
  await leave(seat)
})

test('all of it works with the keyboard: naming, opening a sitting, looking, and back with Escape or the browser', async () => {
  const { id } = await writtenDocument()
  const seat = await open(olivia, id)
  const { page } = seat
  await entry(page, 'Audit draft').waitFor()
  await savedIn(page) // before that nothing is named
  await panel(page).getByRole('button', { name: 'Name this version' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('Typed in vain')
  await page.keyboard.press('Escape')
  expect(await panel(page).getByRole('textbox', { name: 'Name' }).count()).toBe(0)
  await page.keyboard.press('Space')
  await page.keyboard.type('Second draft')
  await page.keyboard.press('Enter')
  await entry(page, 'Second draft').focus()
  await page.keyboard.press('Enter')
  await back(page).waitFor()
  await entry(page, 'Audit draft').focus()
  await page.keyboard.press('Enter')
  await looking(page, 3).getByText('Olivia wrote first.').waitFor()
  await page.keyboard.press('Escape')
  await back(page).waitFor({ state: 'detached' })
  await entry(page, 'Audit draft').click()
  await back(page).focus()
  await page.goBack()
  await back(page).waitFor({ state: 'detached' })
  expect(page.url()).not.toContain('version=')
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
  await leave(seat)
})

test('a revision that there is not, or that was tampered with, says so and leads back', async () => {
  const { id } = await writtenDocument()
  await world.sql(
    `update document_version set changed_sections = replace(changed_sections::text, 'first', 'last')::jsonb where document_id = $1 and revision = 1`,
    [id],
  )
  for (const [revision, words] of [
    [99, 'This document has no revision 99'],
    [1, 'What is stored of revision 1 does not match its checksum.'],
  ] as const) {
    const seat = await open(olivia, `${id}?version=${revision}`)
    await seat.page.getByText(words).waitFor()
    await back(seat.page).click()
    await editor(seat.page).waitFor()
    await leave(seat)
  }
})

test('whoever may only read looks at versions and names none', async () => {
  const { id } = await writtenDocument()
  const seat = await open(cara, id)
  await entry(seat.page, 'Audit draft').waitFor()
  expect(await seat.page.getByRole('button', { name: 'Name this version' }).count()).toBe(0)
  await leave(seat)
})

test.each(['light', 'dark'] as const)('panel and revision have no accessibility violation and fit a phone, in %s', async (theme) => {
  const { id, room, content } = await writtenDocument()
  const writer = await join(world, ben, room)
  const random = randomNumbers(5)
  const tablesAndLists = content.fillable_sections.filter(({ type }) => type === 'table' || type === 'list')
  for (let edit = 0; edit < 100; edit++) writeAtRandom(writer.doc, tablesAndLists, [ben.me.user.id], random)
  await writer.saved()
  writer.leave()
  await world.app.services.live.store(room)
  const seat = await open(olivia, id, { theme })
  const { page } = seat
  await entry(page, 'Audit draft').waitFor()
  await panel(page).getByRole('button', { name: 'Name this version' }).click()
  await panel(page).getByRole('button', { name: '2 saves' }).click()
  await expectAccessible(page)
  await page.getByRole('tab', { name: 'Who wrote' }).click()
  await panel(page).getByText('Nobody has written here yet').first().waitFor()
  await expectAccessible(page)
  await page.getByRole('tab', { name: 'Versions' }).click()
  await entry(page, 'Revisions 4 to 5').click()
  await looking(page, 5).getByRole('table').first().waitFor()
  await expectAccessible(page)
  await page.setViewportSize({ width: 375, height: 812 })
  await looking(page, 5).getByRole('table').first().waitFor()
  expect(await fits(page)).toBe(true)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Versions and activity' }).click()
  const drawer = page.getByRole('dialog', { name: 'Versions and activity' })
  await drawer.getByRole('link').filter({ hasText: 'Audit draft' }).waitFor()
  await expectAccessible(page)
  await drawer.getByRole('link').filter({ hasText: 'Audit draft' }).click()
  await drawer.waitFor({ state: 'detached' })
  await looking(page, 3).getByText('Olivia wrote first.').waitFor()
  expect(await fits(page)).toBe(true)
  await back(page).click()
  await editor(page).waitFor()
  await leave(seat)
})
