import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, expectCalm, openBrowser, takeSeat } from '../support/browser.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { betaTemplates, iso9001, iso27001, planFor } from './planFor.ts'

let world: World
let browser: Browser
let ines: Person
let maya: Person
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
  maya = await invite(world, ines, 'Maya Stone', 'member')
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

const newCustomer = async (company_name: string): Promise<string> => (await ines.api.customers.create({ company_name })).id
const dialog = (page: Page) => page.getByRole('dialog')
const three = ['Quality Manual', 'Document Control Procedure', 'Internal Audit Procedure']

/** Opens the dialog of a new plan where a customer's plans are. */
async function startPlan(page: Page, customerId: string): Promise<void> {
  await page.goto(`/customers/${customerId}/plans`)
  await page.getByRole('button', { name: /^(Make the first|New) plan$/ }).click()
  await dialog(page).getByLabel('Standard').waitFor()
}

describe('journey 3: a selective plan for Beta Inc', () => {
  test('a member makes it with three of ten templates, and the customer’s manager reads it, live, and can change nothing', async () => {
    const customerId = await newCustomer('Beta Inc')
    const daniel = await invite(world, ines, 'Daniel Brandt', 'manager', customerId)
    const seat = await takeSeat(browser, world, maya)
    const { page } = seat
    await startPlan(page, customerId)
    await dialog(page).getByLabel('Standard').selectOption({ value: iso9001 })
    await dialog(page).getByLabel('Only those I choose').click()
    for (const name of three) await dialog(page).getByLabel(name, { exact: true }).check()
    await dialog(page).getByRole('combobox', { name: 'Owner' }).fill('maya')
    await page.getByRole('option', { name: /Maya Stone/ }).click()
    await dialog(page).getByRole('button', { name: 'Make the plan with 3 documents' }).click()
    await dialog(page).waitFor({ state: 'detached' })
    await page.getByRole('link', { name: /ISO 9001.* certification/ }).click()
    await page.getByText('of 3 documents').waitFor()
    await page.getByText('Maya Stone').first().waitFor()

    const other = await takeSeat(browser, world, daniel)
    const { id } = (await ines.api.plans.listAll({ customer_id: customerId })).data[0] ?? { id: '' }
    await other.page.goto(`/plans/${id}`)
    await other.page.getByText('of 3 documents').waitFor()
    expect(await other.page.getByRole('button', { name: /^(Complete|More for)/ }).count()).toBe(0)
    await expectAccessible(other.page)

    await page.getByRole('link', { name: 'Documents', exact: true }).last().click()
    for (const name of three) await page.getByRole('link', { name, exact: true }).waitFor()
    await page.getByRole('button', { name: /^More for/ }).click()
    await page.getByRole('menuitem', { name: 'Pause' }).click()
    await other.page.getByText('This plan is paused').waitFor()
    expectCalm(seat)
    expectCalm(other)
    await seat.context.close()
    await other.context.close()
  })
})

test('a plan is made from the list of plans too, for a customer who is chosen there', async () => {
  const customerId = await newCustomer('Listed Ltd')
  await planFor(ines, await newCustomer('Planned Ltd'), iso9001, betaTemplates)
  const seat = await takeSeat(browser, world, maya)
  const { page } = seat
  await page.goto('/plans')
  await page.getByRole('button', { name: 'New plan' }).click()
  const make = dialog(page).getByRole('button', { name: /^Make the plan/ })
  await dialog(page).getByLabel('Standard').selectOption({ value: iso9001 })
  expect(await make.isDisabled()).toBe(true)
  await dialog(page).getByRole('combobox', { name: 'Customer' }).fill('Listed')
  await page.getByRole('option', { name: 'Listed Ltd' }).click()
  await expectAccessible(page)
  await make.click()
  await page.getByRole('row', { name: /Listed Ltd/ }).waitFor()
  expect((await ines.api.plans.listAll({ customer_id: customerId })).data).toMatchObject([{ iso_standard_id: iso9001 }])
  expectCalm(seat)
  await seat.context.close()
})

