import { canonicalJson } from '@certloom/server/documents/canonical'
import type { FillableSection } from '@certloom/shared/templates/contract'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectCalm, openBrowser, type Seat } from '../support/browser.ts'
import { openDocument, part, status } from '../support/documentPage.ts'
import { readDocument } from '../support/documents.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { everyColumn, listOfTemplate, makeDocumentWith, tableOfTemplate, textOfTemplate } from '../support/templates.ts'
import { upload } from '../support/uploads.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let browser: Browser
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

const sections: FillableSection[] = [
  textOfTemplate('t'),
  tableOfTemplate('r', everyColumn.slice(0, 3)),
  listOfTemplate('l'),
  { ...textOfTemplate('e'), title: 'Evidence e', type: 'evidence', requires_evidence: true },
]

const text = (page: Page): Locator => page.getByRole('textbox', { name: 'Text t' })
const cell = (page: Page): Locator => part(page, 'Table r').locator('tbody tr').first().locator('td[data-cell="0"]')
const item = (page: Page, index: number): Locator => part(page, 'List l').locator('textarea').nth(index)

const letters = (words: string): string => [...words.replaceAll('\u00a0', ' ')].sort().join('').trim()

/** What one browser shows, without the carets of others. */
const shownIn = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const text = document.querySelector('.ProseMirror')?.cloneNode(true) as HTMLElement
    for (const caret of text.querySelectorAll('.collaboration-carets__caret, .ProseMirror-trailingBreak')) caret.remove()
    const words = (selector: string) => [...document.querySelectorAll(selector)].map((element) => element.textContent)
    const items = [...document.querySelectorAll('li[data-row] textarea')].map((field) => (field as HTMLTextAreaElement).value)
    return JSON.stringify([text.textContent, words('[role=grid] td [data-words]'), items]).replaceAll(/[\u200b\u2060]/g, '')
  })

type Writer = { name: string; person: Person; seat: Seat }

async function sitDown(person: Person, documentId: string, withClock: boolean): Promise<Writer> {
  const seat = await openDocument({ browser, world }, person, documentId, {
    ...(withClock && { prepare: (page) => page.clock.install() }),
    until: text,
  })
  await part(seat.page, 'List l').locator('[data-add]').waitFor()
  return { name: person.me.user.name, person, seat }
}

/** Writes something of one's own into the text, the first cell and the item, one after another, as fast as one types. */
async function writeEverywhere({ name, seat: { page } }: Writer, word: string): Promise<void> {
  await text(page).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(` ${word}-text-${name}`, { delay: 5 })
  await cell(page).press('F2')
  await page.keyboard.type(` ${word}-cell-${name}`, { delay: 5 })
  await page.keyboard.press('Escape')
  await item(page, 0).press('End')
  await page.keyboard.type(` ${word}-item-${name}`, { delay: 5 })
}

test('five people of two companies fill one document at once, one of them offline for ten minutes, and nothing is lost', async () => {
  const olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  const document = await makeDocumentWith(world, olivia, sections, 'Workshop')
  const customer = document.customer_id
  const people = [
    olivia,
    await invite(world, olivia, 'Rita', 'reviewer'),
    await invite(world, olivia, 'Ben', 'member'),
    await invite(world, olivia, 'Mona', 'manager', customer),
    await invite(world, olivia, 'Carl', 'contributor', customer),
  ]
  const writers = await Promise.all(people.map((person, index) => sitDown(person, document.id, index === 4)))
  const [first, , , , last] = writers as [Writer, Writer, Writer, Writer, Writer]
  await part(first.seat.page, 'Table r').getByRole('button', { name: 'Add a row' }).click()
  await part(first.seat.page, 'List l').getByRole('button', { name: 'Add an item' }).click()
  for (const { seat } of writers) {
    await cell(seat.page).waitFor()
    await item(seat.page, 0).waitFor()
  }

  await Promise.all(writers.map((writer) => writeEverywhere(writer, 'together')))
  await last.seat.context.setOffline(true)
  await status(last.seat.page, /offline/i)
  await Promise.all([
    ...writers.slice(0, 4).map((writer) => writeEverywhere(writer, 'meanwhile')),
    writeEverywhere(last, 'away').then(() => last.seat.page.clock.fastForward('10:00')),
  ])
  await status(last.seat.page, /changes? kept/i)
  await last.seat.context.setOffline(false)
  await last.seat.page.clock.fastForward('00:10')
  await Promise.all(writers.map(({ seat }) => status(seat.page, /^Saved/)))

  const shown = await expect
    .poll(async () => {
      const all = new Set(await Promise.all(writers.map(({ seat }) => shownIn(seat.page))))
      return all.size === 1 ? [...all][0] : undefined
    })
    .toBeDefined()
    .then(() => shownIn(first.seat.page))
  const expected = writers.flatMap(({ name }) => ['together', name === 'Carl' ? 'away' : 'meanwhile'].map((word) => ({ name, word })))
  const [words = '', [inCell = ''], [inItem = '']] = JSON.parse(shown) as [string, string[], string[]]
  const written = (place: string) => expected.map(({ name, word }) => ` ${word}-${place}-${name}`).join('')
  // Who writes at one place at once interleaves; no letter is lost and none comes twice.
  expect([words, inCell, inItem].map(letters)).toEqual(['text', 'cell', 'item'].map((place) => letters(written(place))))

  await upload(last.person, customer, 'Organigram.txt', 'chart', { document_id: document.id, section_id: 'e' })
  for (const { seat } of writers) await part(seat.page, 'Evidence e').getByRole('link', { name: 'Organigram' }).first().waitFor()

  await world.app.services.live.store(document.room)
  const stored = await readDocument(olivia, document.id)
  const answered = stored.content.fillable_sections
  expect(
    answered
      .find(({ id }) => id === 't')
      ?.text.replaceAll('\n', '')
      .trim(),
  ).toBe(words.trim())
  expect(answered.find(({ id }) => id === 'r')?.text.trim()).toBe(inCell.trim())
  expect(answered.find(({ id }) => id === 'l')?.text.trim()).toBe(inItem.trim())
  for (const person of people) expect(canonicalJson((await readDocument(person, document.id)).content)).toBe(canonicalJson(stored.content))
  const credited = await world.sql<{ id: string }>(
    'select distinct unnest(contributor_ids)::text as id from document_version where document_id = $1',
    [document.id],
  )
  expect(credited.map(({ id }) => id).sort()).toEqual(people.map(({ me }) => me.user.id).sort())
  for (const { seat } of writers) {
    expectCalm({ ...seat, errors: seat.errors.filter((error) => !error.includes('ERR_INTERNET_DISCONNECTED')) })
    await seat.context.close()
  }
})
