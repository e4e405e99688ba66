import type { Browser, FileChooser, Locator, Page } from 'playwright-core'
import { dropOn, type Look, type Seat, takeSeat } from '../support/browser.ts'
import type { Person } from '../support/people.ts'
import type { World } from '../support/world.ts'

/** The evidence section of the document the live tests fill. */
export const chart = { id: 's2_organization_chart', title: 'Organization chart' }

export const part = (page: Page, title = chart.title): Locator => page.getByRole('region', { name: title, exact: true })

/** The items that are linked to a section. */
export const items = (page: Page, title?: string): Locator => part(page, title).locator('[data-evidence]')

/** One item, by its title. */
export const item = (page: Page, title: string, section?: string): Locator =>
  items(page, section).filter({ has: page.getByRole('link', { name: title, exact: true }) })

/** Files that are on their way, or did not get there. */
export const uploads = (page: Page): Locator => page.locator('[data-upload]')

/** Opens a document at a section, once it is live. */
export async function openAt(
  browser: Browser,
  world: Pick<World, 'url'>,
  person: Person,
  documentId: string,
  look: Look = {},
  title = chart.title,
): Promise<Seat> {
  const seat = await takeSeat(browser, world, person, look)
  await seat.page.goto(`/documents/${documentId}`)
  await part(seat.page, title).scrollIntoViewIfNeeded()
  await seat.page
    .locator('header [data-kind]')
    .filter({ hasText: /^(Saved|Read only)/ })
    .waitFor()
  return seat
}

/** Chooses files as a person does: through the button and the browser's own dialog. */
export async function choose(page: Page, files: Parameters<FileChooser['setFiles']>[0], title = chart.title): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: `Choose files for ${title}` }).click(),
  ])
  await chooser.setFiles(files)
}

/** Drags files from outside of the browser and drops them on a section. */
export async function drop(seat: Seat, files: string[], title = chart.title): Promise<void> {
  await dropOn(seat, part(seat.page, title).getByRole('button', { name: `Add a link for ${title}` }), files)
}
