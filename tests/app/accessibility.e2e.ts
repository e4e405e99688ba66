import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, expectCalm, openBrowser, type Theme, takeSeat, violationsOn } from '../support/browser.ts'
import type { Visitor } from '../support/client.ts'
import { signInAs, startDemoWorld } from '../support/demo.ts'
import type { World } from '../support/world.ts'

let world: World
let browser: Browser
let owner: Visitor
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startDemoWorld(), openBrowser()])
  owner = await signInAs(world, 'owner@harbor.test')
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

const screens: [string, boolean, string, string][] = [
  ['sign-in', false, '/login', 'Sign in'],
  ['sign-up', false, '/sign-up', 'How will you sign in?'],
  ['forgotten password', false, '/forgot-password', 'E-mail'],
  ['outbox', false, '/development/outbox', 'mail'],
  ['customers', true, '/customers', 'Acme Corp'],
  ['people', true, '/people', 'Priya Nair'],
  ['inbox', true, '/inbox', 'accepted your invitation'],
  ['what one is told of', true, '/inbox/preferences', 'Somebody I invited joined'],
  ['activity', true, '/activity', 'Tom Whitfield'],
]

/** Nothing sticks out to the side: a phone need not scroll sideways. */
const fits = (page: Page): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)

test('a picture without words and pale letters are found', async () => {
  const { page, context } = await takeSeat(browser, world)
  await page.setContent('<main><h1 style="color: #ccc; background: #fff">Pale</h1><img src="data:,"></main>')
  expect(await violationsOn(page)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^color-contrast: h1 .*contrast of/s), expect.stringMatching(/^image-alt: img /)]),
  )
  await context.close()
})

/** The space that stands above an element just after it was asked for, where nothing asks for a transition. */
const spaceJustAfter = (page: Page, space: string): Promise<string> =>
  page.evaluate((asked) => {
    const line = document.createElement('p')
    line.style.marginTop = '0'
    document.body.append(line)
    const spaceNow = (): string => getComputedStyle(line).marginTop
    spaceNow()
    line.style.marginTop = asked
    return spaceNow()
  }, space)

test('for whoever wishes less motion everything is in its place at once, not a frame later', async () => {
  const { page, context } = await takeSeat(browser, world)
  await page.goto('/login')
  expect(await page.evaluate(() => matchMedia('(prefers-reduced-motion: reduce)').matches)).toBe(true)
  expect(await spaceJustAfter(page, '40px')).toBe('40px')
  await context.close()
})

describe.each<Theme>(['light', 'dark'])('in %s', (theme) => {
  test.each(screens)('%s has no accessibility violation and fits a phone', async (_name, isSignedIn, address, ready) => {
    const seat = await takeSeat(browser, world, isSignedIn ? owner : undefined, { theme })
    await seat.page.goto(address)
    await seat.page.getByText(ready).first().waitFor()
    await expectAccessible(seat.page)
    await seat.page.setViewportSize({ width: 375, height: 812 })
    await seat.page.getByText(ready).first().waitFor()
    expect(await fits(seat.page)).toBe(true)
    await expectAccessible(seat.page)
    expectCalm(seat)
    await seat.context.close()
  })

  test('a document has no accessibility violation and fits a phone', async () => {
    const { data } = await owner.api.documents.list({ limit: 100 })
    const document = data.find((candidate) => candidate.document_name === 'Information Security Policy')
    const seat = await takeSeat(browser, world, owner, { theme })
    await seat.page.goto(`/documents/${document?.id}`)
    await seat.page.getByRole('textbox', { name: 'Security objectives and direction' }).click()
    await expectAccessible(seat.page)
    await seat.page.setViewportSize({ width: 375, height: 812 })
    expect(await fits(seat.page)).toBe(true)
    await expectAccessible(seat.page)
    expectCalm(seat)
    await seat.context.close()
  })
})
