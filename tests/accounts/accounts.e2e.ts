import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, expectCalm, openBrowser, takeSeat } from '../support/browser.ts'
import { startDemoWorld } from '../support/demo.ts'
import { password, signUp } from '../support/people.ts'
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

test('a new organization signs up, adds a customer with a plan, and stands in a document to fill', async () => {
  const seat = await takeSeat(browser, world)
  const { page } = seat
  await page.goto('/')
  await page.getByRole('link', { name: 'Create an organization' }).click()
  await page.getByLabel('What is your organization called?').fill('Quay Security')
  await page.getByLabel('What is your name?').fill('Nils Holm')
  await page.getByLabel('E-mail').fill('nils@quay.test')
  await page.getByRole('textbox', { name: /password/i }).fill(password)
  await page.getByRole('button', { name: /create/i }).click()
  await page.getByRole('heading', { name: 'Customers' }).waitFor()

  await page.getByRole('link', { name: 'Add the first customer' }).click()
  await page.getByLabel('Company name').fill('Brightwater Ltd')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('heading', { name: 'Brightwater Ltd' }).waitFor()

  await page.getByRole('navigation', { name: 'Views of this customer' }).getByRole('link', { name: 'Plans' }).click()
  await page.getByRole('button', { name: 'Make the first plan' }).click()
  await page.getByRole('button', { name: 'Make the plan with 15 documents' }).click()
  await page.getByRole('link', { name: /Information Security Policy/ }).waitFor()
  await page.getByRole('link', { name: /Information Security Policy/ }).click()
  await page.getByRole('textbox', { name: 'Security objectives and direction' }).waitFor()
  expectCalm(seat)
  await seat.context.close()
})

test('somebody invited reads the mail in the outbox, sets a password and is in', async () => {
  const olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  const seat = await takeSeat(browser, world, olivia)
  await seat.page.goto('/people')
  await seat.page
    .getByRole('button', { name: /invite/i })
    .first()
    .click()
  await seat.page.getByRole('dialog').getByLabel('E-mail').fill('ines@example.test')
  await seat.page
    .getByRole('dialog')
    .getByRole('button', { name: /invite|send/i })
    .click()
  await seat.page.getByText('ines@example.test').first().waitFor()

  const guest = await takeSeat(browser, world)
  await guest.page.goto('/development/outbox')
  await guest.page
    .getByRole('link', { name: /\/invitations\// })
    .first()
    .click()
  await guest.page.getByLabel('Your name').fill('Ines Duarte')
  await guest.page
    .getByLabel(/password/i)
    .first()
    .fill(password)
  await expectAccessible(guest.page)
  await guest.page.getByRole('button', { name: /join/i }).click()
  await guest.page.getByText('Ines Duarte').first().waitFor()
  await guest.page.getByRole('heading', { name: 'Dashboard' }).waitFor()
  for (const each of [seat, guest]) {
    expectCalm(each)
    await each.context.close()
  }
})

test('a wrong password says what to do next, and a forgotten one is reset by mail', async () => {
  const { email } = await signUp(world, 'Pia', 'Pia & Co')
  const seat = await takeSeat(browser, world)
  const { page } = seat
  await page.goto('/login')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('E-mail or password is wrong').waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: /forgot/i }).click()
  await page.getByRole('heading', { name: 'Reset your password' }).waitFor()
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByRole('button', { name: 'Mail me a link' }).click()
  await page.getByText(email).waitFor()

  await page.goto('/development/outbox')
  await page
    .getByRole('link', { name: /\/reset-password\// })
    .first()
    .click()
  await page.getByRole('textbox', { name: 'New password' }).fill('another long password')
  await page.getByRole('button', { name: 'Set the password' }).click()
  await page.getByRole('link', { name: 'Sign in' }).waitFor()
  await page.goto('/login')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill('another long password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Dashboard' }).waitFor()
  await seat.context.close()
})

test('the demo world opens with one click, and signing out leaves nothing behind', async () => {
  const demo = await startDemoWorld()
  const seat = await takeSeat(browser, demo)
  const { page } = seat
  await page.goto('/login')
  await page.getByRole('button', { name: /Ingrid Solberg/ }).click()
  await page.getByText('Acme Corp').first().waitFor()
  await page.getByRole('button', { name: /Ingrid Solberg/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await page.goBack()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(await page.getByText('Beta Inc').filter({ visible: true }).count()).toBeLessThanOrEqual(1) // only as a name on the sign-in page
  expectCalm(seat)
  await seat.context.close()
  await demo.stop()
})
