import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, type Theme, takeSeat } from '../support/browser.ts'
import { fillLarge } from '../support/largeWorld.ts'
import { type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

/** Pictures of the same screens in an organization that has nothing yet, and in one with 1,000 customers: `.data/gallery/{empty,large}/`. */
const folder = path.resolve(import.meta.dirname, '../../.data/gallery')

let world: World
let browser: Browser
let people: Record<'empty' | 'large', Person>
let customer: string
let plan: string
beforeAll(async () => {
  for (const which of ['empty', 'large']) {
    rmSync(path.join(folder, which), { recursive: true, force: true })
    mkdirSync(path.join(folder, which), { recursive: true })
  }
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  const large = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
  people = { large, empty: await signUp(world, 'Nils Holm', 'Quay Security') }
  await fillLarge(world, large, await signUp(world, 'Omar Haddad', 'Northlight Advisors'))
  customer = (await large.api.customers.list({ q: 'Customer 0001' })).data[0]?.id ?? ''
  plan = (await large.api.plans.list({ customer_id: customer })).data[0]?.id ?? ''
}, 240_000)
afterAll(async () => {
  await browser.close()
  await world.stop()
})

const everywhere: Record<string, string> = {
  dashboard: '/dashboard',
  'my-work': '/my-work',
  inbox: '/inbox',
  customers: '/customers',
  plans: '/plans',
  documents: '/documents',
  'tasks-board': '/tasks',
  'tasks-list': '/tasks?view=list&group=customer',
  interviews: '/interviews',
  reviews: '/reviews?state=all',
  evidence: '/evidence',
  readiness: '/readiness',
  people: '/people',
  activity: '/activity',
  settings: '/settings',
}

const ofCustomer = [
  '',
  '/plans',
  '/documents',
  '/tasks',
  '/files',
  '/files?view=evidence',
  '/files?view=files',
  '/facts',
  '/readiness',
  '/people',
  '/activity',
]
const ofPlan = ['', '/documents', '/tasks', '/timeline', '/activity']

const looks = (['light', 'dark'] as Theme[]).flatMap((theme) => ([1440, 375] as const).map((width) => ({ theme, width })))

const nameOf = (prefix: string, view: string): string => `${prefix}${view.replaceAll(/[/?=]/g, '-')}`

describe.each(looks)('$theme at $width', (look) => {
  const picture = async (which: 'empty' | 'large', name: string, address: string): Promise<void> => {
    const seat = await takeSeat(browser, world, people[which], look)
    await seat.page.goto(address)
    await seat.page.locator('h1').waitFor()
    await expect.poll(() => seat.page.locator('[aria-busy=true], [class*=Skeleton]').count()).toBe(0)
    await seat.page.evaluate(() => document.fonts.ready)
    await seat.page.screenshot({ path: path.join(folder, which, `${name}-${look.theme}-${look.width}.png`) })
    expect(await seat.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    expect(seat.errors).toEqual([])
    await seat.context.close()
  }

  test.each(Object.entries(everywhere))('%s: nothing yet, and a thousand customers', async (name, address) => {
    await picture('empty', name, address)
    await picture('large', name, address)
  })

  test.each(ofCustomer)('one of a thousand customers: %s', (view) =>
    picture('large', nameOf('customer', view), `/customers/${customer}${view}`),
  )
  test.each(ofPlan)('one of a thousand plans: %s', (view) => picture('large', nameOf('plan', view), `/plans/${plan}${view}`))
})
