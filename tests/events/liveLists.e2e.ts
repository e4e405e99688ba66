import type { Browser, Locator, Request } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { betaTemplates, iso9001, planFor } from '../plans/planFor.ts'
import { expectCalm, openBrowser, type Seat, takeSeat } from '../support/browser.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { newTask } from '../tasks/newTask.ts'

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

/** What listens now to what others change. */
function openStreams({ context }: Seat): () => Request[] {
  const open = new Set<Request>()
  context.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/v1/events') open.add(request)
  })
  context.on('requestfinished', (request) => open.delete(request))
  context.on('requestfailed', (request) => open.delete(request))
  return () => [...open]
}

test('a list shows what somebody else adds, in every tab, and one tab listens for all', async () => {
  const seat = await takeSeat(browser, world, ben)
  const streams = openStreams(seat)
  const listeners = () => streams().map((request) => request.frame().page())
  const second = await seat.context.newPage()
  for (const page of [seat.page, second]) {
    await page.goto('/customers')
    await page.getByRole('heading', { name: 'Customers' }).waitFor()
  }
  await expect.poll(listeners).toEqual([seat.page])
  await olivia.api.customers.create({ company_name: 'Newcomer Ltd' })
  for (const page of [seat.page, second]) await page.getByRole('link', { name: 'Newcomer Ltd' }).waitFor()
  expect(listeners()).toEqual([seat.page])

  await seat.page.close()
  await expect.poll(listeners).toContain(second)
  await olivia.api.customers.create({ company_name: 'Latecomer Ltd' })
  await second.getByRole('link', { name: 'Latecomer Ltd' }).waitFor()
  expectCalm(seat)
  await seat.context.close()
})

test('a page goes on listening when it would have given up on anything else it asked for', async () => {
  const seat = await takeSeat(browser, world, ben)
  const streams = openStreams(seat)
  await seat.page.addInitScript(() => {
    let patience = new AbortController()
    AbortSignal.timeout = () => patience.signal
    addEventListener('patience ends', () => {
      const ended = patience
      patience = new AbortController()
      ended.abort(new DOMException('It took too long.', 'TimeoutError'))
    })
  })
  await seat.page.goto('/customers')
  await seat.page.getByRole('heading', { name: 'Customers' }).waitFor()
  await olivia.api.customers.create({ company_name: 'Prompt Ltd' })
  await seat.page.getByRole('link', { name: 'Prompt Ltd' }).waitFor()
  const before = streams()
  expect(before).toHaveLength(1)
  await seat.page.evaluate(() => dispatchEvent(new Event('patience ends')))
  await olivia.api.customers.create({ company_name: 'Patient Ltd' })
  await seat.page.getByRole('link', { name: 'Patient Ltd' }).waitFor()
  expect(streams()).toEqual(before)
  expectCalm(seat)
  await seat.context.close()
})

test('a list shows what was added after it was read and before its page listened', async () => {
  await olivia.api.customers.create({ company_name: 'Before Ltd' })
  const seat = await takeSeat(browser, world, ben)
  const mayListen = Promise.withResolvers<void>()
  await seat.page.route('**/api/v1/events?*', (route) => mayListen.promise.then(() => route.continue()))
  await seat.page.goto('/customers')
  await seat.page.getByRole('link', { name: 'Before Ltd' }).waitFor()
  await olivia.api.customers.create({ company_name: 'Between Ltd' })
  mayListen.resolve()
  await seat.page.getByRole('link', { name: 'Between Ltd' }).waitFor()
  expectCalm(seat)
  await seat.context.close()
})

test('what belongs to a customer leaves every open list when somebody else archives it, and comes back with it', async () => {
  const { id: customer_id } = await olivia.api.customers.create({ company_name: 'Passing Ltd' })
  await newTask(olivia, customer_id, { title: 'Count the keys' })
  await olivia.api.evidence.addLink({ customer_id, title: 'List of keys', url: 'https://files.example/x', targets: [] })
  const { plan_name } = await planFor(olivia, customer_id, iso9001, betaTemplates)
  const seat = await takeSeat(browser, world, ben)
  const shown = [
    ['/tasks?q=keys', 'Count the keys'],
    ['/plans', plan_name],
    ['/evidence', 'List of keys'],
  ] as const
  const things: Locator[] = []
  for (const [address, words] of shown) {
    const page = await seat.context.newPage()
    await page.goto(address)
    things.push(page.getByRole('link', { name: words, exact: true }))
  }
  for (const thing of things) await thing.waitFor()
  await olivia.api.customers.archive({ customer_id })
  for (const thing of things) await thing.waitFor({ state: 'detached' })
  await olivia.api.customers.unarchive({ customer_id })
  for (const thing of things) await thing.waitFor()
  expectCalm(seat)
  await seat.context.close()
})
