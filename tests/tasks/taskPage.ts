import type { Locator, Page } from 'playwright-core'

export const column = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true })

/** A card in a column, by its title. */
export const card = (page: Page, name: string, title: string): Locator =>
  column(page, name)
    .locator('[data-task]')
    .filter({ has: page.getByRole('link', { name: title, exact: true }) })

/** Drags a card by its lower edge to a column with the mouse, and lets it go there unless told not to. */
export async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()]
  if (!start || !end) throw new Error('There is nothing to drag.')
  await page.mouse.move(start.x + start.width / 2, start.y + start.height - 6)
  await page.mouse.down()
  await page.mouse.move(end.x + end.width / 2, end.y + 60, { steps: 8 })
  await page.locator('[data-moving=over], [data-moving=refused]').first().waitFor()
  await page.mouse.up()
}
