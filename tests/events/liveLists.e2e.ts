import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectCalm, openBrowser, takeSeat } from '../support/browser.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let browser: Browser
let olivia: Person
let ben: Person
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  ben = await invite(world, olivia, 'Ben', 'member')
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

test('a list shows what somebody else adds, in every tab, and one tab listens for all', async () => {
  const seat = await takeSeat(browser, world, ben)
  const streams: string[] = []
  seat.context.on('request', (request) => {
    if (request.url().endsWith('/api/v1/events')) streams.push(request.url())
  })
  const second = await seat.context.newPage()
  for (const page of [seat.page, second]) {
    await page.goto('/customers')
    await page.getByRole('heading', { name: 'Customers' }).waitFor()
  }
  await expect.poll(() => streams.length).toBe(1)
  await olivia.api.customers.create({ company_name: 'Newcomer Ltd' })
  for (const page of [seat.page, second]) await page.getByRole('link', { name: 'Newcomer Ltd' }).waitFor()

  await seat.page.close()
  await expect.poll(() => streams.length).toBe(2)
  await olivia.api.customers.create({ company_name: 'Latecomer Ltd' })
  await second.getByRole('link', { name: 'Latecomer Ltd' }).waitFor()
  expectCalm(seat)
  await seat.context.close()
})
