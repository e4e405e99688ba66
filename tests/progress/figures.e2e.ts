import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { betaTemplates, iso9001, planFor } from '../plans/planFor.ts'
import { filledPolicy, fillPolicy, newPolicies, submit } from '../reviews/submittable.ts'
import { expectCalm, openBrowser, takeSeat } from '../support/browser.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { countedLinks, listed, strayNumbers } from './figures.ts'

let world: World
let browser: Browser
let ines: Person
let maria: Person
let customerId: string
let planId: string

const dayIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
  customerId = (await ines.api.customers.create({ company_name: 'Counted Ltd' })).id
  maria = await invite(world, ines, 'Maria Counted', 'manager', customerId)
  planId = await planWithOlderFacts()
  const paused = await planFor(ines, customerId, iso9001, betaTemplates)
  await ines.api.plans.pause({ customer_id: customerId, plan_id: paused.id })
  await moveTasks()
  await giveEvidence()
  await submit(ines, (await filledPolicy(world, ines)).id)
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

/** A plan of a document that was approved and shows a fact otherwise than it is said now, one that waits for review, and one that nobody has begun. */
async function planWithOlderFacts(): Promise<string> {
  const say = (text: string) => ines.api.facts.say({ customer_id: customerId, key: 'isms_manager', text })
  await say('Jana Weber')
  const documents = await newPolicies(world, ines, customerId, [
    'Kept by {{isms_manager}}.',
    'Why this waits.',
    'Why nobody has begun this.',
  ])
  const approved = documents.find(({ facts }) => facts !== null)
  const waiting = documents.find(({ facts }) => facts === null)
  if (!approved?.plan_id || !waiting) throw new Error('The plan has no documents.')
  for (const document of [approved, waiting]) await fillPolicy(world, ines, document)
  await ines.api.reviews.approve({ document_id: approved.id, version_hash: await submit(ines, approved.id) })
  await submit(ines, waiting.id)
  await say('Tim Krüger')
  return approved.plan_id
}

/** One task in each state, one late, one due soon, and one of the reader's own. */
async function moveTasks(): Promise<void> {
  const make = (title: string, due_date: string | null = null, assigned_to: string | null = null) =>
    ines.api.tasks.create({ customer_id: customerId, plan_id: planId, title, due_date, assigned_to })
  await ines.api.tasks.start({ task_id: (await make('Begun')).id })
  await ines.api.tasks.block({ task_id: (await make('Blocked')).id, reason: 'The auditor is ill.' })
  await ines.api.tasks.complete({ task_id: (await make('Done')).id })
  await make('Late', dayIn(-3))
  await make('Soon', dayIn(3))
  await make('Mine', null, ines.me.user.id)
}

/** Evidence that waits, that ends soon, and that has ended. */
async function giveEvidence(): Promise<void> {
  const mara = await invite(world, ines, 'Mara Counted', 'contributor', customerId)
  const give = (by: Person, title: string, valid_until: string | null) =>
    by.api.evidence.addLink({ customer_id: customerId, title, url: 'https://files.example/record', valid_until })
  await give(mara, 'Waiting', null)
  await give(ines, 'Ending', dayIn(10))
  await give(ines, 'Over', dayIn(-1))
}

test.each([
  ['of the organization', () => ines, () => '/dashboard', 20],
  ['of a customer', () => ines, () => `/customers/${customerId}`, 20],
  ['of a plan', () => ines, () => `/plans/${planId}`, 15],
  ['of a customer in its portal', () => maria, () => '/dashboard', 20],
])('every number of the dashboard %s opens a list as long as it says', async (_name, who, address, least) => {
  const seat = await takeSeat(browser, world, who())
  const { page } = seat
  await page.goto(address())
  const links = (await countedLinks(page)).filter(({ count }) => count > 0)
  expect(await strayNumbers(page)).toEqual([])
  const all = links.map(({ words }) => words).join(', ')
  expect(links.length, all).toBeGreaterThanOrEqual(least)
  expect(all).toContain('Approved with older facts 1')
  for (const { words, count, href } of links) {
    await page.goto(href)
    await expect.poll(() => listed(page), { message: `${words} at ${href}` }).toBe(count)
  }
  expectCalm(seat)
  await seat.context.close()
})
