import type { ReadinessProjectDetail } from '@certloom/shared/readiness/contract'
import type { Browser, Locator, Page } from 'playwright-core'
import { type Seat, takeSeat } from '../support/browser.ts'
import type { Person } from '../support/people.ts'
import type { World } from '../support/world.ts'

/** A row of the grid by its code. */
export const row = (page: Page, code: string): Locator => page.locator(`[data-code="${code}"]`)
export const statusOf = (page: Page, code: string): Locator => row(page, code).locator('[data-cell="status"] [data-control="status"]')
export const saved = (page: Page): Promise<void> => page.locator('header [data-kind="saved"]').waitFor()

/** How a status is said. */
export const statusWords: Readonly<Record<string, string>> = {
  ready: 'Ready',
  partial: 'Partial',
  missing: 'Missing',
  not_applicable: 'Not applicable',
  unanswered: 'Unanswered',
}

/** Sets a status by the menu of its cell. */
export async function choose(page: Page, code: string, status: string): Promise<void> {
  await statusOf(page, code).click()
  await page.getByRole('menuitem', { name: new RegExp(`^${statusWords[status]}`) }).click()
}

/** Puts words behind the justification of a row. */
export async function justify(page: Page, code: string, words: string): Promise<void> {
  await row(page, code).locator('[data-control="justification"]').click()
  await page.keyboard.type(words, { delay: 5 })
  await page.keyboard.press('Enter')
}

/** Requests that would change something, other than for the live room. */
export function watchWrites(page: Page): string[] {
  const writes: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (request.method() !== 'GET' && pathname !== '/api/v1/collab/tickets') writes.push(`${request.method()} ${pathname}`)
  })
  return writes
}

/** Opens a checklist, with a query if one is given, and waits until it is live. */
export async function openGrid(
  browser: Browser,
  world: Pick<World, 'url'>,
  person: Person,
  { project, query = '' }: { project: Pick<ReadinessProjectDetail, 'id'>; query?: string },
): Promise<Seat> {
  const seat = await takeSeat(browser, world, person)
  await seat.page.goto(`/readiness/${project.id}${query}`)
  await saved(seat.page)
  return seat
}