describe('a plan that cannot be', () => {
  test('a framework that has an open plan is refused in clear words, with the way to that plan', async () => {
    const customerId = await newCustomer('Twice Ltd')
    const plan = await planFor(ines, customerId, iso9001, betaTemplates)
    const seat = await takeSeat(browser, world, maya)
    await startPlan(seat.page, customerId)
    await dialog(seat.page).getByLabel('Standard').selectOption({ value: iso9001 })
    await dialog(seat.page)
      .getByRole('button', { name: /^Make the plan/ })
      .click()
    await dialog(seat.page).getByText('already has an open plan').waitFor()
    await dialog(seat.page).getByRole('link', { name: 'Go to the open plan' }).click()
    await expect.poll(() => seat.page.url()).toContain(`/plans/${plan.id}`)
    expectCalm(seat)
    await seat.context.close()
  })

  test('a target date that is over is marked, and pressing twice makes one plan', async () => {
    const customerId = await newCustomer('Hasty Ltd')
    const seat = await takeSeat(browser, world, maya)
    await startPlan(seat.page, customerId)
    const target = dialog(seat.page).getByLabel('Target date (optional)')
    const make = dialog(seat.page).getByRole('button', { name: /^Make the plan/ })
    await target.fill('2020-01-31')
    await make.click()
    await dialog(seat.page).getByText('The target date is over').first().waitFor()
    expect((await ines.api.plans.list({ customer_id: customerId })).data).toEqual([])
    await target.fill('2030-01-31')
    await make.dblclick()
    await dialog(seat.page).waitFor({ state: 'detached' })
    expect((await ines.api.plans.list({ customer_id: customerId })).data).toHaveLength(1)
    expectCalm(seat)
    await seat.context.close()
  })

  test('an answer that is lost on its way is told, and the plan that was made all the same is found', async () => {
    const customerId = await newCustomer('Lost Ltd')
    const seat = await takeSeat(browser, world, maya)
    await startPlan(seat.page, customerId)
    await seat.page.route('**/iso-plans', async (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      await route.fetch()
      await route.abort('connectionreset')
    })
    const make = dialog(seat.page).getByRole('button', { name: /^Make the plan/ })
    await make.click()
    await dialog(seat.page).getByText('The server cannot be reached').waitFor()
    await seat.page.unroute('**/iso-plans')
    await make.click()
    await dialog(seat.page).getByRole('link', { name: 'Go to the open plan' }).waitFor()
    expect((await ines.api.plans.list({ customer_id: customerId })).data).toHaveLength(1)
    expectCalm(seat)
    await seat.context.close()
  })
})

describe('a plan while it is made', () => {
  test('says what is being made, claims no share of it, and takes no second press', async () => {
    const customerId = await newCustomer('Patient Ltd')
    const seat = await takeSeat(browser, world, maya)
    const { page } = seat
    const held = Promise.withResolvers<void>()
    await startPlan(page, customerId)
    await dialog(page).getByLabel('Standard').selectOption({ value: iso27001 })
    await page.route('**/iso-plans', async (route) => {
      if (route.request().method() === 'POST') await held.promise
      await route.continue()
    })
    await dialog(page).getByRole('button', { name: 'Make the plan with 15 documents' }).click()
    await dialog(page).getByRole('status').getByText('Making 15 documents and their tasks').waitFor()
    const progress = dialog(page).getByRole('progressbar', { name: 'Making the plan' })
    expect(await progress.evaluate((bar: HTMLProgressElement) => bar.hasAttribute('value'))).toBe(false)
    expect(
      await dialog(page)
        .getByRole('button', { name: /^Make the plan/ })
        .isDisabled(),
    ).toBe(true)
    await expectAccessible(page)
    held.resolve()
    await dialog(page).waitFor({ state: 'detached' })
    expect((await ines.api.plans.list({ customer_id: customerId })).data).toMatchObject([{ document_count: 15 }])
    expectCalm(seat)
    await seat.context.close()
  })
})

