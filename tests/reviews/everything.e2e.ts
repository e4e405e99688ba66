import { rmSync } from 'node:fs'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { catalogueId } from '@certloom/shared/ids'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { say } from '../comments/saying.ts'
import { selectWords } from '../comments/selectWords.ts'
import { iso9001, planFor } from '../plans/planFor.ts'
import { openBrowser, type Seat, takeSeat } from '../support/browser.ts'
import { problemOf } from '../support/client.ts'
import { part, savedIn, status, wordsOf } from '../support/documentPage.ts'
import { readDocument, textOf } from '../support/documents.ts'
import { inviteByOutbox, type Person, signUp } from '../support/people.ts'
import { freePort } from '../support/ports.ts'
import { newDataDir, type ServerProcess, startServerProcess } from '../support/serverProcess.ts'

let dataDir: string
let port: number
let server: ServerProcess
let browser: Browser
beforeAll(async () => {
  dataDir = newDataDir()
  port = await freePort()
  ;[server, browser] = await Promise.all([startServerProcess({ port, dataDir }), openBrowser()])
})
afterAll(async () => {
  await browser.close()
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

/** Three mandatory texts, a mandatory table, and evidence. */
const template = catalogueId('template', 'iso9001-2015', 'qms-11-customer-feedback-form')

type Texts = [first: string, second: string, third: string]

/** A document of a new customer, and the four who will work on it. */
async function meet() {
  const olivia = await signUp(server, 'Olivia Brandt', 'Harbor Compliance')
  const customer = await olivia.api.customers.create({ company_name: 'Acme Corp' })
  const plan = await planFor(olivia, customer.id, iso9001, [template])
  const [summary] = (await olivia.api.documents.list({ plan_id: plan.id })).data
  const document = await readDocument(olivia, summary?.id ?? '')
  const rita = await inviteByOutbox(server, olivia, 'Rita Novak', 'reviewer')
  const mara = await inviteByOutbox(server, olivia, 'Mara Acme', 'manager', customer.id)
  const carl = await inviteByOutbox(server, olivia, 'Carl Adams', 'contributor', customer.id)
  const titled = (type: string) => document.content.fillable_sections.filter((section) => section.type === type)
  return {
    document,
    texts: titled('text').map(({ title }) => title) as Texts,
    table: titled('table')[0]?.title ?? '',
    proof: titled('evidence')[0]?.id ?? '',
    people: { olivia, rita, mara, carl },
  }
}

const text = (page: Page, title: string): Locator => page.getByRole('textbox', { name: title })
const shown = (page: Page, title: string): Promise<string> => text(page, title).evaluate(wordsOf)
const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name })

async function write(page: Page, title: string, words: string): Promise<void> {
  await text(page, title).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(words, { delay: 8 })
}

async function addRow(page: Page, title: string, words: string): Promise<void> {
  await part(page, title).getByRole('button', { name: 'Add a row' }).click()
  await part(page, title).locator('tbody tr').first().locator('td[data-cell="0"]').press('F2')
  await page.keyboard.type(words)
  await page.keyboard.press('Escape')
  await savedIn(page)
}

/** Sits down at a workshop, in a browser of this person's own. */
async function openWorkshop(person: Person, sessionId: string, until: (page: Page) => Locator): Promise<Seat> {
  const seat = await takeSeat(browser, server, person)
  await seat.page.goto(`/interviews/${sessionId}`)
  await until(seat.page).waitFor()
  return seat
}

/** Who looks at the document sees these words in a section, everybody. */
const allSee = (seats: readonly Seat[], title: string, words: string): Promise<unknown> =>
  Promise.all(seats.map(({ page }) => expect.poll(() => shown(page, title)).toBe(words)))

async function submit(page: Page): Promise<void> {
  await button(page, 'Submit for review').click()
  await button(page, /^Submit$/).click()
  await page.getByText('Pending review').first().waitFor()
}

const hashOf = async (by: Person, { id }: DocumentDetail, kind: string) => {
  const { data } = await by.api.documents.history({ document_id: id, limit: 100 })
  const found = data.find((version) => version.kind === kind)
  return { revision: found?.revision ?? -1, hash: found?.content_hash ?? '' }
}

