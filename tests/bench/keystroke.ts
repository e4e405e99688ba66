import type { Browser, Page, WebSocketRoute } from 'playwright-core'
import type { Visitor } from '../support/client.ts'
import { type Figures, figuresOf } from './figures.ts'

declare global {
  interface Window {
    paintTimes: number[]
  }
}

/** How often a key is pressed. */
const presses = 60

/**
 * Time from a key to its character on the screen, in Chromium: with the server answering, and with every message held back in both directions.
 * The two must not differ.
 */
export async function measureKeystrokes(
  browser: Browser,
  url: string,
  visitor: Visitor,
  documentId: string,
  section: string,
): Promise<Record<string, Figures>> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } })
  try {
    const [name = '', value = ''] = visitor.cookie().split('=')
    await context.addCookies([{ name, value, url, httpOnly: true, sameSite: 'Lax' }])
    const page = await context.newPage()
    const network = await stallable(page)
    await page.goto(`/documents/${documentId}`)
    const box = page.getByRole('textbox', { name: section, exact: true })
    await box.click()
    await watchPaints(page)
    const flowing = await pressKeys(page)
    network.isStalled = true
    const stalled = await pressKeys(page)
    return { 'key to paint': figuresOf(flowing), 'key to paint, network stalled': figuresOf(stalled) }
  } finally {
    await context.close()
  }
}

/** A socket whose messages can be held back for ever, in both directions. */
async function stallable(page: Page): Promise<{ isStalled: boolean }> {
  const network = { isStalled: false }
  await page.routeWebSocket(/\/collab/, (socket: WebSocketRoute) => {
    const server = socket.connectToServer()
    socket.onMessage((message) => network.isStalled || server.send(message))
    server.onMessage((message) => network.isStalled || socket.send(message))
  })
  return network
}

/** From a key to the frame after the one its character was drawn in. */
const watchPaints = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.paintTimes = []
    addEventListener(
      'keydown',
      () => {
        const before = performance.now()
        const observer = new MutationObserver(() => {
          observer.disconnect()
          requestAnimationFrame(() => setTimeout(() => window.paintTimes.push(performance.now() - before)))
        })
        observer.observe(document.activeElement ?? document.body, { subtree: true, childList: true, characterData: true })
      },
      { capture: true },
    )
  })

async function pressKeys(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    window.paintTimes = []
  })
  for (let press = 0; press < presses; press++) {
    await page.keyboard.press('a')
    await page.waitForFunction((count) => window.paintTimes.length > count, press)
  }
  return page.evaluate(() => window.paintTimes)
}
