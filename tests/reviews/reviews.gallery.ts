import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillSection } from '../documents/fillSection.ts'
import { type Look, openBrowser, type Theme, takeSeat } from '../support/browser.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { filledPolicy, goal, measures, newPolicy, submit } from './submittable.ts'

/** Pictures of reviews: `.data/gallery/<screen>-<theme>-<width>.png`. */
const folder = path.resolve(import.meta.dirname, '../../.data/gallery')

let world: World
let browser: Browser
let olivia: Person
let rita: Person
let waiting: string
let asked: string
let rejected: string
let unfilled: string
let never: string
beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  olivia = await signUp(world, 'Olivia Brandt', 'Harbor Compliance')
  rita = await invite(world, olivia, 'Rita Novak', 'reviewer')
  const customerOf = async (company_name: string) => (await olivia.api.customers.create({ company_name })).id
  const first = await filledPolicy(world, olivia, await customerOf('Acme Corp'))
  await fillSection(
    world,
    olivia,
    first.room,
    measures,
    `Complaints are counted every week. ${'The owner of each one answers within two days. '.repeat(12)}`,
  )
  await fillSection(world, olivia, first.room, goal, 'Valid from [date].')
  waiting = first.id
  await submit(olivia, waiting, { reviewer_ids: [rita.me.user.id], note: 'Please look at the measures first. They changed most.' })
  const { review } = await rita.api.reviews.state({ document_id: waiting })
  await rita.api.reviews.addCheck({
    review_id: review?.id ?? '',
    label: 'The measures fit what the management review of this spring decided',
  })
  await fillSection(world, olivia, first.room, goal, 'Written after it was submitted.')
  const second = await filledPolicy(
    world,
    olivia,
    await customerOf('The International Society for Certified Supplier Registers GmbH & Co. KG'),
  )
  asked = second.id
  await submit(olivia, asked)
  await rita.api.reviews.requestChanges({
    document_id: asked,
    notes: 'Quality objectives need specific measurable targets.\nUpload the evidence again as PDF.',
  })
  rejected = (await filledPolicy(world, olivia, await customerOf('Delta SA'))).id
  await submit(olivia, rejected)
  await rita.api.reviews.reject({
    document_id: rejected,
    notes: 'The board decided in spring to join the policy of the parent company instead.\nKeep the evidence; it is needed there.',
  })
  unfilled = (await newPolicy(world, olivia, await customerOf('Beta Inc'))).id
  never = (await newPolicy(world, olivia, await customerOf('Gamma Ltd'))).id
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

type Screen = { name: string; as?: 'olivia'; address: () => string; ready: string; press?: string; after?: string }
const screens: Screen[] = [
  { name: 'review-waiting', address: () => `/documents/${waiting}/review`, ready: 'Complaints are counted' },
  { name: 'review-asked', address: () => `/documents/${asked}/review`, ready: 'Changes requested by' },
  { name: 'review-rejected', address: () => `/documents/${rejected}/review`, ready: 'Rejected by' },
  { name: 'document-rejected', as: 'olivia', address: () => `/documents/${rejected}`, ready: 'Reopen' },
  { name: 'review-none', address: () => `/documents/${never}/review`, ready: 'not submitted' },
  { name: 'reviews', address: () => '/reviews?state=all', ready: 'Quality Policy' },
  { name: 'reviews-for-me', address: () => '/reviews', ready: 'Acme Corp' },
  { name: 'reviews-none', as: 'olivia', address: () => '/reviews?state=waiting', ready: 'Nothing waits' },
  { name: 'my-work-reviews', address: () => '/my-work', ready: 'Quality Policy' },
  { name: 'document-under-review', address: () => `/documents/${waiting}`, ready: 'Pending review' },
  {
    name: 'document-submit-missing',
    as: 'olivia',
    address: () => `/documents/${unfilled}`,
    ready: 'Submit for review',
    press: 'Submit for review',
    after: 'not ready',
  },
  {
    name: 'document-submit',
    as: 'olivia',
    address: () => `/documents/${asked}`,
    ready: 'Submit again',
    press: 'Submit again',
    after: 'What they should know',
  },
]

const looks = (['light', 'dark'] as Theme[]).flatMap((theme) => ([1440, 375] as const).map((width) => ({ theme, width })))

describe.each<Required<Look>>(looks)('$theme at $width', (look) => {
  test.each(screens)('$name', async ({ name, as, address, ready, press, after }) => {
    const seat = await takeSeat(browser, world, as === 'olivia' ? olivia : rita, look)
    await seat.page.goto(address())
    await seat.page.getByText(ready).first().waitFor()
    if (press) await seat.page.getByRole('button', { name: press }).click()
    if (after) await seat.page.getByText(after).first().waitFor()
    await seat.page.evaluate(() => document.fonts.ready)
    await seat.page.screenshot({ path: path.join(folder, `${name}-${look.theme}-${look.width}.png`), fullPage: look.width === 375 })
    expect(await seat.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    expect(seat.errors).toEqual([])
    await seat.context.close()
  })
})
