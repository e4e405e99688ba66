import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, expectCalm, type Look, openBrowser, type Seat, type Theme, takeSeat } from '../support/browser.ts'
import { iso27001, makeDocument } from '../support/documents.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { newTask } from './newTask.ts'
import { card, column, drag } from './taskPage.ts'

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

const newCustomer = async (name: string): Promise<string> => (await ines.api.customers.create({ company_name: name })).id

async function boardOf(person: Person, customerId: string, search = '', look: Look = {}): Promise<Seat> {
  const seat = await takeSeat(browser, world, person, look)
  await seat.page.goto(`/customers/${customerId}/tasks${search}`)
  await seat.page.locator('[data-task]').first().waitFor()
  return seat
}

const statusOf = async (task_id: string) => (await ines.api.tasks.get({ task_id })).status

const addTask = async (page: Page, title: string) => {
  await page.getByRole('button', { name: 'New task' }).click()
  await page.getByRole('textbox', { name: 'What is to be done' }).fill(title)
  await page.getByRole('button', { name: 'Add the task' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Title' }).waitFor()
}

test('a card dragged to another column is there at once, for others too, and an undo brings it back', async () => {
  const acme = await newCustomer('Acme Corp')
  const { id } = await newTask(ines, acme, { title: 'Call the auditor' })
  const [own, other] = [await boardOf(ines, acme), await boardOf(maya, acme)]
  await drag(own.page, card(own.page, 'Pending', 'Call the auditor'), column(own.page, 'In progress'))
  await card(own.page, 'In progress', 'Call the auditor').waitFor()
  await card(other.page, 'In progress', 'Call the auditor').waitFor()
  expect(await statusOf(id)).toBe('in_progress')
  expect(new URL(own.page.url()).search).toBe('')
  await own.page.getByRole('button', { name: 'Undo' }).click()
  await card(own.page, 'Pending', 'Call the auditor').waitFor()
  await card(other.page, 'Pending', 'Call the auditor').waitFor()
  for (const seat of [own, other]) {
    expectCalm(seat)
    await seat.context.close()
  }
})

test('the keyboard walks the board, takes a card up, puts it down and keeps the focus on it', async () => {
  const acme = await newCustomer('Acme Keys')
  await newTask(ines, acme, { title: 'First', due_date: '2027-01-01' })
  const { id } = await newTask(ines, acme, { title: 'Second', due_date: '2027-01-02' })
  const seat = await boardOf(ines, acme)
  const { page } = seat
  await page.getByRole('link', { name: 'First' }).focus()
  await page.keyboard.press('j')
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Second')
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowRight')
  await page.locator('[data-column=in_progress][data-moving=over]').waitFor()
  await page.keyboard.press('Escape')
  expect(await statusOf(id)).toBe('pending')
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Space')
  await card(page, 'In progress', 'Second').waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Second')
  await page.keyboard.press('4')
  await card(page, 'Completed', 'Second').waitFor()
  await expect.poll(() => statusOf(id)).toBe('completed')
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Second')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByRole('textbox', { name: 'Title' }).waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  expectCalm(seat)
  await seat.context.close()
})

test('a task without its evidence does not go to completed, and the page says what is missing', async () => {
  const acme = await newCustomer('Acme Gate')
  const { id } = await newTask(ines, acme, { title: 'Prove it', requires_evidence: true, evidence_description: 'The signed contract' })
  const { page, context } = await boardOf(ines, acme)
  await drag(page, card(page, 'Pending', 'Prove it'), column(page, 'Completed'))
  await page.locator('#main').getByText('needs evidence before it can be completed: The signed contract').waitFor()
  await card(page, 'Pending', 'Prove it').waitFor()
  expect(await statusOf(id)).toBe('pending')
  await page.getByRole('button', { name: 'Open the task' }).click()
  expect(await page.getByRole('button', { name: 'Complete the task' }).isDisabled()).toBe(true)
  await page.getByText('Evidence is missing').waitFor()
  await context.close()
})

test('a blocked task asks for its reason and shows it', async () => {
  const acme = await newCustomer('Acme Block')
  const { id } = await newTask(ines, acme, { title: 'Wait for it' })
  const { page, context } = await boardOf(ines, acme)
  await drag(page, card(page, 'Pending', 'Wait for it'), column(page, 'Blocked'))
  await page.getByRole('textbox', { name: 'What does it wait for?' }).fill('The supplier')
  await page.getByRole('button', { name: 'Block', exact: true }).click()
  await card(page, 'Blocked', 'Wait for it').getByText('The supplier').waitFor()
  await expect.poll(() => statusOf(id)).toBe('blocked')
  await context.close()
})

test('what somebody else completed or deleted meanwhile is not moved, and the card goes where it belongs', async () => {
  const acme = await newCustomer('Acme Late')
  const [done, gone] = [await newTask(ines, acme, { title: 'Done by Maya' }), await newTask(ines, acme, { title: 'Deleted by Maya' })]
  await newTask(ines, acme, { title: 'Stays' })
  const seat = await takeSeat(browser, world, ines)
  const { page } = seat
  await page.route('**/api/v1/events?*', (route) => route.abort()) // as behind a proxy that swallows streams
  await page.goto(`/customers/${acme}/tasks`)
  await card(page, 'Pending', 'Done by Maya').waitFor()
  await maya.api.tasks.complete({ task_id: done.id })
  await maya.api.tasks.remove({ task_id: gone.id })
  await drag(page, card(page, 'Pending', 'Done by Maya'), column(page, 'In progress'))
  await page.locator('#main').getByText('Somebody else made this task completed meanwhile').waitFor()
  await card(page, 'Completed', 'Done by Maya').waitFor()
  expect(await statusOf(done.id)).toBe('completed')
  await expect.poll(() => page.getByRole('link', { name: 'Deleted by Maya' }).count()).toBe(0)
  await seat.context.close()
})

test('a change of many tells of each that was refused, and one undo takes the others back', async () => {
  const acme = await newCustomer('Acme Bulk')
  for (const title of ['A', 'B', 'C']) await newTask(ines, acme, { title, due_date: '2027-01-01' })
  await newTask(ines, acme, { title: 'Needs proof', requires_evidence: true })
  const { page, context } = await boardOf(ines, acme, '?view=list')
  await page.getByRole('checkbox', { name: 'Select A', exact: true }).check()
  await page.getByRole('checkbox', { name: 'Select Needs proof' }).click({ modifiers: ['Shift'] })
  await page.getByText('4 tasks selected').waitFor()
  await page.getByRole('region', { name: 'Selected tasks' }).getByRole('button', { name: 'Status' }).click()
  await page.getByRole('menuitem', { name: 'Completed' }).click()
  await page.locator('#main').getByText('3 tasks are completed. 1 task could not be changed').waitFor()
  await page.getByRole('listitem').filter({ hasText: 'Needs proof: This task needs evidence' }).waitFor()
  expect(await ines.api.tasks.counts({ customer_id: acme })).toMatchObject({ completed: 3, pending: 1 })
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => ines.api.tasks.counts({ customer_id: acme })).toMatchObject({ completed: 0, pending: 4 })
  await context.close()
})

test.each([1440, 375] as const)('how a change of many went is in sight, however many were shown (%i px)', async (width) => {
  const acme = await newCustomer(`Acme Long ${width}`)
  for (let n = 0; n < 30; n++) await newTask(ines, acme, { title: `Task ${n}`, requires_evidence: n > 10 })
  const { page, context } = await boardOf(ines, acme, '?view=list', { width })
  await page.getByRole('checkbox', { name: 'Select all 30 shown' }).check()
  await page.getByRole('region', { name: 'Selected tasks' }).getByRole('button', { name: 'Status' }).click()
  await page.getByRole('menuitem', { name: 'Completed' }).click()
  const report = page.locator('#main').getByText('11 tasks are completed. 19 tasks could not be changed')
  await report.waitFor()
  const isInFront = (place: Locator) =>
    place.evaluate((its) => {
      const { left, top } = its.getBoundingClientRect()
      return its.contains(document.elementFromPoint(left + 4, top + 4))
    })
  expect(await isInFront(report)).toBe(true)
  expect(await isInFront(page.getByRole('region', { name: 'Selected tasks' }))).toBe(true)
  await expectAccessible(page)
  await context.close()
})

test('a change of many whose line breaks is taken back of the tasks it had changed, and of those alone', async () => {
  const acme = await newCustomer('Acme Bulk Broken')
  const ids: string[] = []
  for (const title of ['A', 'B', 'C', 'D', 'E']) ids.push((await newTask(ines, acme, { title, due_date: `2027-01-0${ids.length + 1}` })).id)
  const { page, context } = await boardOf(ines, acme, '?view=list')
  const bar = page.getByRole('region', { name: 'Selected tasks' })
  const prioritiesOf = async () => (await ines.api.tasks.list({ customer_id: acme })).data.map(({ priority }) => priority)
  await page.getByRole('checkbox', { name: 'Select A', exact: true }).check()
  await page.getByRole('checkbox', { name: 'Select E', exact: true }).click({ modifiers: ['Shift'] })
  await page.route(
    '**/api/v1/tasks/bulk',
    async (route) => {
      const { task_ids, ...asked } = route.request().postDataJSON()
      await route.fetch({ postData: { ...asked, task_ids: task_ids.slice(0, 3) } }) // the server got this far
      await route.abort('connectionreset')
    },
    { times: 1 },
  )
  await bar.getByRole('button', { name: 'Priority' }).click()
  await page.getByRole('menuitem', { name: 'Urgent' }).click()
  await page.locator('#main').getByText('0 tasks are of urgent priority. 5 tasks could not be changed').waitFor()
  expect(await prioritiesOf()).toEqual(['urgent', 'urgent', 'urgent', 'medium', 'medium'])
  await maya.api.tasks.update({ task_id: ids[1] ?? '', priority: 'low' })
  await maya.api.tasks.update({ task_id: ids[3] ?? '', priority: 'urgent' })
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.locator('#main').getByText('3 tasks are as before. 2 tasks could not be changed').waitFor()
  for (const title of ['B', 'D'])
    await page
      .getByRole('listitem')
      .filter({ hasText: `${title}: It was changed again meanwhile.` })
      .waitFor()
  expect(await prioritiesOf()).toEqual(['medium', 'low', 'medium', 'urgent', 'medium'])
  await context.close()
})

const focusedWords = (page: Page) => page.evaluate(() => document.activeElement?.textContent)

test('who changes many by keyboard stays at the control, and goes on at a task once bar or report is gone', async () => {
  const acme = await newCustomer('Acme Bulk Keys')
  for (const title of ['A', 'B']) await newTask(ines, acme, { title, due_date: '2027-01-01' })
  const { page, context } = await boardOf(ines, acme, '?view=list')
  const bar = page.getByRole('region', { name: 'Selected tasks' })
  for (const title of ['A', 'B']) await page.getByRole('checkbox', { name: `Select ${title}`, exact: true }).press('Space')
  await bar.getByRole('button', { name: 'Priority' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Urgent' }).press('Enter')
  await page.locator('#main').getByText('2 tasks are of urgent priority.').waitFor()
  await bar.locator('button:not([aria-disabled])', { hasText: 'Priority' }).waitFor()
  await expect.poll(() => focusedWords(page)).toBe('Priority')
  await bar.getByLabel('Due date of the selected tasks').fill('2027-03-01')
  await bar.getByLabel('Due date of the selected tasks').press('Enter')
  await page.locator('#main').getByText('2 tasks are due on 2027-03-01.').waitFor()
  await bar.locator('input[type=date]:focus:not([readonly])').waitFor()
  await page.getByRole('button', { name: 'Undo' }).press('Enter')
  await expect.poll(() => focusedWords(page)).toBe('A')
  await bar.getByRole('button', { name: 'Clear selection' }).press('Enter')
  await bar.waitFor({ state: 'detached' })
  await expect.poll(() => focusedWords(page)).toBe('A')
  await context.close()
})

test('who undoes or closes what a note tells of goes on at its task, and who clears a search somewhere on the page', async () => {
  const acme = await newCustomer('Acme Note Keys')
  for (const title of ['First', 'Second']) await newTask(ines, acme, { title })
  const { page, context } = await boardOf(ines, acme)
  const second = page.getByRole('link', { name: 'Second', exact: true })
  await second.press('4')
  await card(page, 'Completed', 'Second').waitFor()
  await page.getByRole('button', { name: 'Undo' }).press('Enter')
  await card(page, 'Pending', 'Second').waitFor()
  await expect.poll(() => focusedWords(page)).toBe('Second')
  await second.press('2')
  await card(page, 'In progress', 'Second').waitFor()
  await page.getByRole('button', { name: 'Close the note' }).press('Enter')
  await expect.poll(() => focusedWords(page)).toBe('Second')
  await page.goto(`/customers/${acme}/tasks?q=nothing`)
  await page.getByRole('button', { name: 'Clear the search' }).press('Enter')
  await second.waitFor()
  expect(await page.locator('body:focus').count()).toBe(0)
  await page.locator('#main :focus').waitFor()
  await context.close()
})

test('who completes a task, or changes and takes back a comment by keyboard, goes on beside it', async () => {
  const acme = await newCustomer('Acme Drawer Keys')
  const { id } = await newTask(ines, acme, { title: 'Call the auditor' })
  await ines.api.tasks.comment({ task_id: id, body: 'I called.' })
  const { page, context } = await boardOf(ines, acme, `?task=${id}`)
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('button', { name: 'Complete the task' }).press('Enter')
  await expect.poll(() => statusOf(id)).toBe('completed')
  await drawer.locator('select:focus', { hasText: 'Completed' }).waitFor()
  await drawer.getByRole('button', { name: 'Edit', exact: true }).press('Enter')
  await drawer.getByRole('button', { name: 'Cancel', exact: true }).press('Enter')
  await expect.poll(() => focusedWords(page)).toBe('Edit')
  await page.keyboard.press('Enter')
  await drawer.getByRole('textbox', { name: 'Your comment' }).fill('I called twice.')
  await drawer.getByRole('button', { name: 'Save', exact: true }).press('Enter')
  await drawer.getByText('I called twice.').waitFor()
  await expect.poll(() => focusedWords(page)).toBe('Edit')
  await drawer.getByRole('button', { name: 'Delete', exact: true }).press('Enter')
  await drawer.getByText('Nothing was said yet.').waitFor()
  await drawer.locator('textarea:focus').waitFor()
  await context.close()
})

test('a customer’s person moves their own task, but is not offered to cancel it, nor to open a cancelled one', async () => {
  const acme = await newCustomer('Acme Cancelling')
  const mara = await invite(world, ines, 'Mara Acme', 'manager', acme)
  const own = { assigned_to: mara.me.user.id }
  const { id } = await newTask(ines, acme, { title: 'Call the auditor', ...own })
  const { id: cancelled } = await newTask(ines, acme, { title: 'Called off', ...own })
  await ines.api.tasks.cancel({ task_id: cancelled })
  const seat = await boardOf(mara, acme, '?view=list&status=pending,cancelled')
  const { page } = seat
  await page.getByRole('link', { name: 'Called off', exact: true }).waitFor()
  expect(await page.getByRole('button', { name: 'change the status of Called off' }).count()).toBe(0)
  await page.getByRole('link', { name: 'Call the auditor', exact: true }).focus()
  await page.keyboard.press('5')
  await page.locator('#main').getByText('Only your consultant can cancel a task').waitFor()
  await page.getByRole('button', { name: 'Pending: change the status of Call the auditor' }).click()
  await page.getByRole('menuitem', { name: 'In progress' }).waitFor()
  expect(await page.getByRole('menuitem', { name: 'Cancelled' }).count()).toBe(0)
  await page.getByRole('menuitem', { name: 'In progress' }).click()
  await expect.poll(() => statusOf(id)).toBe('in_progress')
  expectCalm(seat)
  await seat.context.close()
})

test('an undo of a change of many tells of each task that could not be taken back', async () => {
  const acme = await newCustomer('Acme Bulk Back')
  const [gone] = [await newTask(ines, acme, { title: 'A' }), await newTask(ines, acme, { title: 'B' })]
  const { page, context } = await boardOf(ines, acme, '?view=list')
  for (const title of ['A', 'B']) await page.getByRole('checkbox', { name: `Select ${title}`, exact: true }).check()
  await page.getByRole('region', { name: 'Selected tasks' }).getByRole('button', { name: 'Priority' }).click()
  await page.getByRole('menuitem', { name: 'Urgent' }).click()
  await page.locator('#main').getByText('2 tasks are of urgent priority.').waitFor()
  await maya.api.tasks.remove({ task_id: gone.id })
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.locator('#main').getByText('1 task is as before. 1 task could not be changed').waitFor()
  await page.getByRole('listitem').filter({ hasText: 'A: It is no longer there.' }).waitFor()
  expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(0)
  expect((await ines.api.tasks.list({ customer_id: acme })).data).toMatchObject([{ title: 'B', priority: 'medium' }])
  await context.close()
})

test('a change of many, and what is left of an undo, is taken back although the list is still read anew', async () => {
  const acme = await newCustomer('Acme Bulk Slow')
  const { id } = await newTask(ines, acme, { title: 'A' })
  const { page, context } = await boardOf(ines, acme, '?view=list')
  await page.getByRole('checkbox', { name: 'Select A', exact: true }).check()
  const read = Promise.withResolvers<void>()
  await page.route('**/api/v1/tasks?*', async (route) => {
    await read.promise
    await route.continue()
  })
  await page.getByRole('region', { name: 'Selected tasks' }).getByRole('button', { name: 'Priority' }).click()
  await page.getByRole('menuitem', { name: 'Urgent' }).click()
  await page.locator('#main').getByText('1 task is of urgent priority.').waitFor()
  await page.route('**/api/v1/tasks/bulk', (route) => route.abort(), { times: 1 })
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.locator('#main').getByText('0 tasks are as before. 1 task could not be changed').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(async () => (await ines.api.tasks.get({ task_id: id })).priority).toBe('medium')
  read.resolve()
  await expect.poll(() => page.getByRole('button', { name: 'Undo' }).count()).toBe(0)
  await context.close()
})

test('an undo of a change of many leaves alone what somebody else did since', async () => {
  const acme = await newCustomer('Acme Bulk Since')
  const [first, second] = [await newTask(ines, acme, { title: 'A' }), await newTask(ines, acme, { title: 'B' })]
  const { page, context } = await boardOf(ines, acme, '?view=list')
  await page.getByRole('checkbox', { name: 'Select all 2 shown' }).check()
  await page.getByRole('region', { name: 'Selected tasks' }).getByRole('button', { name: 'Status' }).click()
  await page.getByRole('menuitem', { name: 'In progress' }).click()
  await page.locator('#main').getByText('2 tasks are in progress.').waitFor()
  await maya.api.tasks.complete({ task_id: first.id })
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.locator('#main').getByText('1 task is as before. 1 task could not be changed').waitFor()
  expect([await statusOf(first.id), await statusOf(second.id)]).toEqual(['completed', 'pending'])
  await context.close()
})

test('a change of many that did not get through says so of each task, in place of what was said before', async () => {
  const acme = await newCustomer('Acme Bulk Cut')
  await newTask(ines, acme, { title: 'A' })
  const { page, context } = await boardOf(ines, acme, '?view=list')
  const makeUrgent = async () => {
    await page.getByRole('region', { name: 'Selected tasks' }).getByRole('button', { name: 'Priority' }).click()
    await page.getByRole('menuitem', { name: 'Urgent' }).click()
  }
  await page.getByRole('checkbox', { name: 'Select A', exact: true }).check()
  await makeUrgent()
  await page.locator('#main').getByText('1 task is of urgent priority.').waitFor()
  const cut = Promise.withResolvers<void>()
  await page.route('**/api/v1/tasks/bulk', async (route) => {
    await cut.promise
    await route.abort()
  })
  await makeUrgent()
  await expect.poll(() => page.getByRole('button', { name: 'Undo' }).count()).toBe(0) // it would take back the change before this one
  cut.resolve()
  await page.getByRole('listitem').filter({ hasText: 'A: It may not have been changed: The server cannot be reached' }).waitFor()
  expect(await page.locator('#main').getByText('1 task is of urgent priority.').count()).toBe(0)
  await context.close()
})

test('what is shown no more is selected no more', async () => {
  const acme = await newCustomer('Acme Selected')
  for (const title of ['A', 'C']) await newTask(ines, acme, { title })
  const { id } = await newTask(ines, acme, { title: 'B' })
  const { page, context } = await boardOf(ines, acme, '?view=list')
  const bar = page.getByRole('region', { name: 'Selected tasks' })
  await page.getByRole('checkbox', { name: 'Select all 3 shown' }).check()
  await bar.getByText('3 tasks selected').waitFor()
  await page.getByRole('searchbox', { name: 'Search tasks' }).fill('A')
  await expect.poll(() => bar.count()).toBe(0)
  await page.getByRole('checkbox', { name: 'Select all 1 shown' }).check()
  await page.getByRole('radiogroup', { name: 'How to show' }).getByText('Board', { exact: true }).click()
  await card(page, 'Pending', 'A').waitFor()
  expect(await bar.count()).toBe(0)
  await page.goto(`/customers/${acme}/tasks?view=list`)
  await page.getByRole('checkbox', { name: 'Select A', exact: true }).check()
  await page.getByRole('link', { name: 'B', exact: true }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Title' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('checkbox', { name: 'Select B', exact: true }).check()
  await bar.getByText('2 tasks selected').waitFor() // a look at one of them is no other choice of tasks
  await maya.api.tasks.cancel({ task_id: id })
  await bar.getByText('1 task selected').waitFor()
  await context.close()
})

test.each(['viewer', 'manager'] as const)('a %s, who may not change tasks, is offered no selection', async (role) => {
  const acme = await newCustomer(`Acme for a ${role}`)
  await newTask(ines, acme, { title: 'Call the auditor' })
  const reader = await invite(world, ines, `Rosa ${role}`, role, role === 'manager' ? acme : null)
  const seat = await boardOf(reader, acme)
  const { page } = seat
  const link = page.getByRole('link', { name: 'Call the auditor' })
  await link.focus()
  await page.keyboard.press('x')
  expect(await link.getAttribute('aria-description')).toBeNull()
  await page.goto(`/customers/${acme}/tasks?view=list`)
  await link.focus()
  await page.keyboard.press('x')
  expect(await page.getByRole('checkbox', { name: /^Select/ }).count()).toBe(0)
  expect(await page.getByRole('region', { name: 'Selected tasks' }).count()).toBe(0)
  await expectAccessible(page)
  expectCalm(seat)
  await seat.context.close()
})

test.each(['', '&view=list'])('a search that no task matches is cleared where it says so (%s)', async (view) => {
  const acme = await newCustomer('Acme Searches')
  await newTask(ines, acme, { title: 'Call the auditor' })
  const seat = await takeSeat(browser, world, ines)
  const { page } = seat
  await page.goto(`/customers/${acme}/tasks?q=nothing${view}`)
  await page.getByText('No task matches the search.').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Clear the search' }).click()
  await page.getByRole('link', { name: 'Call the auditor' }).waitFor()
  expect(await page.getByRole('searchbox', { name: 'Search tasks' }).inputValue()).toBe('')
  await page.goto(`/customers/${acme}/tasks?q=auditor&status=blocked${view}`)
  await page.getByText('No task matches these filters.').waitFor()
  await page.getByRole('button', { name: 'Show all tasks' }).click()
  await page.getByRole('link', { name: 'Call the auditor' }).waitFor()
  expectCalm(seat)
  await seat.context.close()
})

test('several tasks get a due date, a priority and a reason why they wait at once', async () => {
  const acme = await newCustomer('Acme Changes')
  for (const title of ['A', 'B']) await newTask(ines, acme, { title })
  await newTask(ines, acme, { title: 'Untouched' })
  const { page, context } = await boardOf(ines, acme, '?view=list')
  const bar = page.getByRole('region', { name: 'Selected tasks' })
  const select = async () => {
    for (const title of ['A', 'B']) await page.getByRole('checkbox', { name: `Select ${title}`, exact: true }).check()
  }
  const changed = (words: string) => page.locator('#main').getByText(`2 tasks are ${words}.`).waitFor()
  await select()
  await bar.getByLabel('Due date of the selected tasks').fill('2027-03-01')
  await bar.getByLabel('Due date of the selected tasks').press('Enter')
  await changed('due on 2027-03-01')
  await select()
  await bar.getByRole('button', { name: 'Priority' }).click()
  await page.getByRole('menuitem', { name: 'Urgent' }).click()
  await changed('of urgent priority')
  await select()
  await bar.getByRole('button', { name: 'Status' }).click()
  await page.getByRole('menuitem', { name: 'Blocked' }).click()
  await page.getByRole('textbox', { name: 'What does it wait for?' }).fill('The supplier')
  await page.getByRole('button', { name: 'Block', exact: true }).click()
  await changed('blocked')
  const { data } = await ines.api.tasks.list({ customer_id: acme })
  const facts = data.map(({ title, due_date, priority, status, blocked_reason }) => [title, due_date, priority, status, blocked_reason])
  expect(facts.sort()).toEqual([
    ['A', '2027-03-01', 'urgent', 'blocked', 'The supplier'],
    ['B', '2027-03-01', 'urgent', 'blocked', 'The supplier'],
    ['Untouched', null, 'medium', 'pending', null],
  ])
  await context.close()
})

test('several tasks are given to a person by the first letters, and to a team that is named in passing', async () => {
  const acme = await newCustomer('Acme Assign')
  for (const title of ['A', 'B']) await newTask(ines, acme, { title, due_date: '2027-01-01' })
  const { page, context } = await boardOf(ines, acme, '?view=list')
  const assign = async (typed: string) => {
    for (const title of ['A', 'B']) await page.getByRole('checkbox', { name: `Select ${title}`, exact: true }).check()
    await page.getByRole('region', { name: 'Selected tasks' }).getByRole('button', { name: 'Assign' }).click()
    await page.getByRole('textbox', { name: 'Assign the selected tasks' }).pressSequentially(typed)
  }
  const ownersOf = async () =>
    (await ines.api.tasks.list({ customer_id: acme })).data.map(({ assignee, team }) => assignee?.name ?? team?.name)
  await assign('maya')
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect.poll(ownersOf).toEqual(['Maya Stone', 'Maya Stone'])
  await assign('Night shift')
  await page.getByRole('option', { name: 'New team “Night shift”' }).click()
  await expect.poll(ownersOf).toEqual(['Night shift', 'Night shift'])
  expect((await ines.api.teams.list({ customer_id: acme })).data.map(({ name }) => name)).toEqual(['Night shift'])
  await context.close()
})

test('filters stand in the address, are taken away one by one, and are there again on the way back', async () => {
  const acme = await newCustomer('Acme Filter')
  await newTask(ines, acme, { title: 'Urgent one', priority: 'urgent' })
  await newTask(ines, acme, { title: 'Quiet one', priority: 'low' })
  const { page, context } = await boardOf(ines, acme)
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByRole('checkbox', { name: 'Urgent' }).check()
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('link', { name: 'Quiet one' }).count()).toBe(0)
  expect(new URL(page.url()).search).toBe('?priority=urgent')
  await page.getByRole('navigation', { name: 'Views of this customer' }).getByRole('link', { name: 'Activity' }).click()
  await page.goBack()
  await page.getByRole('link', { name: 'Urgent one' }).waitFor()
  expect(await page.getByRole('link', { name: 'Quiet one' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Take away: Urgent' }).click()
  await page.getByRole('link', { name: 'Quiet one' }).waitFor()
  await page.getByRole('searchbox', { name: 'Search tasks' }).fill('quiet')
  await expect.poll(() => page.getByRole('link', { name: 'Urgent one' }).count()).toBe(0)
  await context.close()
})

test('each condition of the filter leaves the tasks it says, and stands in the address', async () => {
  const { customer_id, plan_id } = await makeDocument(ines, 'Acme Conditions')
  await newTask(ines, customer_id, { title: 'Mine', assigned_to: ines.me.user.id })
  await newTask(ines, customer_id, { title: 'Late', due_date: '2026-01-01' })
  await newTask(ines, customer_id, { title: 'Of the plan', plan_id })
  await ines.api.tasks.block({ task_id: (await newTask(ines, customer_id, { title: 'Waits' })).id, reason: 'The supplier' })
  const { page, context } = await boardOf(ines, customer_id, '?view=list')
  const titles = () => page.locator('[data-task]').getByRole('link').allInnerTexts()
  const filter = page.getByRole('dialog', { name: 'Filter' })
  const { data: generated } = await ines.api.tasks.list({ customer_id, task_scope: 'document' })
  const { data: ofPlan } = await ines.api.tasks.list({ customer_id, iso_standard_id: iso27001 })
  const all = await page.locator('[data-task]').count()
  for (const [label, choice, query, expected] of [
    ['Status', 'Blocked', 'status=blocked', ['Waits']],
    ['Due', 'Overdue', 'due=overdue', ['Late']],
    ['Assignee', 'Me', 'assignee=me', ['Mine']],
    ['Scope', 'Document', 'scope=document', generated.map(({ title }) => title)],
    ['Framework', 'ISO/IEC 27001:2022', `framework=${iso27001}`, ofPlan.map(({ title }) => title)],
  ] as const) {
    await page.getByRole('button', { name: /^Filter/ }).click()
    if (label === 'Status') await filter.getByRole('checkbox', { name: choice }).check()
    else await filter.getByRole('combobox', { name: label }).selectOption({ label: choice })
    await page.keyboard.press('Escape')
    await expect.poll(async () => (await titles()).sort(), { message: label }).toEqual([...expected].sort())
    expect(expected.length, label).toBeLessThan(all)
    expect(new URL(page.url()).search).toContain(query)
    await page.getByRole('button', { name: /^Take away:/ }).click()
    await expect.poll(async () => (await titles()).length).toBe(all)
  }
  await context.close()
})

test('a task is added, changed and deleted in its drawer, which has an address of its own', async () => {
  const acme = await newCustomer('Acme Drawer')
  await newTask(ines, acme, { title: 'There from before' })
  const seat = await boardOf(ines, acme)
  const { page } = seat
  await addTask(page, 'Order the certificates')
  const id = new URL(page.url()).searchParams.get('task') ?? ''
  const drawer = page.getByRole('dialog', { name: 'Acme Drawer' })
  await drawer.getByRole('combobox', { name: 'Assignee' }).fill('maya')
  await page.getByRole('option', { name: /Maya Stone/ }).click()
  await drawer.getByRole('combobox', { name: 'Priority' }).selectOption('urgent')
  await drawer.getByLabel('Due', { exact: true }).fill('2027-02-01')
  await drawer.getByRole('textbox', { name: 'Title' }).fill('Order the new certificates')
  await drawer.getByRole('textbox', { name: 'Description' }).click()
  await expect
    .poll(() => ines.api.tasks.get({ task_id: id }))
    .toMatchObject({ title: 'Order the new certificates', priority: 'urgent', due_date: '2027-02-01', assignee: { name: 'Maya Stone' } })
  await page.reload()
  await drawer.getByRole('textbox', { name: 'Title' }).waitFor()
  await drawer.getByRole('button', { name: 'Delete the task' }).click()
  await page.getByRole('dialog', { name: 'Delete the task' }).getByRole('button', { name: 'Delete', exact: true }).click()
  await expect.poll(() => page.getByRole('link', { name: 'Order the new certificates' }).count()).toBe(0)
  await page.goto(`/tasks?task=${id}`)
  await page.getByText('This task is not there').waitFor()
  expectCalm(seat)
  await seat.context.close()
})

test('that a task requires evidence is taken back with one press', async () => {
  const acme = await newCustomer('Acme Proof')
  const { id } = await newTask(ines, acme, { title: 'Count the keys' })
  const { page, context } = await boardOf(ines, acme, `?task=${id}`)
  const requires = async () => (await ines.api.tasks.get({ task_id: id })).requires_evidence
  await page.getByRole('checkbox', { name: 'Requires evidence' }).check()
  await expect.poll(requires).toBe(true)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(requires).toBe(false)
  await context.close()
})

test('a description that could not be stored stays in its field, and a comment that is begun is there after a look elsewhere', async () => {
  const acme = await newCustomer('Acme Basement')
  const { id } = await newTask(ines, acme, { title: 'Lock the basement' })
  const seat = await boardOf(ines, acme, `?task=${id}`)
  const { page } = seat
  const drawer = page.getByRole('dialog', { name: 'Acme Basement' })
  const description = drawer.getByRole('textbox', { name: 'Description' })
  await page.route(`**/api/v1/tasks/${id}`, (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()))
  await description.fill('Both keys are with the porter.')
  await drawer.getByRole('combobox', { name: 'Priority' }).selectOption('high')
  await page.getByText('“Lock the basement” was not changed.', { exact: false }).first().waitFor()
  expect(await description.inputValue()).toBe('Both keys are with the porter.')
  await page.unroute(`**/api/v1/tasks/${id}`)
  await description.focus()
  await description.blur()
  await expect.poll(() => ines.api.tasks.get({ task_id: id })).toMatchObject({ description: 'Both keys are with the porter.' })

  const comment = drawer.getByRole('textbox', { name: 'Comment' })
  await drawer.getByRole('tab', { name: 'Comments' }).click()
  await comment.fill('I asked the por')
  await drawer.getByRole('tab', { name: 'Activity' }).click()
  await drawer.getByRole('tab', { name: 'Comments' }).click()
  expect(await comment.inputValue()).toBe('I asked the por')
  await seat.context.close()
})

test('whoever is mentioned in a comment finds it from their inbox', async () => {
  const acme = await newCustomer('Acme Talk')
  const { id } = await newTask(ines, acme, { title: 'Ask about the logs' })
  const [own, other] = [await boardOf(ines, acme, `?task=${id}`), await takeSeat(browser, world, maya)]
  const field = own.page.getByRole('textbox', { name: 'Comment' })
  await field.click()
  await own.page.keyboard.type('Please look, @may')
  await own.page.getByRole('listbox', { name: 'People to mention' }).getByRole('option', { name: 'Maya Stone' }).waitFor()
  await own.page.keyboard.press('Enter')
  await own.page.keyboard.type('today')
  await own.page.getByRole('button', { name: 'Comment', exact: true }).click()
  await own.page.getByRole('list', { name: 'Comments' }).getByText('today').waitFor()
  await other.page.goto('/my-work')
  await other.page
    .getByRole('region', { name: 'Mentions' })
    .getByRole('link', { name: /Ines Duarte mentioned you/ })
    .waitFor()
  await expectAccessible(other.page)
  await other.page.goto('/inbox')
  await other.page.getByRole('link', { name: /Ines Duarte mentioned you/ }).press('Enter')
  await other.page.getByRole('dialog').getByText('Please look').waitFor()
  await other.page.getByRole('textbox', { name: 'Comment' }).fill('I do')
  await other.page.getByRole('button', { name: 'Comment', exact: true }).click()
  await own.page.getByText('I do', { exact: true }).waitFor()
  for (const seat of [own, other]) {
    expectCalm(seat)
    await seat.context.close()
  }
})

test('of two people of one name the one that was chosen is mentioned', async () => {
  const acme = await newCustomer('Acme Namesakes')
  const { id } = await newTask(ines, acme, { title: 'Ask Robin' })
  const robins = [await invite(world, ines, 'Robin Fox', 'member'), await invite(world, ines, 'Robin Fox', 'member')]
  const { page, context } = await boardOf(ines, acme, `?task=${id}`)
  const offered = page.getByRole('listbox', { name: 'People to mention' }).getByRole('option')
  for (const { email: words } of robins) {
    await page.getByRole('textbox', { name: 'Comment' }).click()
    await page.keyboard.type('@robin')
    await offered.and(page.getByRole('option', { name: `Robin Fox ${words}`, exact: true })).click()
    await page.keyboard.type(words)
    await page.getByRole('button', { name: 'Comment', exact: true }).click()
    await page.getByRole('list', { name: 'Comments' }).getByText(words).waitFor()
  }
  const { data } = await ines.api.tasks.comments({ task_id: id })
  const toldBy = (words: string) => data.find(({ body }) => body.endsWith(words))?.mentions.map((person) => person.id)
  for (const { email, me } of robins) expect(toldBy(email)).toEqual([me.user.id])
  await context.close()
})

describe.each<Theme>(['light', 'dark'])('in %s', (theme) => {
  test('board, list, drawer and My work have no accessibility violation and fit a phone', async () => {
    const acme = await newCustomer(`Acme ${theme}`)
    const late = {
      title: 'A long title that goes on and on until it has to be broken into lines',
      due_date: '2026-01-01',
      priority: 'urgent' as const,
    }
    const { id } = await newTask(ines, acme, { ...late, assigned_to: ines.me.user.id, requires_evidence: true })
    const { id: waiting } = await newTask(ines, acme, { title: 'Waits' })
    await ines.api.tasks.block({ task_id: waiting, reason: 'The supplier is away' })
    await ines.api.tasks.comment({ task_id: id, body: 'Internal words', is_internal: true })
    const seat = await takeSeat(browser, world, ines, { theme })
    const { page } = seat
    const addresses = [`/customers/${acme}/tasks`, '/tasks?view=list&group=due&priority=urgent', '/my-work', `/tasks?task=${id}`]
    for (const width of [1440, 375]) {
      await page.setViewportSize({ width, height: 900 })
      for (const address of addresses) {
        await page.goto(address)
        await page.locator('[data-task]').first().waitFor()
        if (address.includes('task=')) await page.getByRole('dialog').getByText('Internal words').waitFor()
        await expectAccessible(page)
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${address} at ${width}`).toBe(true)
      }
    }
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('combobox', { name: 'Framework' }).waitFor()
    await expectAccessible(page)
    expectCalm(seat)
    await seat.context.close()
  })
})
