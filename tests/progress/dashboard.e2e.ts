import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { betaTemplates, iso9001, planFor } from '../plans/planFor.ts'
import { filledPolicy, submit } from '../reviews/submittable.ts'
import { expectAccessible, expectCalm, openBrowser, type Theme, takeSeat } from '../support/browser.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { figure } from './figures.ts'

let world: World
let browser: Browser
let ines: Person
let planId: string
let customerId: string
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
  customerId = (await ines.api.customers.create({ company_name: 'Beta Inc' })).id
  planId = (await planFor(ines, customerId, iso9001, betaTemplates)).id
  for (const day of [3, 2, 1])
    await world.sql(
      `insert into score_snapshot (organization_id, subject_id, day, customer_id, plan_id, progress_percentage, total_documents, approved_documents, total_tasks, completed_tasks)
       values ($1, $2, current_date - $3::int, $4, $2, 10 - $3::int, 3, 0, 20, 1)`,
      [ines.me.organization.id, planId, day, customerId],
    )
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

test('staff begin at the dashboard; its numbers follow what others do and open the list they count', async () => {
  const maya = await invite(world, ines, 'Maya Stone', 'member')
  const document = await filledPolicy(world, ines)
  const seat = await takeSeat(browser, world, ines)
  const { page } = seat
  await page.goto('/')
  await expect.poll(() => page.url()).toContain('/dashboard')
  await figure(page, 'Pending review', 0).waitFor()
  await submit(maya, document.id)
  await figure(page, 'Pending review', 1).click()
  await page.getByRole('heading', { name: 'Documents', level: 1 }).waitFor()
  await page.getByRole('link', { name: 'Quality Policy' }).waitFor()
  await expect.poll(() => page.getByRole('row').count()).toBe(2)
  await page.getByLabel('Search').fill('nothing like it')
  await page.getByText('No document matches these filters').waitFor()
  await page.getByRole('button', { name: 'Show all documents' }).click()
  await expect.poll(() => page.getByRole('row').count()).toBe(5)
  expectCalm(seat)
  await seat.context.close()
})

test('the number of open tasks opens that many tasks', async () => {
  const seat = await takeSeat(browser, world, ines)
  await seat.page.goto(`/plans/${planId}`)
  const { tasks } = await ines.api.progress.figures({ plan_id: planId })
  const open = tasks.pending + tasks.in_progress + tasks.blocked
  await seat.page.getByRole('link', { name: new RegExp(`^Tasks open\\s*${open}`) }).click()
  await expect.poll(() => seat.page.url()).toContain(`/plans/${planId}/tasks`)
  const [first] = (await ines.api.tasks.list({ plan_id: planId, limit: 1 })).data
  await seat.page
    .getByText(first?.title ?? '')
    .first()
    .waitFor()
  expectCalm(seat)
  await seat.context.close()
})

test('the trend can be read as a table', async () => {
  const seat = await takeSeat(browser, world, ines)
  await seat.page.goto(`/plans/${planId}`)
  await seat.page.getByRole('img', { name: /^Progress over the last 30 days/ }).waitFor()
  await seat.page.getByText('Table', { exact: true }).click()
  await expect.poll(() => seat.page.getByRole('row').count()).toBe(5)
  await seat.page.getByRole('cell', { name: '9 %' }).waitFor()
  await expectAccessible(seat.page)
  expectCalm(seat)
  await seat.context.close()
})

describe.each<Theme>(['light', 'dark'])('in %s', (theme) => {
  test.each([
    ['the dashboard', () => '/dashboard', 'Due next'],
    ['the list of documents', () => '/documents', 'Beta Inc'],
    ['the list of plans', () => '/plans', 'Beta Inc'],
    ['a plan', () => `/plans/${planId}`, 'Due next'],
    ['its documents', () => `/plans/${planId}/documents`, 'Responsible'],
    ['its tasks', () => `/plans/${planId}/tasks`, 'Pending'],
    ['its timeline', () => `/plans/${planId}/timeline`, 'Timeline'],
    ['its activity', () => `/plans/${planId}/activity`, 'made the plan'],
  ])('%s has no accessibility violation and fits a phone', async (_name, address, ready) => {
    const seat = await takeSeat(browser, world, ines, { theme })
    for (const width of [1440, 375]) {
      await seat.page.setViewportSize({ width, height: 812 })
      await seat.page.goto(address())
      await seat.page.getByText(ready).filter({ visible: true }).first().waitFor()
      await expectAccessible(seat.page)
    }
    expect(await seat.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    expectCalm(seat)
    await seat.context.close()
  })
})
