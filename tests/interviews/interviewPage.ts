import type { Browser, Locator, Page } from 'playwright-core'
import { type Look, type Seat, takeSeat } from '../support/browser.ts'
import type { Visitor } from '../support/client.ts'
import type { World } from '../support/world.ts'

/** The question that is asked. */
export const question = (page: Page): Locator => page.locator('h1')

/** The field of a text question. */
export const answer = (page: Page): Locator => page.locator('[data-answer] .ProseMirror')

/** The document as it becomes, beside the question. */
export const beside = (page: Page): Locator => page.getByRole('complementary', { name: 'The document so far' })

/** Opens an interview in a browser of this person's own. */
export async function openInterview(
  { browser, world }: { browser: Browser; world: Pick<World, 'url'> },
  visitor: Visitor,
  sessionId: string,
  look: Look = {},
): Promise<Seat> {
  const seat = await takeSeat(browser, world, visitor, look)
  await seat.page.goto(`/interviews/${sessionId}`)
  await question(seat.page).waitFor()
  await seat.page.evaluate(() => document.fonts.ready)
  return seat
}
