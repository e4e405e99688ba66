import type { Page } from 'playwright-core'

/**
 * Waits for the frame in which something that this selector finds can be seen. What Playwright waits for by itself it looks for a few times in the
 * first quarter of a second, and then every half second: a figure taken that way says when it looked.
 */
export async function isShown(page: Page, selector: string): Promise<void> {
  await page.waitForFunction((wanted) => document.querySelector(wanted)?.checkVisibility() === true, selector)
}
