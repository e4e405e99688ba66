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
  look: Look & { isHandheld?: boolean } = {},
): Promise<Seat> {
  const seat = await takeSeat(browser, world, visitor, look)
  await seat.page.goto(`/interviews/${sessionId}`)
  await question(seat.page).waitFor()
  await seat.page.evaluate(() => document.fonts.ready)
  return seat
}

/** Goes to a question by the index beside the page. */
export const openQuestion = (page: Page, title: RegExp): Promise<void> =>
  page.getByRole('navigation', { name: 'Questions' }).getByRole('button', { name: title }).click()

const besideThePage = (page: Page): Locator => page.getByRole('radiogroup', { name: 'Beside the page' })

/** Shows what came up in place of the index. */
export const openNotes = (page: Page): Promise<void> =>
  besideThePage(page)
    .getByText(/^Notes/)
    .click()

/** Shows the index again. */
export const openIndex = (page: Page): Promise<void> => besideThePage(page).getByText('Questions').click()

/** Chooses something of what else one can do with an interview. */
export async function openMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More of this interview' }).click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}
