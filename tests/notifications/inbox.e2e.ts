import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectCalm, openBrowser, takeSeat } from '../support/browser.ts'
import { invite, signUp } from '../support/people.ts'
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

test('the inbox fills while one looks at it; opening a notice reads it', async () => {
  const olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  const seat = await takeSeat(browser, world, olivia)
  const { page } = seat
  await page.goto('/inbox')
  await page.getByText('Nothing here yet').waitFor()
  await invite(world, olivia, 'Ben Olsen', 'member')
  await page.getByRole('link', { name: /Inbox 1 unread/ }).waitFor()
  await page.getByRole('link', { name: /Ben Olsen accepted your invitation/ }).press('Enter')
  await page.getByRole('heading', { name: 'People' }).waitFor()
  await page.getByRole('link', { name: 'Inbox', exact: true }).click()
  await page.getByText('Unread', { exact: true }).click()
  await page.getByText('You have read everything.').waitFor()
  expect(new URL(page.url()).search).toBe('?state=unread')
  expectCalm(seat)
  await seat.context.close()
})

test('what one does not want to hear of is chosen once and kept', async () => {
  const olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  const seat = await takeSeat(browser, world, olivia)
  const { page } = seat
  await page.goto('/inbox/preferences')
  const mail = page.getByRole('switch', { name: 'By mail: Somebody I invited joined' })
  await mail.press('Space')
  await expect.poll(async () => (await olivia.api.notifications.preferences()).data[0]?.mail).toBe(true)
  await page.reload()
  expect(await mail.isChecked()).toBe(true)
  expectCalm(seat)
  await seat.context.close()
})