describe('a plan that goes on', () => {
  test('gets another selection of documents, and is told what comes and what goes before it does', async () => {
    const customerId = await newCustomer('Other Choice Ltd')
    const plan = await planFor(ines, customerId, iso9001, betaTemplates)
    const seat = await takeSeat(browser, world, maya)
    const { page } = seat
    await page.goto(`/plans/${plan.id}/documents`)
    await page.getByRole('link', { name: 'Internal Audit Procedure', exact: true }).waitFor()
    await page.getByRole('button', { name: /^More for/ }).click()
    await page.getByRole('menuitem', { name: 'Choose documents' }).click()
    await dialog(page).getByText('The plan has these documents already.').waitFor()
    await dialog(page).getByLabel('Internal Audit Procedure', { exact: true }).uncheck()
    await dialog(page).getByLabel('Training Procedure', { exact: true }).check()
    await dialog(page)
      .getByText(/1 will be made and 1 will be archived with its tasks/)
      .waitFor()
    await expectAccessible(page)
    await dialog(page).getByRole('button', { name: 'Change the selection' }).click()
    await dialog(page).waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'Training Procedure', exact: true }).waitFor()
    expect(await page.getByRole('link', { name: 'Internal Audit Procedure', exact: true }).count()).toBe(0)
    expectCalm(seat)
    await seat.context.close()
  })

  test('is given the documents that it lacks, once', async () => {
    const customerId = await newCustomer('Later Ltd')
    const plan = await ines.api.plans.create({ customer_id: customerId, iso_standard_id: iso9001, auto_generate_documents: false })
    const seat = await takeSeat(browser, world, maya)
    const { page } = seat
    const make = async () => {
      await page.getByRole('button', { name: /^More for/ }).click()
      await page.getByRole('menuitem', { name: 'Make missing documents' }).click()
    }
    await page.goto(`/plans/${plan.id}`)
    await make()
    await page.getByText('10 missing documents were made.').waitFor()
    await page.getByText('of 10 documents').waitFor()
    await make()
    await page.getByText('No document is missing.').waitFor()
    expect((await ines.api.documents.list({ plan_id: plan.id, limit: 50 })).data).toHaveLength(10)
    expectCalm(seat)
    await seat.context.close()
  })

  test('keeps the target that somebody else sets while its name is edited, and asks nothing about it', async () => {
    const customerId = await newCustomer('Two Editors Ltd')
    const plan = await planFor(ines, customerId, iso9001, betaTemplates)
    const one = { customer_id: customerId, plan_id: plan.id }
    const seat = await takeSeat(browser, world, ines)
    const { page } = seat
    await page.goto(`/plans/${plan.id}`)
    await page.getByRole('button', { name: /^More for/ }).click()
    await page.getByRole('menuitem', { name: 'Edit name, date and owner' }).click()
    await dialog(page).getByLabel('Name').fill('The short road')
    await maya.api.plans.update({ ...one, target_completion_date: '2031-03-31' })
    await page.getByText('31 Mar 2031').first().waitFor()
    expect(await dialog(page).getByRole('checkbox').count()).toBe(0)
    await dialog(page).getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'The short road' }).waitFor()
    expect(await ines.api.plans.get(one)).toMatchObject({ plan_name: 'The short road', target_completion_date: '2031-03-31' })
    expectCalm(seat)
    await seat.context.close()
  })

  test('is edited, its dates moved, told what is missing, cancelled, resumed and deleted', async () => {
    const customerId = await newCustomer('Whole Life Ltd')
    const plan = await planFor(ines, customerId, iso27001)
    const one = { customer_id: customerId, plan_id: plan.id }
    const seat = await takeSeat(browser, world, ines)
    const { page } = seat
    const choose = async (item: string) => {
      await page.getByRole('button', { name: /^More for/ }).click()
      await page.getByRole('menuitem', { name: item }).click()
    }
    await page.goto(`/plans/${plan.id}`)
    await choose('Edit name, date and owner')
    await dialog(page).getByLabel('Name').fill('The long road')
    await dialog(page).getByLabel('Target date').fill('2030-06-28')
    expect(await dialog(page).getByLabel('Move the due dates of what is open with it').isChecked()).toBe(true)
    await expectAccessible(page)
    await dialog(page).getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'The long road' }).waitFor()
    expect((await ines.api.documents.list({ plan_id: plan.id, limit: 50 })).data.at(-1)?.due_date).toBe('2030-06-28')

    await page.getByRole('link', { name: 'Timeline' }).click()
    await page.getByText('Target of the plan').waitFor()
    await page.getByRole('navigation', { name: 'Weeks of the plan' }).getByRole('link').last().focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByText('Target of the plan').isVisible()).toBe(true)
    await expectAccessible(page)

    await page.getByRole('button', { name: 'Complete the plan' }).click()
    await dialog(page).getByText('15 of 15 documents are not approved').waitFor()
    await expectAccessible(page)
    await dialog(page).getByRole('button', { name: 'Complete it all the same' }).click()
    await page.getByText('This plan is completed').waitFor()
    await page.getByRole('button', { name: 'Resume' }).click()
    await page.getByRole('button', { name: 'Complete the plan' }).waitFor()

    await choose('Cancel the plan')
    await dialog(page).getByText('15 documents').waitFor()
    await dialog(page).getByRole('button', { name: 'Cancel the plan' }).click()
    await page.getByText('This plan is cancelled').waitFor()
    expect((await ines.api.tasks.list({ plan_id: plan.id })).data).toEqual([])

    await choose('Delete the plan')
    await dialog(page).getByText('15 documents').waitFor()
    await expectAccessible(page)
    const remove = dialog(page).getByRole('button', { name: 'Delete it for good' })
    expect(await remove.isDisabled()).toBe(true)
    await dialog(page)
      .getByLabel(/^Type the name/)
      .fill('The long road')
    await remove.click()
    await expect.poll(() => page.url()).toContain(`/customers/${customerId}`)
    await expect(ines.api.plans.get(one)).rejects.toMatchObject({ code: 'not_found' })
    expectCalm(seat)
    await seat.context.close()
  })
})

