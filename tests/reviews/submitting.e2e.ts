import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillSection } from '../documents/fillSection.ts'
import { expectAccessible, openBrowser, takeSeat } from '../support/browser.ts'
import { leave, openDocument, savedIn, status } from '../support/documentPage.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { makeDocumentWith, textOfTemplate } from '../support/templates.ts'
import { startWorld, type World } from '../support/world.ts'
import { filledPolicy, giveProof, goal, measures, newPolicy, submit } from './submittable.ts'

let world: World
let browser: Browser
let olivia: Person
let rita: Person
let mona: Person
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  olivia = await signUp(world, 'Olivia Brandt', 'Harbor Compliance')
  rita = await invite(world, olivia, 'Rita Novak', 'reviewer')
  mona = await invite(world, olivia, 'Mona Lang', 'member')
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const open = (person: Person, id: string) =>
  openDocument({ browser, world }, person, id, { until: (page) => page.getByRole('textbox', { name: 'Goal' }) })

test('the dialog and its note stay when somebody else submits meanwhile', async () => {
  const { id } = await filledPolicy(world, olivia)
  const seat = await open(mona, id)
  const { page } = seat
  await button(page, 'Submit for review').click()
  const dialog = page.getByRole('dialog', { name: 'Submit for review' })
  await dialog.getByLabel('Note').fill('Please by Friday')
  await expect.poll(() => button(page, /^Submit$/).isEnabled()).toBe(true)
  await submit(olivia, id)
  await dialog.getByText('Olivia Brandt submitted it for review meanwhile').waitFor()
  await page.getByText('Pending review').first().waitFor()
  expect(await dialog.getByLabel('Note').inputValue()).toBe('Please by Friday')
  await expectAccessible(page)
  await button(page, /^Submit$/).click()
  await dialog.getByText('Exactly this waits for review already.').waitFor()
  await leave(seat)
})

test('a note stays while what is missing is filled and found missing again, and is sent in the end', async () => {
  const { id, room, customer_id } = await newPolicy(world, olivia)
  await fillSection(world, olivia, room, measures, 'Count them.')
  await giveProof(world, olivia, { id, room, customer_id })
  const seat = await open(mona, id)
  const { page } = seat
  await button(page, 'Submit for review').click()
  const dialog = page.getByRole('dialog', { name: 'Submit for review' })
  await dialog.getByText('1 section is not ready for review:').waitFor()
  await dialog.getByLabel('Note').fill('Please by Friday')
  await fillSection(world, olivia, room, goal, 'No complaints.')
  await expect.poll(() => button(page, /^Submit$/).isEnabled()).toBe(true)
  await olivia.api.documents.markSection({ document_id: id, section_id: goal, needs_work: true })
  await dialog.getByText('is marked as needing work').waitFor()
  expect(await dialog.getByLabel('Note').inputValue()).toBe('Please by Friday')
  await olivia.api.documents.markSection({ document_id: id, section_id: goal, needs_work: false })
  await expect.poll(() => button(page, /^Submit$/).isEnabled()).toBe(true)
  await button(page, /^Submit$/).click()
  await dialog.waitFor({ state: 'detached' })
  expect((await olivia.api.reviews.state({ document_id: id })).review?.note).toBe('Please by Friday')
  await leave(seat)
})

test('what the server found missing on submitting is listed until it is filled', async () => {
  const { id, room, customer_id } = await filledPolicy(world, olivia)
  const seat = await open(mona, id)
  const { page } = seat
  await button(page, 'Submit for review').click()
  const dialog = page.getByRole('dialog', { name: 'Submit for review' })
  await dialog.getByLabel('Note').fill('Please by Friday')
  await expect.poll(() => button(page, /^Submit$/).isEnabled()).toBe(true)
  // A night goes by, of which the page learns nothing.
  let isDeaf = true
  await page.route(/customer-documents\/[^/]+\/review$/, (route) => (isDeaf ? route.abort() : route.continue()))
  await world.sql(`update evidence set valid_until = '2020-01-01' where customer_id = $1`, [customer_id])
  await button(page, /^Submit$/).click()
  await dialog.getByText('has only expired evidence').waitFor()
  expect(await dialog.getByLabel('Note').inputValue()).toBe('Please by Friday')
  isDeaf = false
  await world.sql(`update evidence set valid_until = null where customer_id = $1`, [customer_id])
  await fillSection(world, olivia, room, goal, 'At most two.')
  await expect.poll(() => button(page, /^Submit$/).isEnabled()).toBe(true)
  await button(page, /^Submit$/).click()
  await dialog.waitFor({ state: 'detached' })
  expect((await olivia.api.reviews.state({ document_id: id })).review?.note).toBe('Please by Friday')
  await leave(seat)
})

test('the dialog says so when it cannot find out how the document stands', async () => {
  const { id } = await filledPolicy(world, olivia)
  const seat = await takeSeat(browser, world, mona)
  const { page } = seat
  await page.route(/customer-documents\/[^/]+\/review$/, (route) => route.abort())
  await page.goto(`/documents/${id}`)
  await button(page, 'Submit for review').click()
  await page.getByRole('dialog').getByText('The server cannot be reached').waitFor()
  expect(await button(page, /^Submit$/).isDisabled()).toBe(true)
  await leave(seat)
})

