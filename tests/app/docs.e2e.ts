import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { expectCalm, openBrowser, takeSeat } from '../support/browser.ts'
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

test('the REST interface can be read by people, under the same strict content policy as every page', async () => {
  const seat = await takeSeat(browser, world)
  await seat.page.goto('/docs')
  await seat.page.getByRole('heading', { name: /^Certloom/ }).waitFor()
  await seat.page.getByRole('link', { name: 'plans', exact: true }).click()
  await seat.page.getByText('Plans of a customer, newest first').waitFor()
  expectCalm(seat)
  await seat.context.close()
})
