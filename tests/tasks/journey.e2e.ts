import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chart } from '../evidence/evidencePage.ts'
import { makeSampleFiles, type SampleFiles } from '../evidence/sampleFiles.ts'
import { figure } from '../progress/figures.ts'
import { dropOn, expectCalm, openBrowser, takeSeat } from '../support/browser.ts'
import { makeDocument, objectives, readDocument } from '../support/documents.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { card } from './taskPage.ts'

let world: World
let browser: Browser
let files: SampleFiles
let ines: Person
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  files = makeSampleFiles()
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
})
afterAll(async () => {
  files.remove()
  await browser.close()
  await world.stop()
})

const progressOf = async (customer_id: string) => (await ines.api.customers.progress({ customer_id })).overall_progress_percentage

test('evidence: staff filter what requires it and drop a PDF; task, document and dashboard move at once, on the customer’s screen too', async () => {
  const document = await makeDocument(ines)
  const { customer_id, id } = document
  const mara = await invite(world, ines, 'Mara Acme', 'manager', customer_id)
  const before = await progressOf(customer_id)
  const title = `Complete: ${chart.title}`
  const [staff, customer, office] = [
    await takeSeat(browser, world, ines),
    await takeSeat(browser, world, mara),
    await takeSeat(browser, world, ines),
  ]
  await customer.page.goto('/tasks')
  await card(customer.page, 'Pending', title).waitFor()
  const { evidence, tasks } = await ines.api.progress.figures({})
  const [missing, open] = [evidence.required - evidence.given, tasks.pending + tasks.in_progress + tasks.blocked]
  await office.page.goto('/dashboard')
  await figure(office.page, 'Evidence missing', missing).waitFor()
  await figure(office.page, 'Tasks open', open).waitFor()

  await staff.page.goto(`/customers/${customer_id}/tasks`)
  await staff.page.locator('[data-task]').first().waitFor()
  await staff.page.getByRole('button', { name: 'Filter', exact: true }).click()
  await staff.page.getByRole('combobox', { name: 'Evidence' }).selectOption({ label: 'Requires evidence' })
  await staff.page.keyboard.press('Escape')
  await expect.poll(() => staff.page.getByRole('link', { name: 'Complete: Policy commitments' }).count()).toBe(0)
  await staff.page.getByRole('link', { name: title, exact: true }).click()
  const drawer = staff.page.getByRole('dialog')
  await drawer.getByText('Evidence is missing').waitFor()
  await dropOn(staff, drawer.getByRole('button', { name: `Add a link for ${title}` }), [files.pdf('Organization chart 2026.pdf')])
  await drawer.getByRole('link', { name: 'Organization chart 2026', exact: true }).waitFor()
  await expect.poll(() => drawer.getByRole('combobox', { name: 'Status' }).inputValue()).toBe('completed')
  await staff.page.keyboard.press('Escape')
  await card(staff.page, 'Completed', title).waitFor()

  await card(customer.page, 'Completed', title).waitFor()
  await figure(office.page, 'Evidence missing', missing - 1).waitFor()
  await figure(office.page, 'Tasks open', open - 1).waitFor()
  await customer.page.goto('/dashboard')
  await figure(customer.page, 'Evidence missing', missing - 1).waitFor()
  expect((await readDocument(ines, id)).completion_percentage).toBeGreaterThan(document.completion_percentage)
  await expect.poll(() => progressOf(customer_id)).toBeGreaterThan(before)
  for (const seat of [staff, customer, office]) {
    expectCalm(seat)
    await seat.context.close()
  }
})

test('a task leads to the section it asks to fill', async () => {
  const { customer_id, id } = await makeDocument(ines, 'Gamma GmbH')
  const seat = await takeSeat(browser, world, ines)
  const { page } = seat
  await page.goto(`/customers/${customer_id}/tasks`)
  await page.getByRole('link', { name: 'Complete: Security objectives and direction', exact: true }).click()
  await page
    .getByRole('dialog')
    .getByRole('link', { name: /^Open “Security objectives and direction” in/ })
    .click()
  await page.waitForURL(`**/documents/${id}#${objectives}`)
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const section = page.getByRole('textbox', { name: 'Security objectives and direction' })
  await section.waitFor()
  const isInView = () =>
    section.evaluate((text) => text.getBoundingClientRect().top >= 0 && text.getBoundingClientRect().top < window.innerHeight)
  await expect.poll(isInView).toBe(true)
  expectCalm(seat)
  await seat.context.close()
})

test('while one person types in a section, its card moves on the other’s board; emptying it moves it back', async () => {
  const { customer_id, id } = await makeDocument(ines, 'Beta Inc')
  const mara = await invite(world, ines, 'Mara Beta', 'contributor', customer_id)
  const title = 'Complete: Security objectives and direction'
  const [writer, watcher] = [await takeSeat(browser, world, mara), await takeSeat(browser, world, ines)]
  await watcher.page.goto(`/customers/${customer_id}/tasks`)
  await card(watcher.page, 'Pending', title).waitFor()
  await writer.page.goto(`/documents/${id}#${objectives}`)
  const editor = writer.page.getByRole('textbox', { name: 'Security objectives and direction' })
  await editor.click()
  await writer.page.keyboard.type('We lose nothing')
  await card(watcher.page, 'Completed', title).waitFor()
  await editor.click()
  await writer.page.keyboard.press('ControlOrMeta+a')
  await writer.page.keyboard.press('Delete')
  await card(watcher.page, 'Pending', title).waitFor()
  for (const seat of [writer, watcher]) {
    expectCalm(seat)
    await seat.context.close()
  }
})