test('what is submitted has the last words that were typed, however slowly they travel', async () => {
  const { id } = await filledPolicy(world, olivia)
  const waiting: (() => void)[] = []
  let isHeld = false
  const seat = await openDocument({ browser, world }, mona, id, {
    prepare: (page) =>
      page.routeWebSocket(/\/collab/, (socket) => {
        const server = socket.connectToServer()
        socket.onMessage((message) => {
          const send = () => server.send(message)
          if (isHeld) waiting.push(send)
          else send()
        })
      }),
    until: (page) => page.getByRole('textbox', { name: 'Goal' }),
  })
  const { page } = seat
  await savedIn(page)
  isHeld = true
  await page.getByRole('textbox', { name: 'Goal' }).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' At most two.')
  await status(page, /^Saving/)
  await button(page, 'Submit for review').click()
  await expect.poll(() => button(page, /^Submit$/).isEnabled()).toBe(true)
  await button(page, /^Submit$/).click()
  await page.locator('[role="dialog"] button[data-loading]').waitFor()
  expect((await olivia.api.reviews.state({ document_id: id })).review).toBeNull()
  isHeld = false
  for (const send of waiting.splice(0)) send()
  await page.getByText('Pending review').first().waitFor()
  const { review } = await olivia.api.reviews.state({ document_id: id })
  const pinned = await rita.api.documents.version({ document_id: id, revision: review?.revision ?? 0 })
  expect(JSON.stringify(pinned.content)).toContain('At most two.')
  await leave(seat)
})

test('what is submitted or named has the last words of the facts it shows, however slowly they travel', async () => {
  const document = await makeDocumentWith(world, olivia, [{ ...textOfTemplate('context'), fact_key: 'business' }])
  const factsRoom = document.facts?.room ?? ''
  const business = (page: Page) => page.getByRole('textbox', { name: 'Business' })
  const waiting: (() => void)[] = []
  let isHeld = false
  const seat = await openDocument({ browser, world }, mona, document.id, {
    prepare: (page) =>
      page.routeWebSocket(/\/collab/, (socket) => {
        const server = socket.connectToServer()
        socket.onMessage((message) => {
          const send = () => server.send(message)
          if (isHeld && Buffer.from(message).includes(factsRoom)) waiting.push(send)
          else send()
        })
      }),
    until: business,
  })
  const { page } = seat
  const release = () => {
    isHeld = false
    for (const send of waiting.splice(0)) send()
  }
  await business(page).click()
  await page.keyboard.type('Cranes')
  await savedIn(page)
  await expect.poll(async () => (await olivia.api.reviews.state({ document_id: document.id })).missing).toEqual([])

  isHeld = true
  await page.keyboard.type(' and ships')
  await button(page, 'Submit for review').click()
  await expect.poll(() => button(page, /^Submit$/).isEnabled()).toBe(true)
  await button(page, /^Submit$/).click()
  await page.locator('[role="dialog"] button[data-loading]').waitFor()
  release()
  await page.getByText('Pending review').first().waitFor()
  const { review } = await olivia.api.reviews.state({ document_id: document.id })
  const submitted = await rita.api.documents.version({ document_id: document.id, revision: review?.revision ?? 0 })
  expect(JSON.stringify(submitted.content)).toContain('Cranes and ships')

  isHeld = true
  await business(page).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' and trains')
  await page.getByRole('tab', { name: 'Versions' }).click()
  await button(page, 'Name this version').click()
  await page.getByLabel('Name', { exact: true }).fill('With trains')
  await button(page, 'Save the name').click()
  await page.locator('button[data-loading]').waitFor()
  release()
  await page.getByRole('link', { name: /With trains/ }).waitFor()
  const { data } = await olivia.api.documents.history({ document_id: document.id })
  const named = await olivia.api.documents.version({ document_id: document.id, revision: data[0]?.revision ?? 0 })
  expect(JSON.stringify(named.content)).toContain('Cranes and ships and trains')
  await leave(seat)
})

test('a newer draft is submitted while one is read', async () => {
  const { id } = await filledPolicy(world, olivia)
  await submit(olivia, id)
  const seat = await open(mona, id)
  const { page } = seat
  await page.getByRole('link', { name: 'See the review' }).waitFor()
  expect(await button(page, 'Submit the newer draft').count()).toBe(0)
  await page.getByRole('textbox', { name: 'Goal' }).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' At most two.')
  await button(page, 'Submit the newer draft').click()
  const dialog = page.getByRole('dialog', { name: 'Submit the newer draft' })
  await button(page, /^Submit$/).click()
  await dialog.waitFor({ state: 'detached' })
  const { data } = await rita.api.reviews.list({ document_id: id })
  expect(data.map(({ status }) => status)).toEqual(['open', 'superseded'])
  const pinned = await rita.api.documents.version({ document_id: id, revision: data[0]?.revision ?? 0 })
  expect(JSON.stringify(pinned.content)).toContain('At most two.')
  await leave(seat)
})

test('reopening that is refused says why', async () => {
  const { id } = await filledPolicy(world, olivia)
  await submit(olivia, id)
  await rita.api.reviews.reject({ document_id: id, notes: 'Not needed.' })
  const seat = await openDocument({ browser, world }, mona, id, { until: (page) => button(page, 'Reopen') })
  const { page } = seat
  await page.route(/\/reopen$/, (route) => route.abort())
  await button(page, 'Reopen').click()
  await page.getByText('The server cannot be reached').waitFor()
  await leave(seat)
})
