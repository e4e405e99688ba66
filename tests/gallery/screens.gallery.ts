import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Look, openBrowser, type Theme, takeSeat } from '../support/browser.ts'
import type { Visitor } from '../support/client.ts'
import { signInAs, startDemoWorld } from '../support/demo.ts'
import type { World } from '../support/world.ts'

/** Pictures of every screen from the demo world, to be looked at: `.data/gallery/<screen>-<theme>-<width>.png`. */
const folder = path.resolve(import.meta.dirname, '../../.data/gallery')

let world: World
let browser: Browser
let owner: Visitor
let manager: Visitor
beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  ;[world, browser] = await Promise.all([startDemoWorld(), openBrowser()])
  owner = await signInAs(world, 'owner@harbor.test')
  manager = await signInAs(world, 'manager@acme.test')
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

async function picture(
  screen: string,
  look: Required<Look>,
  visitor: Visitor | undefined,
  show: (page: Page) => Promise<void>,
): Promise<void> {
  const seat = await takeSeat(browser, world, visitor, look)
  await show(seat.page)
  await seat.page.evaluate(() => document.fonts.ready)
  const file = path.join(folder, `${screen}-${look.theme}-${look.width}.png`)
  await seat.page.screenshot({ path: file })
  expect(seat.errors).toEqual([])
  await seat.context.close()
}

const acme = async (): Promise<string> => {
  const { data } = await owner.api.customers.list({})
  return data.find((customer) => customer.company_name === 'Acme Corp')?.id ?? ''
}

async function policy(): Promise<string> {
  const { data } = await owner.api.documents.list({ customer_id: await acme(), limit: 100 })
  return data.find((document) => document.document_name === 'Information Security Policy')?.id ?? ''
}

type Screen = { name: string; as?: 'owner' | 'manager'; address: () => Promise<string> | string; ready: string }

const screens: Screen[] = [
  { name: 'login', address: () => '/login', ready: 'Sign in' },
  { name: 'sign-up', address: () => '/sign-up', ready: 'organization' },
  { name: 'forgot-password', address: () => '/forgot-password', ready: 'password' },
  { name: 'customers', as: 'owner', address: () => '/customers', ready: 'Acme Corp' },
  { name: 'customer', as: 'owner', address: async () => `/customers/${await acme()}`, ready: 'Information Security Policy' },
  { name: 'portal', as: 'manager', address: () => '/', ready: 'Information Security Policy' },
  { name: 'people', as: 'owner', address: () => '/people', ready: 'Priya Nair' },
  { name: 'inbox', as: 'owner', address: () => '/inbox', ready: 'accepted your invitation' },
  { name: 'inbox-preferences', as: 'owner', address: () => '/inbox/preferences', ready: 'Somebody I invited joined' },
  { name: 'activity', as: 'owner', address: () => '/activity', ready: 'edited' },
  { name: 'not-found', as: 'owner', address: () => '/nothing-here', ready: 'There is no such page' },
]

const looks = (['light', 'dark'] as Theme[]).flatMap((theme) => ([1440, 375] as const).map((width) => ({ theme, width })))

describe.each(looks)('$theme at $width', (look) => {
  test.each(screens)('$name', async ({ name, as, address, ready }) => {
    await picture(name, look, as === 'owner' ? owner : as === 'manager' ? manager : undefined, async (page) => {
      await page.goto(await address())
      await page.getByText(ready).first().waitFor()
    })
  })

  test('workspace with two people', async () => {
    const document = await policy()
    const other = await takeSeat(browser, world, manager)
    await other.page.goto(`/documents/${document}`)
    const editor = other.page.getByRole('textbox', { name: 'Security objectives and direction' })
    await editor.click()
    await other.page.keyboard.press('Control+End')
    await other.page.keyboard.type(' ')
    await picture('workspace', look, owner, async (page) => {
      await page.goto(`/documents/${document}`)
      await page.getByRole('textbox', { name: 'Security objectives and direction' }).waitFor()
      await page.getByText('Saved', { exact: false }).first().waitFor()
      await page.locator('.collaboration-carets__caret').first().waitFor()
    })
    await other.context.close()
  })
})