type Details = { name: string; person: Person; day: string }
async function fillIn(page: Page, { name, person, day }: Details): Promise<void> {
  await dialog(page).getByLabel('Name').fill(name)
  await dialog(page).getByRole('combobox', { name: 'Responsible' }).fill(person.email)
  await page.getByRole('option', { name: person.me.user.name }).click()
  await dialog(page).getByLabel('Due').fill(day)
}

describe('a document of a plan', () => {
  test('is renamed, given to somebody and dated, from the list and from its own page; a change meanwhile is shown, and others read', async () => {
    const customerId = await newCustomer('Details Ltd')
    const daniel = await invite(world, ines, 'Daniel Details', 'manager', customerId)
    const plan = await planFor(ines, customerId, iso9001, betaTemplates)
    const [first] = (await ines.api.documents.list({ plan_id: plan.id })).data
    const document_id = first?.id ?? ''
    const seat = await takeSeat(browser, world, maya)
    const { page } = seat
    await page.goto(`/plans/${plan.id}/documents`)
    await page.getByRole('button', { name: `Edit details of ${first?.document_name}` }).click()
    await fillIn(page, { name: 'The quality book', person: daniel, day: '2030-03-01' })
    await expectAccessible(page)
    await ines.api.documents.update({ document_id, due_date: '2030-05-02' })
    await dialog(page).getByRole('button', { name: 'Save' }).click()
    await dialog(page)
      .getByText(/Now 2 May 2030/)
      .waitFor()
    await dialog(page).getByRole('button', { name: 'Save' }).click()
    await dialog(page).waitFor({ state: 'detached' })
    await page.getByRole('row', { name: /The quality book.*Daniel Details.*1 Mar 2030/ }).waitFor()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Edit details of The quality book')

    await page.getByRole('link', { name: 'The quality book' }).click()
    await page.getByRole('button', { name: 'Document details' }).click()
    await fillIn(page, { name: 'The book of quality', person: maya, day: '2030-03-08' })
    await dialog(page).getByRole('button', { name: 'Save' }).click()
    await dialog(page).waitFor({ state: 'detached' })
    await page.getByRole('navigation', { name: 'Breadcrumb' }).getByText('The book of quality').waitFor()
    expect(await ines.api.documents.get({ document_id })).toMatchObject({ assignee: { name: 'Maya Stone' }, due_date: '2030-03-08' })

    const other = await takeSeat(browser, world, daniel)
    await other.page.goto('/inbox')
    await other.page.getByRole('link', { name: /made you responsible for “The quality book”/ }).click()
    await other.page.getByRole('button', { name: 'Document details' }).click()
    await dialog(other.page).getByText('8 Mar 2030').waitFor()
    expect(await dialog(other.page).getByRole('button', { name: 'Save' }).count()).toBe(0)
    await expectAccessible(other.page)
    for (const { context } of [seat, other]) await context.close()
    expectCalm(seat)
    expectCalm(other)
  })
})
