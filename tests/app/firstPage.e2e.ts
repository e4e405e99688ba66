import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { measureFirstPage } from '../bench/firstPage.ts'
import { openBrowser } from '../support/browser.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let browser: Browser
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

/** Compressed JavaScript that the first page may fetch, in bytes. */
const budget = 200_000

test('somebody who has never been here fetches less than 200 kB of script for the first page', async () => {
  const bytes = await measureFirstPage(browser, world.url)
  expect(bytes).toBeGreaterThan(20_000)
  expect(bytes).toBeLessThan(budget)
})

test.each(['br', 'gzip', 'identity'])('what was built is sent as the browser can read it: %s', async (encoding) => {
  const page = await (await fetch(world.url)).text()
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1] ?? ''
  const plain = await fetch(`${world.url}${script}`, { headers: { 'accept-encoding': 'identity' } })
  const asked = await fetch(`${world.url}${script}`, { headers: { 'accept-encoding': encoding } })
  expect(asked.status).toBe(200)
  expect(asked.headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding)
  expect(asked.headers.get('vary')?.toLowerCase()).toContain('accept-encoding')
  expect(asked.headers.get('content-type')).toMatch(/javascript/)
  expect(asked.headers.get('cache-control')).toContain('immutable')
  expect(await asked.text()).toBe(await plain.text())
})
