import { canonicalJson } from '@certloom/server/documents/canonical'
import type { FillableSection } from '@certloom/shared/templates/contract'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { choose } from '../evidence/evidencePage.ts'
import { makeLink } from '../guests/guest.ts'
import { readAnswers } from '../readiness/checklist.ts'
import { expectAccessible, openBrowser, type Seat, takeSeat } from '../support/browser.ts'
import { leave, part, savedIn, status } from '../support/documentPage.ts'
import { iso27001, readDocument } from '../support/documents.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { everyColumn, evidenceOfTemplate, listOfTemplate, makeDocumentWith, tableOfTemplate, textOfTemplate } from '../support/templates.ts'
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
  evidenceOfTemplate('e'),
]

/** Somebody at the table, as the others know them. */
type Writer = { name: string; seat: Seat }

const text = (page: Page): Locator => page.getByRole('textbox', { name: 'Text t' })
const cell = (page: Page): Locator => part(page, 'Table r').locator('tbody tr').first().locator('td[data-cell="0"]')
const item = (page: Page): Locator => part(page, 'List l').locator('textarea').first()
const row = (page: Page, code: string): Locator => page.locator(`[data-code="${code}"]`)
const statusOf = (page: Page, code: string): Locator => row(page, code).locator('[data-control="status"]')

const letters = (words: string): string => [...words.replaceAll('\u00a0', ' ')].sort().join('').trim()

/** What one browser shows of the document, without the carets of others. */
const shownIn = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const text = document.querySelector('.ProseMirror')?.cloneNode(true) as HTMLElement
    for (const caret of text.querySelectorAll('.collaboration-carets__caret, .ProseMirror-trailingBreak')) caret.remove()
    const words = (selector: string) => [...document.querySelectorAll(selector)].map((element) => element.textContent)
    const items = [...document.querySelectorAll('li[data-row] textarea')].map((field) => (field as HTMLTextAreaElement).value)
    return JSON.stringify([text.textContent, words('[role=grid] td [data-words]'), items]).replaceAll(/[\u200b\u2060]/g, '')
  })

async function sitDown(person: Person, sessionId: string, withClock: boolean): Promise<Writer> {
  const seat = await takeSeat(browser, world, person)
  if (withClock) await seat.page.clock.install()
  await seat.page.goto(`/interviews/${sessionId}`)
  await text(seat.page).waitFor()
  await part(seat.page, 'List l').locator('[data-add]').waitFor()
  return { name: person.me.user.name, seat }
}

/** Comes by the link, on a phone, and answers once the first letters are saved, with how long that took. */
async function comeByLink(token: string): Promise<Writer & { took: number }> {
  const seat = await takeSeat(browser, world, undefined, { width: 375 })
  const { page } = seat
  const begun = performance.now()
  await page.goto(`/join/${token}`)
  await page.getByLabel('Your name').fill('Ana Ruiz')
  await page.getByRole('button', { name: 'Join' }).click()
  await text(page).click()
  await page.keyboard.type('Here. ')
  await savedIn(page)
  return { name: 'Guest: Ana Ruiz', seat, took: Math.round(performance.now() - begun) }
}

/** Writes something of one's own into the text, the first cell and the item, one after another, as fast as one types. */
async function writeEverywhere({ name, seat: { page } }: Writer, word: string): Promise<void> {
  await text(page).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(` ${word}-text-${name}`, { delay: 5 })
  await cell(page).press('F2')
  await page.keyboard.type(` ${word}-cell-${name}`, { delay: 5 })
  await page.keyboard.press('Escape')
  await item(page).press('End')
  await page.keyboard.type(` ${word}-item-${name}`, { delay: 5 })
}

/** What somebody set in a row. */
type Set = { by: string; code: string; status: string; why: string }

const shownStatus: Record<string, string> = { ready: 'Ready', partial: 'Partial', not_applicable: 'Not applicable' }
const together = 'A.5.37'

async function justify(page: Page, code: string, words: string): Promise<void> {
  await row(page, code).locator('[data-control="justification"]').click()
  await page.keyboard.type(words, { delay: 5 })
  await page.keyboard.press('Enter')
}

/** Fills three rows of one's own, and then writes in the row that all write in; answers the log of it. */
async function fillRows({ name, seat: { page } }: Writer, first: number): Promise<Set[]> {
  const log: Set[] = []
  for (const [step, [status, word]] of Object.entries(shownStatus).entries()) {
    const code = `A.5.${first + step}`
    const why = `${name} says ${status} of ${code}`
    await statusOf(page, code).click()
    await page.getByRole('menuitem', { name: new RegExp(`^${word}`) }).click()
    await justify(page, code, why)
    log.push({ by: name, code, status, why })
  }
  await justify(page, together, ` [${name}]`)
  return log
}

const isInSight = (place: Locator): Promise<boolean> =>
  place.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect()
    return top >= 0 && bottom <= innerHeight
  })

