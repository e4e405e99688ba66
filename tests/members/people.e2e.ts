import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, expectCalm, openBrowser, takeSeat } from '../support/browser.ts'
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

test('several people are invited at once; who cannot be stays in the form, with the reason', async () => {
  const olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  const seat = await takeSeat(browser, world, olivia)
  const { page } = seat
  await page.goto('/people')
  await page.getByRole('button', { name: 'Invite people' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('E-mail').fill(`Ada <ada@example.test>, bo@example.test\n${olivia.email}`)
  await dialog.getByRole('button', { name: 'Send 3 invitations' }).click()
  await dialog.getByRole('alert').getByText(olivia.email).waitFor()
  expect(await dialog.getByLabel('E-mail').inputValue()).toBe(olivia.email)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  for (const email of ['ada@example.test', 'bo@example.test']) await page.getByText(email).first().waitFor()
  expectCalm(seat)
  await seat.context.close()
})

test('a team is made, changed and archived, and somebody else sees it at once', async () => {
  const olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  const ben = await invite(world, olivia, 'Ben Olsen', 'member')
  const [seat, watcher] = [await takeSeat(browser, world, olivia), await takeSeat(browser, world, ben)]
  await seat.page.goto('/people')
  await watcher.page.goto('/people')
  await watcher.page.getByText('No teams yet').waitFor()
  await seat.page.getByRole('button', { name: 'New team' }).click()
  const dialog = seat.page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Auditors')
  await dialog.getByRole('combobox', { name: 'Members' }).fill('Ben')
  await dialog.getByRole('option', { name: 'Ben Olsen' }).click()
  await expectAccessible(seat.page)
  await dialog.getByRole('button', { name: 'Make the team' }).click()
  await watcher.page.getByRole('row', { name: /Auditors Ben Olsen/ }).waitFor()
  await seat.page.getByRole('button', { name: 'Archive the team Auditors' }).click()
  await watcher.page.getByText('No teams yet').waitFor()
  for (const each of [seat, watcher]) {
    expectCalm(each)
    await each.context.close()
  }
})
