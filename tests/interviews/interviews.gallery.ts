import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Look, openBrowser, type Theme, takeSeat } from '../support/browser.ts'
import type { Visitor } from '../support/client.ts'
import { signInAs, startDemoWorld } from '../support/demo.ts'
import type { World } from '../support/world.ts'
import { answer, question } from './interviewPage.ts'

const folder = path.resolve(import.meta.dirname, '../../.data/gallery')

let world: World
let browser: Browser
let owner: Visitor
let manager: Visitor
let sessionId: string
beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  ;[world, browser] = await Promise.all([startDemoWorld(), openBrowser()])
  owner = await signInAs(world, 'owner@harbor.test')
  manager = await signInAs(world, 'manager@acme.test')
  const acme = (await owner.api.customers.list({})).data.find(({ company_name }) => company_name === 'Acme Corp')?.id ?? ''
  sessionId = (await owner.api.interviews.create({ customer_id: acme })).id
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

async function picture(screen: string, look: Required<Look>, visitor: Visitor, address: string, show: (page: Page) => Promise<unknown>) {
  const seat = await takeSeat(browser, world, visitor, look)
  await seat.page.goto(address)
  await show(seat.page)
  await seat.page.evaluate(() => document.fonts.ready)
  await seat.page.screenshot({ path: path.join(folder, `${screen}-${look.theme}-${look.width}.png`) })
  expect(seat.errors).toEqual([])
  await seat.context.close()
}

const asked = async (page: Page) => {
  await question(page).waitFor()
  await page.locator('[data-answer] section').waitFor()
}

const looks = (['light', 'dark'] as Theme[]).flatMap((theme) => ([1440, 375] as const).map((width) => ({ theme, width })))

describe.each(looks)('$theme at $width', (look) => {
  test('a question', () =>
    picture('interview', look, owner, `/interviews/${sessionId}`, async (page) => {
      await asked(page)
      if (look.width === 1440)
        await page
          .getByRole('navigation', { name: 'Questions' })
          .getByRole('button', { name: /Security objectives and direction/ })
          .click()
      await answer(page).waitFor()
    }))
  test('a question of a customer’s people', () => picture('interview-portal', look, manager, `/interviews/${sessionId}`, asked))
  test('the list', () => picture('interviews', look, owner, '/interviews', (page) => page.getByRole('table').waitFor()))
  test('what is missing', () =>
    picture('interview-missing', look, owner, `/interviews/${sessionId}`, async (page) => {
      await asked(page)
      await page.getByRole('button', { name: 'More of this interview' }).click()
      await page.getByRole('menuitem', { name: 'What is missing' }).click()
      await page.getByRole('dialog').getByRole('button').first().waitFor()
    }))
})