test('a workshop: five people of two companies and a guest fill a document and a checklist together, and nothing is lost', {
  timeout: 360_000,
}, async ({ annotate }) => {
  const olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  const document = await makeDocumentWith(world, olivia, sections, 'Security policy')
  const { customer_id } = document
  const project = await olivia.api.readiness.create({ customer_id, iso_standard_id: iso27001 })
  const session = await olivia.api.interviews.create({
    customer_id,
    session_kind: 'workshop',
    document_ids: [document.id],
    readiness_project_id: project.id,
  })
  const people = [
    olivia,
    await invite(world, olivia, 'Rita', 'reviewer'),
    await invite(world, olivia, 'Ben', 'member'),
    await invite(world, olivia, 'Mona', 'manager', customer_id),
    await invite(world, olivia, 'Carl', 'contributor', customer_id),
  ]
  const five = await Promise.all(people.map((person, index) => sitDown(person, session.id, index === 4)))
  const [lead, , , , carl] = five as [Writer, Writer, Writer, Writer, Writer]
  await part(lead.seat.page, 'Table r').getByRole('button', { name: 'Add a row' }).click()
  await part(lead.seat.page, 'List l').getByRole('button', { name: 'Add an item' }).click()
  for (const { seat } of five) {
    await cell(seat.page).waitFor()
    await item(seat.page).waitFor()
  }

  const { token } = await makeLink(olivia, session.id)
  const [ana] = await Promise.all([comeByLink(token), ...five.map((writer) => writeEverywhere(writer, 'together'))])
  await annotate(`guest link to the first letters saved, while five write: ${ana.took} ms`)
  await carl.seat.context.setOffline(true)
  await status(carl.seat.page, /offline/i)
  await Promise.all([
    ...[...five.slice(0, 4), ana].map((writer) => writeEverywhere(writer, 'meanwhile')),
    writeEverywhere(carl, 'away').then(() => carl.seat.page.clock.fastForward('10:00')),
  ])
  await status(carl.seat.page, /changes? kept/i)
  await carl.seat.context.setOffline(false)
  await carl.seat.page.clock.fastForward('00:10')
  const all = [...five, ana]
  const pages = all.map(({ seat }) => seat.page)
  await Promise.all(pages.map(savedIn))

  await expect.poll(async () => new Set(await Promise.all(pages.map(shownIn))).size).toBe(1)
  const [words = '', [inCell = ''], [inItem = '']] = JSON.parse(await shownIn(lead.seat.page)) as [string, string[], string[]]
  const wordsOf = ({ name }: Writer) => [...(name === ana.name ? [] : ['together']), name === 'Carl' ? 'away' : 'meanwhile']
  const written = (place: string) => all.flatMap((one) => wordsOf(one).map((word) => ` ${word}-${place}-${one.name}`)).join('')
  // Who writes at one place at once interleaves; no letter is lost and none comes twice.
  expect(letters(words)).toBe(letters(`Here. ${written('text')}`))
  expect([inCell, inItem].map(letters)).toEqual(['cell', 'item'].map((place) => letters(written(place))))
  await choose(carl.seat.page, { name: 'Organigram.txt', mimeType: 'text/plain', buffer: Buffer.from('chart') }, 'Evidence e')
  for (const { seat } of five) await part(seat.page, 'Evidence e').getByRole('link', { name: 'Organigram' }).first().waitFor()

  const topics = lead.seat.page.getByRole('navigation', { name: 'Topics' })
  await topics.getByRole('button', { name: project.project_name }).click()
  for (const page of pages.slice(1)) await page.getByRole('button', { name: 'Go there and follow' }).click()
  await row(lead.seat.page, 'A.8.20').getByText('A.8.20', { exact: true }).click()
  for (const page of pages) {
    await row(page, 'A.8.20').and(page.locator('[aria-current="true"]')).waitFor()
    await expect.poll(() => isInSight(row(page, 'A.8.20'))).toBe(true)
  }
  await ana.seat.page.getByRole('button', { name: 'Raise hand' }).click()
  await lead.seat.page.getByRole('img', { name: 'Guest: Ana Ruiz raises a hand' }).waitFor()
  for (const page of [lead.seat.page, ana.seat.page]) await expectAccessible(page)
  const log = (await Promise.all(all.map((writer, index) => fillRows(writer, 1 + index * 3)))).flat()
  await Promise.all(pages.map(savedIn))
  for (const page of pages)
    for (const { code, status } of log)
      await expect.poll(() => statusOf(page, code).textContent(), { message: `${code} is ${status}` }).toBe(shownStatus[status])

  for (const room of [document.room, project.room]) await world.app.services.live.store(room)
  const answers = await readAnswers(olivia, project.id)
  for (const { by, code, status, why } of log) {
    const answer = answers.find((one) => one.code === code)
    expect(answer, code).toMatchObject({ status, justification: why, updated_by: { name: by } })
    const { data } = await olivia.api.readiness.answerHistory({ project_id: project.id, requirement_id: answer?.requirement_id ?? '' })
    expect(data.map(({ field, after, actor }) => ({ field, after, by: actor.name }))).toContainEqual({ field: 'status', after: status, by })
  }
  const names = all.map(({ name }) => name)
  const inOne = answers.find(({ code }) => code === together)?.justification ?? ''
  expect(letters(inOne)).toBe(letters(names.map((name) => ` [${name}]`).join('')))
  const stored = await readDocument(olivia, document.id)
  const storedText = (id: string) =>
    stored.content.fillable_sections
      .find((one) => one.id === id)
      ?.text.replaceAll('\n', '')
      .trim()
  expect(['t', 'r', 'l'].map(storedText)).toEqual([words, inCell, inItem].map((one) => one.trim()))
  for (const person of people) expect(canonicalJson((await readDocument(person, document.id)).content)).toBe(canonicalJson(stored.content))
  const versions = (await olivia.api.documents.history({ document_id: document.id })).data
  const credited = new Set(versions.flatMap(({ contributors }) => contributors.map(({ name }) => name)))
  expect([...credited].sort()).toEqual([...names].sort())
  await leave(...all.map(({ seat }) => seat))
})
