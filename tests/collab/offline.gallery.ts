import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { expectAccessible, expectCalm, type Look, openBrowser, type Seat, type Theme, takeSeat } from '../support/browser.ts'
import { makeDocument, objectives, roles } from '../support/documents.ts'
import { type Line, openLine } from '../support/line.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { notice, section, signIn, status, write } from './offlinePage.ts'

/** Pictures of what is shown without network and of what could not be merged, to be looked at, each without a violation of accessibility. */
const folder = path.resolve(import.meta.dirname, '../../.data/gallery')

let world: World
let browser: Browser
let owner: Person
let line: Line
beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  owner = await signUp(world, 'Olivia Okonkwo-Lindqvist', 'Harbor Compliance')
  line = await openLine(world.url)
})
afterAll(async () => {
  await browser.close()
  line.close()
  await world.stop()
})

const looks = (['light', 'dark'] as Theme[]).flatMap((theme) => ([1440, 375] as const).map((width) => ({ theme, width })))

async function picture(page: Page, name: string, { theme, width }: Required<Look>): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  await expectAccessible(page)
  await page.screenshot({ path: path.join(folder, `${name}-${theme}-${width}.png`) })
}

async function openRail(page: Page, { width }: Required<Look>): Promise<void> {
  if (width === 375) await page.getByRole('button', { name: 'Open the menu' }).click()
}

/** Somebody at a document who has typed in it without network: in a text and in a table. */
async function typeOffline(look: Required<Look>, keepsShell = false): Promise<{ seat: Seat; page: Page; id: string; person: Person }> {
  line.restore()
  const person = await invite(world, owner, 'Benedetta Vanderbilt-Montgomery', 'member')
  const { id } = await makeDocument(owner, 'The International Bank of Commerce and Industry')
  const seat = await takeSeat(browser, line, person, { ...look, keepsShell })
  const { page } = seat
  await page.goto(`/documents/${id}`)
  await section(page).waitFor() // the editor comes in a file of its own
  await status(page, /^Saved/)
  if (keepsShell) await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}))
  line.cut()
  await status(page, /^Offline/)
  await write(page, 'Information security serves our customers first. Everybody who works here knows what they are responsible for.')
  const table = page.getByRole('region', { name: 'Security roles and authorities', exact: true })
  await table.getByRole('button', { name: 'Add a row' }).click()
  await page.keyboard.type('Site manager of the northern plants')
  await page.keyboard.press('Escape')
  await status(page, /^Offline, 2 changes kept$/)
  return { seat, page, id, person }
}

describe.each(looks)('$theme at $width', (look) => {
  test('offline, and reloaded without network', async () => {
    const { seat, page } = await typeOffline(look, true)
    await picture(page, 'offline', look)
    await page.reload()
    await section(page).getByText('Information security serves', { exact: false }).waitFor()
    await status(page, /^Offline, 2 changes kept$/)
    await picture(page, 'offline-reloaded', look)
    await page.goto('/customers')
    await page.getByText('The server cannot be reached').waitFor()
    await page.getByText('Changes not sent yet').waitFor({ state: look.width === 375 ? 'attached' : 'visible' })
    await picture(page, 'offline-elsewhere', look)
    await seat.context.close()
    expectCalm(seat)
  })

  test('what could not be merged: above the document, and in the dialog of the rail', async () => {
    const { seat, page, id } = await typeOffline(look)
    for (const section_id of [objectives, roles]) await owner.api.documents.lockSection({ document_id: id, section_id, locked: true })
    line.restore()
    await notice(page).getByText('2 changes could not be merged').waitFor()
    await status(page, /^Saved, 2 not merged$/)
    await picture(page, 'rescued', look)
    await notice(page).getByRole('button', { name: 'Discard all' }).click()
    await page.getByRole('dialog').getByText('This cannot be undone.', { exact: false }).waitFor()
    await picture(page, 'rescued-discard', look)
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await openRail(page, look)
    await page.getByRole('button', { name: '2 changes not merged' }).click()
    await page.getByRole('dialog', { name: 'Changes that could not be merged' }).waitFor()
    await picture(page, 'rescued-dialog', look)
    await seat.context.close()
    expectCalm(seat)
  })

  test('signing out with unsaved changes, and somebody else signed in', async () => {
    const { seat, page, person } = await typeOffline(look)
    await page.route('**/collab/tickets', (route) => route.abort())
    line.restore()
    await openRail(page, look)
    await page.getByRole('button', { name: person.email }).click()
    await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click()
    await page.getByText('2 changes have not reached the server.', { exact: false }).waitFor()
    await picture(page, 'sign-out-unsaved', look)
    await page.getByRole('dialog', { name: 'Sign out with unsaved changes?' }).getByRole('button', { name: 'Cancel' }).click()
    if (look.width === 375) await page.keyboard.press('Escape')
    const cara = await invite(world, owner, 'Cara', 'member')
    const second = await seat.context.newPage()
    await second.goto('/login')
    await signIn(second, cara.email)
    await page.unroute('**/collab/tickets')
    await page.getByRole('alert').filter({ hasText: 'Somebody else has signed in' }).waitFor()
    await picture(page, 'other-person', look)
    await seat.context.close()
    expectCalm(seat)
  })
})
