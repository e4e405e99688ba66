import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, expectCalm, openBrowser, takeSeat } from '../support/browser.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let browser: Browser
let ines: Person
let tom: Person
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
  tom = await invite(world, ines, 'Tom Whitfield', 'member')
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

const save = (page: Page): Locator => page.getByRole('button', { name: 'Save', exact: true })
const named = async (company: string) => (await ines.api.customers.list({ q: company })).data

test.each(['owner', 'member'] as const)('an %s onboards Acme Corp for ISO 27001 with all templates, in six clicks', async (role) => {
  const person = role === 'owner' ? ines : tom
  const seat = await takeSeat(browser, world, person)
  const { page } = seat
  let clicks = 0
  const click = (target: Locator): Promise<void> => {
    clicks++
    return target.click()
  }
  await page.goto('/customers')
  await click(page.getByRole('link', { name: 'New customer' }))
  await page.getByLabel('Company name').fill(`Acme Corp of the ${role}`)
  await page.getByLabel('Contact e-mail').fill('john@acme.test')
  await page.getByLabel('Invite by e-mail').fill(`${role}.manager@acme.test`)
  await click(page.getByRole('button', { name: 'Add a standard' }))
  await page.getByLabel('All 15 core documents').waitFor()
  await click(save(page))
  await page.getByRole('heading', { name: `Acme Corp of the ${role}` }).waitFor()
  await page.getByText('of 15 documents').waitFor()
  expect(clicks).toBeLessThanOrEqual(6)
  await expectAccessible(page)

  await page.getByRole('navigation', { name: 'Views of this customer' }).getByRole('link', { name: 'Documents' }).click()
  await page.getByRole('link', { name: 'Information Security Policy' }).waitFor()
  await page.getByText('15 documents').waitFor()
  await page.getByRole('navigation', { name: 'Views of this customer' }).getByRole('link', { name: 'People' }).click()
  await page.getByText(`${role}.manager@acme.test`).waitFor()
  expect((await named(`Acme Corp of the ${role}`))[0]).toMatchObject({ iso_codes: ['iso27001-2022'], active_plans: 1 })
  expectCalm(seat)
  await seat.context.close()
})

test('three of ten templates for ISO 9001 make a plan of three documents', async () => {
  const seat = await takeSeat(browser, world, tom)
  const { page } = seat
  await page.goto('/customers/new')
  await page.getByLabel('Company name').fill('Beta Inc')
  await page.getByRole('button', { name: 'Add a standard' }).click()
  const standard = page.getByRole('combobox', { name: 'Standard' })
  const iso9001 = await standard.locator('option', { hasText: 'ISO 9001' }).getAttribute('value')
  await standard.selectOption(iso9001)
  await page.getByLabel('Only those I choose').check()
  await page.getByText('Choose at least one document.').waitFor()
  expect(await save(page).isDisabled()).toBe(true)
  for (const name of ['Quality Manual', 'Document Control Procedure', 'Internal Audit Procedure']) await page.getByLabel(name).check()
  await page.getByText('3 of').waitFor()
  await save(page).click()
  await page.getByText('of 3 documents').waitFor()
  expectCalm(seat)
  await seat.context.close()
})

