import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, type Seat, takeSeat } from '../support/browser.ts'
import { type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { type Deploys, openDeploys } from './deploys.ts'

let world: World
let browser: Browser
let olivia: Person
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

const buildOf = (page: Page): Promise<string | null> => page.locator('meta[name=build]').getAttribute('content')

/** The builds that this browser keeps, by their caches, and the one whose page it would show without network. */
const keptBuilds = (page: Page): Promise<{ caches: string[]; page: string | undefined }> =>
  page.evaluate(async () => {
    const html = await (await caches.match('/'))?.text()
    return { caches: await caches.keys(), page: /name="build" content="([^"]*)"/.exec(html ?? '')?.[1] }
  })

/** A person on the page of the people, with build "one" kept. */
async function begin(): Promise<{ deploys: Deploys; seat: Seat; page: Page }> {
  const deploys = await openDeploys(world.url, 'one')
  const seat = await takeSeat(browser, deploys, olivia, { keepsShell: true })
  await seat.page.goto('/people')
  await expect.poll(() => keptBuilds(seat.page)).toEqual({ caches: ['certloom-shell-one'], page: 'one' })
  return { deploys, seat, page: seat.page }
}

async function end({ deploys, seat }: { deploys: Deploys; seat: Seat }): Promise<void> {
  await seat.context.close()
  deploys.close()
}

test('a reload after a deploy shows the new page at once, and the old one is not kept any longer', async () => {
  const { deploys, seat, page } = await begin()
  deploys.deploy({ worker: 'two', page: 'two' })
  await page.reload()
  expect(await buildOf(page)).toBe('two')
  await expect.poll(() => keptBuilds(page)).toEqual({ caches: ['certloom-shell-two'], page: 'two' })
  await end({ deploys, seat })
})

test('of a deploy that is half done nothing is kept, and what was kept stays whole', async () => {
  const { deploys, seat, page } = await begin()
  deploys.deploy({ worker: 'two', page: 'one' })
  const outcome = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    const found = new Promise<ServiceWorker | null>((resolve) =>
      registration.addEventListener('updatefound', () => resolve(registration.installing)),
    )
    await registration.update()
    const worker = await found
    await new Promise<void>((resolve) => worker?.addEventListener('statechange', () => resolve()))
    return worker?.state
  })
  expect(outcome).toBe('redundant')
  expect(await keptBuilds(page)).toEqual({ caches: ['certloom-shell-one'], page: 'one' })
  deploys.deploy({ worker: 'two', page: 'two' })
  await page.reload()
  await expect.poll(() => keptBuilds(page)).toEqual({ caches: ['certloom-shell-two'], page: 'two' })
  await end({ deploys, seat })
})

test('a page from before a deploy that misses a file loads itself anew, once', async () => {
  const { deploys, seat, page } = await begin()
  deploys.deploy({ worker: 'two', page: 'two' })
  deploys.takeAway('ActivityPage')
  await page.evaluate(async () => {
    await (await navigator.serviceWorker.ready).update()
  })
  await expect.poll(async () => (await keptBuilds(page)).caches).toEqual(['certloom-shell-two'])
  expect(await buildOf(page)).toBe('one')
  deploys.takeAway('ActivityPage')
  const browserCache = await seat.context.newCDPSession(page)
  await browserCache.send('Network.clearBrowserCache')
  await page.getByRole('link', { name: 'Activity' }).click()
  await page.getByRole('heading', { name: 'Activity' }).waitFor()
  expect(await buildOf(page)).toBe('two')
  await end({ deploys, seat })
})

test('a page stays while nothing was deployed, also if a link was passed over without network', async () => {
  const { context, page } = await takeSeat(browser, world, olivia)
  await page.goto('/people')
  const link = page.getByRole('link', { name: 'Activity' })
  await page.getByRole('heading', { name: 'People' }).waitFor()
  const loads: string[] = []
  page.on('request', (request) => request.isNavigationRequest() && loads.push(request.url()))
  await context.setOffline(true)
  await Promise.all([page.waitForEvent('requestfailed', (request) => request.url().includes('ActivityPage')), link.hover()])
  await page.mouse.move(0, 0)
  await context.setOffline(false)
  await Promise.all([page.waitForResponse((answer) => /ActivityPage|readyz/.test(answer.url())), link.hover()])
  await page.evaluate(async () => (await fetch('/readyz')).ok)
  expect(loads).toEqual([])
  await link.click()
  await page.getByRole('heading', { name: 'Activity' }).waitFor()
  await context.close()
})
