import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { betaTemplates, iso9001, planFor } from '../plans/planFor.ts'
import { expectAccessible, expectCalm, openBrowser, takeSeat } from '../support/browser.ts'
import { invite, mailedToken, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { newTask } from '../tasks/newTask.ts'

let world: World
let browser: Browser
let ines: Person
let acme: string
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
  acme = (await ines.api.customers.create({ company_name: 'Acme Corp', industry: 'Machines', contact_email: 'office@acme.test' })).id
  await planFor(ines, acme, iso9001, betaTemplates)
  await ines.api.customers.create({ company_name: 'Zebra Ltd' })
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

const companies = (page: Page) => page.getByRole('row').getByRole('link').allInnerTexts()
const views = (page: Page) => page.getByRole('navigation', { name: 'Views of this customer' }).getByRole('link')
const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)

test('the list is searched, filtered and sorted, and its address says how', async () => {
  const seat = await takeSeat(browser, world, ines)
  const { page } = seat
  await page.goto('/customers')
  await page.getByText('3 customers').waitFor()
  expect(await companies(page)).toEqual(['Acme Corp', 'Harbor Compliance', 'Zebra Ltd'])
  await page.getByRole('button', { name: 'Company' }).click()
  await expect.poll(() => companies(page)).toEqual(['Zebra Ltd', 'Harbor Compliance', 'Acme Corp'])
  await page.getByLabel('Progress').selectOption('no_plan')
  await page.getByRole('searchbox', { name: 'Search' }).fill('zeb')
  await page.getByText('1 customer', { exact: true }).waitFor()
  expect(page.url()).toContain('q=zeb')
  await page.reload()
  await page.getByText('1 customer', { exact: true }).waitFor()
  expect(await page.getByRole('searchbox', { name: 'Search' }).inputValue()).toBe('zeb')
  await page.getByRole('searchbox', { name: 'Search' }).fill('nobody')
  await page.getByRole('button', { name: 'Show all customers' }).click()
  await expect.poll(() => companies(page)).toHaveLength(3)
  expectCalm(seat)
  await seat.context.close()
})

test('every view of a customer is accessible and fits a phone, and documents are found by name and status', async () => {
  const seat = await takeSeat(browser, world, ines)
  const { page } = seat
  for (const [view, ready] of [
    ['', 'Due next'],
    ['/plans', 'Quality Manual'],
    ['/documents', '3 documents'],
    ['/readiness', 'There is no checklist yet'],
    ['/people', 'Nobody of this customer has an account yet'],
    ['/activity', 'added the customer'],
    ['/edit', 'Company name'],
  ] as const) {
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto(`/customers/${acme}${view}`)
    await page.getByText(ready).first().waitFor()
    await expectAccessible(page)
    await page.setViewportSize({ width: 375, height: 812 })
    expect(await fits(page), view).toBe(true)
    await expectAccessible(page)
  }
  await page.goto(`/customers/${acme}/documents?status=not_started`)
  await page.getByRole('searchbox', { name: 'Search' }).fill('manual')
  await page.getByText('1 of 3 documents').waitFor()
  await page.getByLabel('Status').selectOption('approved')
  await page.getByText('No document matches this search.').waitFor()
  expectCalm(seat)
  await seat.context.close()
})

test('details saved while somebody else closes the portal and renames the customer change nothing but what was typed', async () => {
  const { id } = await ines.api.customers.create({ company_name: 'Harbor Freight', industry: 'Freight' })
  const seat = await takeSeat(browser, world, ines)
  const { page } = seat
  await page.goto(`/customers/${id}/edit`)
  await page.getByLabel('Phone').fill('030 123')
  await ines.api.customers.update({ customer_id: id, portal_enabled: false, company_name: 'Harbor Cargo' })
  await page.getByRole('navigation', { name: 'Breadcrumb' }).getByText('Harbor Cargo').waitFor()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('heading', { name: 'Harbor Cargo' }).waitFor()
  const saved = await ines.api.customers.get({ customer_id: id })
  expect(saved).toMatchObject({ phone: '030 123', portal_enabled: false, company_name: 'Harbor Cargo', industry: 'Freight' })
  expectCalm(seat)
  await seat.context.close()
})

