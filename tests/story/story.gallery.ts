import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, takeSeat } from '../support/browser.ts'
import type { Visitor } from '../support/client.ts'
import { signInAs, startDemoWorld } from '../support/demo.ts'
import type { World } from '../support/world.ts'

/** Pictures of Story Mode from the demo world: `.data/gallery/story/<screen>-<theme>-<width>.png`. */
const folder = path.resolve(import.meta.dirname, '../../.data/gallery/story')

let world: World
let browser: Browser
let owner: Visitor
let contributor: Visitor
let project: string
beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  ;[world, browser] = await Promise.all([startDemoWorld(), openBrowser()])
  owner = await signInAs(world, 'owner@harbor.test')
  contributor = await signInAs(world, 'contributor@acme.test')
  const { data } = await owner.api.readiness.list({})
  project = data[0]?.id ?? ''
  for (const [at, option] of [
    ['access-1', 2],
    ['access-4', 1],
    ['incidents-1', 1],
  ] as const)
    await decide(at, option)
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

const ready = (page: Page): Promise<void> => page.locator('header [data-kind="saved"]').waitFor()

async function open(page: Page, at: string): Promise<void> {
  await page.goto(`/readiness/${project}/story${at && `?at=${at}`}`)
  await ready(page)
}

async function decide(at: string, option: number): Promise<void> {
  const { page, context } = await takeSeat(browser, world, contributor)
  await open(page, at)
  await page.keyboard.press(String(option))
  await page.getByRole('button', { name: /^(Decide|Agree)$/ }).click()
  await page.getByRole('region', { name: 'How these rows stand' }).waitFor()
  await ready(page)
  await context.close()
}

type Screen = { name: string; at: string; show?: (page: Page) => Promise<void> }

const screens: Screen[] = [
  { name: 'welcome', at: '' },
  { name: 'people', at: 'people' },
  { name: 'opening', at: 'access' },
  { name: 'scene', at: 'suppliers-3' },
  { name: 'decided', at: 'access-1' },
  {
    name: 'preview',
    at: 'access-2',
    show: async (page) => {
      await page.keyboard.press('2')
      await page.getByRole('region', { name: 'What this would set' }).waitFor()
    },
  },
  { name: 'summary', at: 'access-summary' },
  { name: 'end', at: 'end' },
  {
    name: 'keys',
    at: 'access-2',
    show: async (page) => {
      await page.keyboard.press('?')
      await page.getByRole('dialog').waitFor()
    },
  },
]

describe.each([
  { theme: 'light', width: 1440 },
  { theme: 'dark', width: 1440 },
  { theme: 'light', width: 375 },
  { theme: 'dark', width: 375 },
] as const)('the story, $theme, $width px', (look) => {
  test.each(screens)('$name', async ({ name, at, show }) => {
    const seat = await takeSeat(browser, world, owner, look)
    const other = name === 'preview' ? await takeSeat(browser, world, contributor) : undefined
    if (other) {
      await open(other.page, at)
      await other.page.keyboard.press('1')
    }
    await open(seat.page, at)
    if (other) await seat.page.getByText('considers this').waitFor({ state: 'attached' })
    await show?.(seat.page)
    await seat.page.evaluate(() => document.fonts.ready)
    await seat.page.screenshot({ path: path.join(folder, `${name}-${look.theme}-${look.width}.png`) })
    expect(seat.errors).toEqual([])
    await other?.context.close()
    await seat.context.close()
  })
})