test('one run through everything: workshop, comment, a killed server, changes requested, fixed, approved, and a restore that changes nothing approved', {
  timeout: 360_000,
}, async () => {
  const { document, texts, table, proof, people } = await meet()
  const { olivia, rita, mara, carl } = people
  const [first, second, third] = texts
  const { id, customer_id } = document
  const session = await olivia.api.interviews.create({ customer_id, session_kind: 'workshop', document_ids: [id] })
  const sit = (person: Person) => openWorkshop(person, session.id, (page) => text(page, first))
  const seats = (await Promise.all([olivia, rita, mara, carl].map(sit))) as [Seat, Seat, Seat, Seat]
  const [hers, ritas, maras, carls] = seats

  // The workshop: three write at once, each in a section, and everybody sees all of it. Its minutes say who wrote what.
  await Promise.all([
    write(maras.page, first, 'Complaints come by mail.'),
    write(carls.page, second, 'Carl answers each.'),
    write(hers.page, third, 'Every quarter.'),
  ])
  await addRow(carls.page, table, 'Late delivery')
  await olivia.api.evidence.addLink({
    customer_id,
    title: 'Signed record',
    url: 'https://files.example/record',
    targets: [{ document_id: id, section_id: proof }],
  })
  await allSee(seats, first, 'Complaints come by mail.')
  await allSee(seats, second, 'Carl answers each.')
  await allSee(seats, third, 'Every quarter.')
  await olivia.api.interviews.complete({ session_id: session.id })
  const { work } = await olivia.api.interviews.minutes({ session_id: session.id })
  expect(Object.fromEntries(work.map(({ part: title, by }) => [title, by]))).toMatchObject({
    [first]: ['Mara Acme'],
    [second]: ['Carl Adams'],
    [third]: ['Olivia Brandt'],
  })
  await Promise.all(seats.map(({ page }) => page.goto(`/documents/${id}`)))
  await allSee(seats, first, 'Complaints come by mail.')

  // A comment for the customer, and one that is not.
  await selectWords(text(ritas.page, first), 'by mail')
  await button(ritas.page, 'Comment on what is selected').click()
  await ritas.page.keyboard.type('How soon is it answered? @Mara')
  await ritas.page.getByRole('option', { name: 'Mara Acme' }).click()
  await ritas.page.keyboard.press('Control+Enter')
  await say(rita, id, 'Quietly: they never answer.', { is_internal: true })
  const asked = (page: Page) => page.locator('[data-thread]').filter({ hasText: 'How soon is it answered?' })
  await maras.page.getByRole('tab', { name: 'Comments' }).click()
  await asked(maras.page).waitFor()
  await ritas.page.locator('[data-thread]').filter({ hasText: 'Quietly' }).waitFor()
  expect(await maras.page.content()).not.toContain('Quietly')

  // The server dies in the middle of two sentences.
  const typing = Promise.all([
    write(maras.page, first, ' Each gets a number, and whoever is on duty reads all of them before noon.'),
    write(carls.page, second, ' On Fridays somebody else does, so that nobody waits over a weekend for it.'),
  ])
  await expect.poll(() => shown(hers.page, first), { interval: 20 }).toContain('Each gets')
  await server.crash()
  await typing
  await status(maras.page, /^Offline/)
  server = await startServerProcess({ port, dataDir })
  await Promise.all(seats.map(({ page }) => page.locator('header [data-kind="saved"]').waitFor()))
  const before = 'Complaints come by mail. Each gets a number, and whoever is on duty reads all of them before noon.'
  await allSee(seats, first, before)
  await allSee(seats, second, 'Carl answers each. On Fridays somebody else does, so that nobody waits over a weekend for it.')

  // Changes are requested, made, and what was read is approved.
  await submit(maras.page)
  const desk = await takeSeat(browser, server, rita)
  await desk.page.goto(`/documents/${id}/review`)
  await desk.page.getByLabel('Notes').fill('Say how soon.')
  await button(desk.page, 'Request changes').click()
  await desk.page.getByText('Changes requested by Rita Novak').waitFor()
  await carls.page.getByText('Changes requested').first().waitFor()
  const stale = await hashOf(olivia, document, 'submitted')
  await write(carls.page, first, ' Within a day.')
  await savedIn(carls.page)
  await asked(maras.page).getByRole('button', { name: 'Resolve' }).click()
  await submit(maras.page)
  expect(await problemOf(rita.api.reviews.approve({ document_id: id, version_hash: stale.hash }))).toMatchObject({ code: 'conflict' })
  await button(desk.page, 'Read it').click()
  await desk.page.getByText('Since you were last here').waitFor()
  await button(desk.page, 'Approve version 1').click()
  await desk.page.getByText('Approved by Rita Novak').waitFor()
  const approved = await hashOf(olivia, document, 'approved')

  // A restore is a right, and an edit: what was approved stays as it was read.
  const restoring = mara.api.documents.restore({ document_id: id, revision: stale.revision })
  expect(await problemOf(restoring)).toMatchObject({ code: 'forbidden' })
  await ritas.page.goto(`/documents/${id}?version=${stale.revision}`)
  await button(ritas.page, 'Restore').click()
  await allSee([hers, maras, carls], first, before)
  await maras.page.getByText('Version 2 draft').waitFor()
  expect(await hashOf(olivia, document, 'approved')).toEqual(approved)
  const kept = await olivia.api.documents.version({ document_id: id, revision: approved.revision })
  expect(JSON.stringify(kept.content)).toContain('Within a day.')
  expect(textOf(await readDocument(mara, id), document.content.fillable_sections.find(({ title }) => title === first)?.id ?? '')).toBe(
    before,
  )

  const { data } = await olivia.api.activity.list({ entity_id: id, limit: 200 })
  const story = data.map(({ actor, action }) => `${actor.name} ${action}`)
  for (const line of [
    'Mara Acme section.edited',
    'Carl Adams section.edited',
    'Olivia Brandt section.edited',
    'Mara Acme document.submitted',
  ])
    expect(story).toContain(line)
  for (const line of ['document.changes_requested', 'document.approved', 'version.restored']) expect(story).toContain(`Rita Novak ${line}`)
  for (const { context, errors } of [...seats, desk]) {
    expect(errors.filter((error) => !/WebSocket|ERR_|EventSource/.test(error))).toEqual([])
    await context.close()
  }
})