test('saving and starting the interview leads from the form to what is not known about the company yet', async () => {
  const seat = await takeSeat(browser, world, tom)
  const { page } = seat
  await page.goto('/customers/new')
  await page.getByLabel('Company name').fill('Delta GmbH')
  await page.getByRole('button', { name: 'Add a standard' }).click()
  await page.getByLabel('All 15 core documents').waitFor()
  await page.getByRole('button', { name: 'Save and start interview' }).click()
  await page.waitForURL(/\/interviews\//)
  await page.getByRole('heading', { name: 'What do you call yourselves in your own documents?' }).waitFor()
  await page.getByText('Question 2 of 22').waitFor() // its legal name is known
  await page.getByRole('link', { name: 'Delta GmbH' }).waitFor()
  expect((await named('Delta GmbH'))[0]).toMatchObject({ active_plans: 1 })
  expectCalm(seat)
  await seat.context.close()
})

test('a customer whose interview could not be started is shown, with the reason and the way to start it', async () => {
  const seat = await takeSeat(browser, world, tom)
  const { page } = seat
  const interviews = /\/customers\/[^/]+\/interview-sessions$/
  await page.route(interviews, (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()))
  await page.goto('/customers/new')
  await page.getByLabel('Company name').fill('Epsilon GmbH')
  await page.getByRole('button', { name: 'Save and start interview' }).click()
  await page.getByRole('heading', { name: 'Epsilon GmbH' }).waitFor()
  await page.getByText('The customer is added, but its interview could not be started.').waitFor()
  await page.getByRole('alert').getByText('The server cannot be reached').waitFor()
  await expectAccessible(page)
  await page.unroute(interviews)
  await page.getByRole('button', { name: 'Start the interview now' }).click()
  await page.getByRole('heading', { name: 'What do you call yourselves in your own documents?' }).waitFor()
  expect(await named('Epsilon GmbH')).toHaveLength(1)
  expectCalm(seat)
  await seat.context.close()
})

describe('the form of a customer', () => {
  test('makes one customer however often save is pressed', async () => {
    const seat = await takeSeat(browser, world, ines)
    const { page } = seat
    await page.goto('/customers/new')
    await page.getByLabel('Company name').fill('Pressed Ltd')
    await page.getByRole('button', { name: 'Add a standard' }).click()
    await page.getByLabel('All 15 core documents').waitFor()
    await save(page).dblclick()
    await page.getByRole('heading', { name: 'Pressed Ltd' }).waitFor()
    expect(await named('Pressed Ltd')).toHaveLength(1)
    await seat.context.close()
  })

  test('keeps what was typed when the answer is lost, and sending it again makes no second customer', async () => {
    const seat = await takeSeat(browser, world, ines)
    const { page } = seat
    await page.goto('/customers/new')
    await page.getByLabel('Company name').fill('Lost Ltd')
    await page.getByLabel('Invite by e-mail').fill('lost@lost.test')
    await page.route('**/api/v1/customers', async (route) => {
      await route.fetch()
      await route.abort('connectionreset')
    })
    await save(page).click()
    await page.getByText('The server cannot be reached').waitFor()
    expect(await named('Lost Ltd')).toHaveLength(1)
    await page.unroute('**/api/v1/customers')
    expect(await page.getByLabel('Invite by e-mail').inputValue()).toBe('lost@lost.test')
    await save(page).click()
    await page.getByRole('heading', { name: 'Lost Ltd' }).waitFor()
    expect(await named('Lost Ltd')).toHaveLength(1)
    await seat.context.close()
  })

  test('tells at the field what cannot be, and of a name that is taken', async () => {
    const seat = await takeSeat(browser, world, ines)
    const { page } = seat
    await ines.api.customers.create({ company_name: 'Twin Ltd' })
    await page.goto('/customers/new')
    await page.getByLabel('Company name').fill('twin ltd')
    await page.getByText('There is a customer of this name already').waitFor()
    await page.getByLabel('Invite by e-mail').fill('lena@twin.test')
    await page.getByRole('button', { name: 'Add a person' }).click()
    await page.getByLabel('Invite by e-mail (2)').fill('LENA@twin.test')
    await page.getByText('This address is here twice.').waitFor()
    expect(await save(page).isDisabled()).toBe(true)
    await page.getByLabel('Invite by e-mail (2)').fill(tom.email)
    await save(page).click()
    await page.getByRole('alert').filter({ hasText: tom.email }).waitFor()
    expect(await named('twin ltd')).toHaveLength(1)
    await expectAccessible(page)
    await page.setViewportSize({ width: 375, height: 812 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    await seat.context.close()
  })
})
