import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { betaTemplates, iso9001, planFor } from '../plans/planFor.ts'
import { expectAccessible, expectCalm, openBrowser, takeSeat } from '../support/browser.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { newTask } from '../tasks/newTask.ts'

let world: World
let browser: Browser
let ines: Person
let zenith: string
let daniel: Person
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
  const companies = [...Array.from({ length: 25 }, (_, index) => `Company ${index + 10}`), 'Zenith Works']
  for (const company_name of companies) await ines.api.customers.create({ company_name })
  const named = async (q: string) => (await ines.api.customers.list({ q })).data[0]?.id ?? ''
  zenith = await named('Zenith')
  for (const customer of [zenith, await named('Company 10')]) {
    await planFor(ines, customer, iso9001, betaTemplates)
    await newTask(ines, customer, { title: customer === zenith ? 'Call Zenith' : 'Call the others' })
  }
  daniel = await invite(world, ines, 'Daniel Brandt', 'manager', zenith)
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

const picker = (page: Page) => page.getByRole('combobox', { name: 'Customer' })

async function pick(page: Page, name: string): Promise<void> {
  await picker(page).fill(name.slice(0, 4).toLowerCase())
  await page.getByRole('option', { name }).click()
  await expect.poll(() => new URL(page.url()).searchParams.get('customer')).toBe(zenith)
}

const listed = (page: Page) => page.getByRole('main').getByText('Company 10').filter({ visible: true })
const namesOthers = (page: Page) => listed(page).count()

test('lists of everybody’s plans, documents and tasks are narrowed to one of many customers by the letters of its name, and widened again', async () => {
  const seat = await takeSeat(browser, world, ines)
  const { page } = seat
  for (const list of ['/plans', '/documents']) {
    await page.goto(list)
    await listed(page).first().waitFor()
    await pick(page, 'Zenith Works')
    await expect.poll(() => namesOthers(page)).toBe(0)
    await page.getByRole('row').filter({ hasText: 'Zenith Works' }).first().waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Clear: Customer' }).click()
    await listed(page).first().waitFor()
  }
  await page.goto('/tasks?view=list')
  await page.getByText('Call the others').waitFor()
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await pick(page, 'Zenith Works')
  await page.getByText('Call the others').waitFor({ state: 'detached' })
  await page.getByText('Call Zenith').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Take away: Customer: Zenith Works' }).click()
  await page.getByText('Call the others').waitFor()
  expectCalm(seat)
  await seat.context.close()
})

test('a customer’s own people have no customer to choose', async () => {
  const seat = await takeSeat(browser, world, daniel)
  await seat.page.goto('/tasks')
  await seat.page.getByText('Call Zenith').waitFor()
  await seat.page.getByRole('button', { name: 'Filter', exact: true }).click()
  await seat.page.getByRole('group', { name: 'Status' }).waitFor()
  expect(await picker(seat.page).count()).toBe(0)
  expectCalm(seat)
  await seat.context.close()
})
