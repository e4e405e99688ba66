import AxeBuilder from '@axe-core/playwright'

import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'

import { expect } from 'vitest'
import type { Visitor } from './client.ts'
import type { World } from './world.ts'

export { openBrowser } from './chromium.ts'

export type Theme = 'light' | 'dark'
export type Look = { theme?: Theme; width?: 1440 | 375 }

/** A browser of its own, signed in as this person; with `keepsShell` it keeps what a page needs to start without network, with `isHandheld` it is touched as a phone is. Anything the page throws or logs as an error fails the test that asks `expectCalm`. */
export type Seat = { context: BrowserContext; page: Page; errors: string[] }

/** Longer than a page takes to open on a slow machine that others use as well. */
const longestStep = 90_000

/** What the browser itself says when something does not arrive: no fault of the page, which has to say it in its own way. */
const ofTheNetwork = /Failed to load resource|^WebSocket connection to .* failed/

export async function takeSeat(
  browser: Browser,
  world: Pick<World, 'url'>,
  visitor?: Visitor,
  {
    theme = 'light',
    width = 1440,
    isHandheld = false,
    locale = 'en-GB',
    keepsShell = false,
  }: Look & { locale?: string; keepsShell?: boolean; isHandheld?: boolean } = {},
): Promise<Seat> {
  const context = await browser.newContext({
    baseURL: world.url,
    colorScheme: theme,
    viewport: { width, height: width === 375 ? 812 : 900 },
    ...(isHandheld && { hasTouch: true, isMobile: true }),
    reducedMotion: 'reduce',
    locale,
    timezoneId: 'Europe/Berlin',
    // What a service worker answers, a test cannot stand in between.
    serviceWorkers: keepsShell ? 'allow' : 'block',
  })
  context.setDefaultTimeout(longestStep)
  const [name, value] = visitor?.cookie().split('=') ?? []
  if (name && value) await context.addCookies([{ name, value, url: world.url, httpOnly: true, sameSite: 'Lax' }])
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !ofTheNetwork.test(message.text())) errors.push(message.text())
  })
  return { context, page, errors }
}

/** Drags files from outside of the browser and drops them on something. */
export async function dropOn({ context, page }: Seat, target: Locator, files: string[]): Promise<void> {
  await target.hover({ trial: true }) // in sight, at rest, and nothing over it
  const box = await target.boundingBox()
  if (box === null) throw new Error('There is nothing to drop on.')
  const session = await context.newCDPSession(page)
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2, data: { items: [], files, dragOperationsMask: 1 } }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await session.send('Input.dispatchDragEvent', { type, ...at })
  await session.detach()
}

/** What the page asks when it is to be closed, which it then is not. */
export async function askedOnClosing(page: Page): Promise<string> {
  const asked = new Promise<string>((resolve, reject) =>
    page.once('dialog', (dialog) => dialog.dismiss().then(() => resolve(dialog.type()), reject)),
  )
  await page.close({ runBeforeUnload: true })
  return asked
}

/** Loads the page again, although something on it would be lost; answers what the page asked, once it is loaded. */
export async function reloadThoughAsked(page: Page): Promise<string> {
  const asked = page.waitForEvent('dialog').then((dialog) => dialog.accept().then(() => dialog.type()))
  await page.reload()
  return asked
}

/** Nothing went wrong in the page that a person would not see. */
export const expectCalm = ({ errors }: Seat): void => expect(errors.join('\n')).toBe('')

/** Answers once nothing on the page is on its way from one look to another: half faded in, words have less contrast than they will have. */
const comeToRest = (page: Page): Promise<unknown> =>
  page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
        .map(({ finished }) => finished),
    ),
  )

/** Each violation of WCAG 2.2 AA that a machine can find on the page as it is now, with the elements it is at and what is wrong there. */
export async function violationsOn(page: Page): Promise<string[]> {
  await comeToRest(page)
  const { violations } = await new AxeBuilder({ page })
    .options({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      resultTypes: ['violations'], // what passes is counted, not described node by node
    })
    .setLegacyMode() // in the page itself: our pages have no frames of others, for which a second page would be opened
    .analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')} (${nodes[0]?.failureSummary})`)
}

/** Its error names what it found, also where only the message is kept. */
export async function expectAccessible(page: Page): Promise<void> {
  const found = await violationsOn(page)
  expect(found, found.join('; ')).toEqual([])
}
