import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillSection } from '../documents/fillSection.ts'
import { type Look, openBrowser, type Seat, type Theme, takeSeat } from '../support/browser.ts'
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
let movedOn: string
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
  const moved = await filledPolicy(world, olivia, await customerOf('Epsilon SE'))
  movedOn = moved.id
  const version_hash = await submit(olivia, movedOn)
  await fillSection(world, olivia, moved.room, goal, 'Written during the review.')
  await rita.api.reviews.approve({ document_id: movedOn, version_hash })
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
  {
    name: 'document-submit-newer',
    as: 'olivia',
    address: () => `/documents/${waiting}`,
    ready: 'Submit the newer draft',
    press: 'Submit the newer draft',
    after: 'What they should know',
  },
  { name: 'document-moved-on', address: () => `/documents/${movedOn}`, ready: 'this draft has moved on' },
]

/** A document that waits, open in front of Rita, who has begun to write. */
async function beginNotes(look: Look) {
  const document = await filledPolicy(world, olivia)
  const hash = await submit(olivia, document.id)
  const seat = await takeSeat(browser, world, rita, look)
  await seat.page.goto(`/documents/${document.id}/review`)
  await seat.page.getByLabel('Notes').fill('The goal needs a number that can be measured.')
  return { ...document, hash, seat }
}

const looks = (['light', 'dark'] as Theme[]).flatMap((theme) => ([1440, 375] as const).map((width) => ({ theme, width })))

async function take({ page, errors, context }: Seat, name: string, look: Required<Look>): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: path.join(folder, `${name}-${look.theme}-${look.width}.png`), fullPage: look.width === 375 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  expect(errors).toEqual([])
  await context.close()
}

describe.each<Required<Look>>(looks)('$theme at $width', (look) => {
  test.each(screens)('$name', async ({ name, as, address, ready, press, after }) => {
    const seat = await takeSeat(browser, world, as === 'olivia' ? olivia : rita, look)
    await seat.page.goto(address())
    await seat.page.getByText(ready).first().waitFor()
    if (press) await seat.page.getByRole('button', { name: press }).click()
    if (after) await seat.page.getByText(after).first().waitFor()
    await take(seat, name, look)
  })

  test('a review of which something newer was submitted', async () => {
    const { id, room, seat } = await beginNotes(look)
    await fillSection(world, olivia, room, goal, 'At most two complaints a year.')
    const version_hash = await submit(olivia, id)
    await seat.page.getByText('A newer version was submitted').waitFor()
    await take(seat, 'review-newer', look)
    await olivia.api.reviews.approve({ document_id: id, version_hash }) // nothing of it waits in the pictures that follow
  })

  test('a review that somebody else decided', async () => {
    const { id, hash, seat } = await beginNotes(look)
    await olivia.api.reviews.approve({ document_id: id, version_hash: hash })
    await seat.page.getByText('Olivia Brandt approved this meanwhile').waitFor()
    await take(seat, 'review-decided', look)
  })
})