test('an archived customer comes back with one press, and is deleted only by its typed name', async () => {
  const seat = await takeSeat(browser, world, ines)
  const { page } = seat
  const gone = await ines.api.customers.create({ company_name: 'Gone Ltd' })
  await planFor(ines, gone.id, iso9001, betaTemplates)
  const archive = async () => {
    await page.goto(`/customers/${gone.id}`)
    await page.getByRole('button', { name: 'More for Gone Ltd' }).click()
    await page.getByRole('menuitem', { name: 'Archive' }).click()
    await page.getByText('Gone Ltd is archived.').first().waitFor()
  }
  await archive()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('link', { name: 'Gone Ltd' }).waitFor()
  await archive()
  await page.getByText('Archived', { exact: true }).click()
  await page.getByRole('button', { name: 'Delete Gone Ltd' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('3 documents with their versions').waitFor()
  await expectAccessible(page)
  await dialog.getByRole('textbox').fill('gone')
  expect(await dialog.getByRole('button', { name: 'Delete for good' }).isDisabled()).toBe(true)
  await dialog.getByRole('textbox').fill('Gone Ltd')
  await dialog.getByRole('button', { name: 'Delete for good' }).click()
  await page.getByText('No customer is archived.').waitFor()
  expect(await world.sql('select 1 from customer where id = $1', [gone.id])).toEqual([])
  expectCalm(seat)
  await seat.context.close()
})

test('whoever is taken out hands over their work to somebody chosen from those who can see the customer', async () => {
  const lena = await invite(world, ines, 'Lena Vogt', 'contributor', acme)
  await invite(world, ines, 'Mira Kovac', 'manager', acme)
  const task = await newTask(ines, acme, { assigned_to: lena.me.user.id })
  const seat = await takeSeat(browser, world, ines)
  const { page } = seat
  await page.goto(`/customers/${acme}/people`)
  await page.getByRole('button', { name: 'Remove Lena Vogt' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('1 open task').waitFor()
  const picker = dialog.getByRole('combobox', { name: 'Who goes on with their work' })
  await picker.click()
  await page.getByRole('option', { name: 'Invite somebody…' }).waitFor()
  expect(await page.getByRole('option', { name: 'Lena Vogt' }).count()).toBe(0)
  await expectAccessible(page)
  await picker.fill('new@acme.test')
  await page.getByRole('option', { name: 'Invite new@acme.test…' }).click()
  await page.getByRole('button', { name: /^Send/ }).click()
  await page.getByRole('button', { name: /^Send/ }).waitFor({ state: 'detached' })
  expect(await ines.api.members.openWork({ user_id: lena.me.user.id })).toMatchObject({ tasks: 1 })
  await picker.fill('mira')
  await page.getByRole('option', { name: /Mira Kovac/ }).click()
  await dialog.getByRole('button', { name: 'Remove Lena Vogt' }).click()
  await page.getByText('Lena Vogt (left)').waitFor()
  expect((await ines.api.tasks.get({ task_id: task.id })).assignee?.name).toBe('Mira Kovac')
  expectCalm(seat)
  await seat.context.close()
})

test('closing the portal signs its people out, and each can be sent a new invitation', async () => {
  const late = `late.${crypto.randomUUID()}@closed.test`
  const { id } = await ines.api.customers.create({ company_name: 'Closed Ltd', portal_invitations: [{ email: late }] })
  const olga = await invite(world, ines, 'Olga Other', 'manager', id)
  const seat = await takeSeat(browser, world, ines)
  const { page } = seat
  await page.goto(`/customers/${id}/people`)
  await page.getByRole('button', { name: `Invite again: ${late}` }).click()
  await expect.poll(() => world.sql('select 1 from mail where "to" = $1', [late])).toHaveLength(2)
  await page.getByRole('button', { name: `Take back the invitation of ${late}` }).click()
  await expect.poll(() => page.getByRole('row').filter({ hasText: late }).count()).toBe(0)
  await page.getByRole('switch').click()
  await expect.poll(async () => (await olga.fetch('/api/v1/auth/me')).status).toBe(401)
  expectCalm(seat)
  await seat.context.close()
})

test('a person of the portal whose password is reset is signed out and mailed a link to set a new one, and the button says so', async () => {
  const mona = await invite(world, ines, 'Mona Portal', 'contributor', acme)
  const seat = await takeSeat(browser, world, ines)
  const { page } = seat
  await page.goto(`/customers/${acme}/people`)
  await page.getByRole('button', { name: 'Reset password of Mona Portal' }).click()
  const done = page.getByRole('button', { name: 'Link mailed to Mona Portal' })
  await done.waitFor()
  expect(await done.isDisabled()).toBe(true)
  await expectAccessible(page)
  expect((await mona.fetch('/api/v1/auth/me')).status).toBe(401)
  await page.goto(`/reset-password/${await mailedToken(world, mona.email)}`)
  await page.getByRole('textbox', { name: 'New password' }).fill('another long enough password')
  await page.getByRole('button', { name: 'Set the password' }).click()
  await page.getByRole('heading', { name: 'Your password is changed' }).waitFor()
  await mona.api.accounts.login({ email: mona.email, password: 'another long enough password' })
  expectCalm(seat)
  await seat.context.close()
})

test.each(['manager', 'contributor', 'viewer'] as const)(
  'a customer’s %s sees their one customer, and no way to anything else',
  async (role) => {
    const daniel = await invite(world, ines, `Daniel the ${role}`, role, acme)
    const seat = await takeSeat(browser, world, daniel, { width: 375 })
    const { page } = seat
    await page.goto('/customers')
    await page.getByRole('heading', { name: 'Acme Corp' }).waitFor()
    const shown = await views(page).allInnerTexts()
    expect(shown).toEqual(expect.arrayContaining(['Overview', 'Plans', 'Documents']))
    expect(shown.includes('People')).toBe(role === 'manager')
    for (const view of await views(page).all()) {
      await view.click()
      await expect.poll(() => view.getAttribute('aria-current')).toBe('page')
      await page.getByRole('heading', { name: 'Acme Corp' }).waitFor()
      expect(await page.getByText(/not allow|went wrong|Zebra|Their people/).count()).toBe(0)
      expect(await fits(page)).toBe(true)
      await expectAccessible(page)
    }
    await page.getByRole('button', { name: /menu/i }).first().click()
    const entries = await page.getByRole('navigation', { name: 'Main' }).getByRole('link').allInnerTexts()
    expect(entries).not.toContain('Customers')
    for (const entry of await page.getByRole('navigation', { name: 'Main' }).getByRole('link').all()) {
      const address = (await entry.getAttribute('href')) ?? ''
      const visitor = await seat.context.newPage()
      await visitor.goto(address)
      await visitor.getByRole('heading', { level: 1 }).waitFor()
      expect(await visitor.getByText(/not allow|went wrong|no such page/).count(), address).toBe(0)
      await visitor.close()
    }
    expectCalm(seat)
    await seat.context.close()
  },
)
