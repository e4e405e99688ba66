import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { choose, items, part, uploads } from '../evidence/evidencePage.ts'
import { makeSampleFiles } from '../evidence/sampleFiles.ts'
import { type Look, openBrowser, type Theme, takeSeat } from '../support/browser.ts'
import type { Visitor } from '../support/client.ts'
import { signInAs, startDemoWorld } from '../support/demo.ts'
import { objectives, roles } from '../support/documents.ts'
import { openLine } from '../support/line.ts'
import { mailedToken } from '../support/people.ts'
import type { World } from '../support/world.ts'

/** Pictures of every screen from the demo world, to be looked at: `.data/gallery/<screen>-<theme>-<width>.png`. */
const folder = path.resolve(import.meta.dirname, '../../.data/gallery')

let world: World
let browser: Browser
let owner: Visitor
let manager: Visitor
let member: Visitor
beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  for (const entry of readdirSync(folder, { withFileTypes: true })) if (entry.isFile()) rmSync(path.join(folder, entry.name))
  ;[world, browser] = await Promise.all([startDemoWorld(), openBrowser()])
  owner = await signInAs(world, 'owner@harbor.test')
  manager = await signInAs(world, 'manager@acme.test')
  member = await signInAs(world, 'member@harbor.test')
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
  at: { url: string } = world,
): Promise<void> {
  const seat = await takeSeat(browser, at, visitor, look)
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

/** Opens the document with its evidence section at the top of the screen. */
async function showEvidence(page: Page, document: string): Promise<void> {
  await page.goto(`/documents/${document}`)
  await part(page).getByRole('button', { name: 'Link existing' }).waitFor()
  await part(page).evaluate((section) => section.scrollIntoView({ block: 'start' }))
}

/** What the invitation of a customer's person leads to, and a link to set a new password: the newest of each. */
async function invitation(): Promise<string> {
  const email = 'erika.mustermann@acme.test'
  await owner.api.members.invite({ email, role: 'manager', customer_id: await acme() })
  return `/invitations/${await mailedToken(world, email)}`
}
async function passwordReset(): Promise<string> {
  const email = 'manager@acme.test'
  await owner.api.accounts.requestPasswordReset({ email })
  return `/reset-password/${await mailedToken(world, email)}`
}

type Screen = { name: string; as?: 'owner' | 'manager'; address: () => Promise<string> | string; ready: string }

const screens: Screen[] = [
  { name: 'login', address: () => '/login', ready: 'Sign in' },
  { name: 'sign-up', address: () => '/sign-up', ready: 'organization' },
  { name: 'forgot-password', address: () => '/forgot-password', ready: 'password' },
  { name: 'reset-password', address: passwordReset, ready: 'Set the password' },
  { name: 'invitation', address: invitation, ready: 'Your name' },
  { name: 'invitation-ended', address: () => '/invitations/a-link-that-was-used-already', ready: 'Ask whoever invited you' },
  { name: 'customers', as: 'owner', address: () => '/customers', ready: 'Acme Corp' },
  { name: 'customer', as: 'owner', address: async () => `/customers/${await acme()}`, ready: 'Collect company organization chart' },
  { name: 'portal', as: 'manager', address: () => '/', ready: 'Collect company organization chart' },
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

  test('evidence: nothing yet, some given, one on its way', async () => {
    const document = await policy()
    const files = makeSampleFiles()
    const line = await openLine(world.url, 4_000_000)
    const { data } = await manager.api.evidence.list({ document_id: document })
    for (const { id } of data) await manager.api.evidence.archive({ evidence_id: id })
    await picture('evidence-empty', look, manager, (page) => showEvidence(page, document))
    const other = await takeSeat(browser, world, manager)
    await showEvidence(other.page, document)
    await choose(other.page, [files.png('Office floor plan.png', 400), files.pdf('Organization chart 2026.pdf')])
    await expect.poll(() => items(other.page).count()).toBe(2)
    await other.context.close()
    const given = (await owner.api.evidence.list({ document_id: document })).data
    const plan = given.find(({ title }) => title === 'Office floor plan')
    await owner.api.evidence.reject({ evidence_id: plan?.id ?? '', reason: 'This is a floor plan. Please give the organization chart.' })
    await picture('evidence-filled', look, owner, async (page) => {
      await showEvidence(page, document)
      await items(page).nth(1).waitFor()
    })
    await picture(
      'evidence-uploading',
      look,
      manager,
      async (page) => {
        await showEvidence(page, document)
        await choose(page, [files.text('Sign-in log.txt', 20_000_000), files.program('Chart.pdf')])
        await uploads(page).getByText('content is not').waitFor()
        await expect.poll(() => page.getByRole('progressbar').evaluate((bar: HTMLProgressElement) => bar.value)).toBeGreaterThan(0)
      },
      line,
    )
    line.close()
    files.remove()
  })

  test('a customer whose interview could not be started', async () => {
    await picture('customer-without-interview', look, owner, async (page) => {
      await page.route(/\/interview-sessions$/, (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()))
      await page.goto('/customers/new')
      await page.getByLabel('Company name').fill('Epsilon GmbH')
      await page.getByRole('button', { name: 'Save and start interview' }).click()
      await page.getByText('its interview could not be started').waitFor()
    })
  })

  test('a version and the versions beside it', async () => {
    const document = await policy()
    const label = 'Sent to the auditor'
    await owner.api.documents.nameVersion({ document_id: document, label })
    const { data } = await owner.api.documents.history({ document_id: document, kind: 'named', limit: 1 })
    await picture('versions', look, owner, async (page) => {
      await page.goto(`/documents/${document}`)
      if (look.width === 375) await page.getByRole('button', { name: 'Versions and activity' }).click()
      await page.getByText(label).first().waitFor()
      await page.getByRole('button', { name: 'Name this version' }).click()
    })
    await picture('version', look, owner, async (page) => {
      await page.goto(`/documents/${document}?version=${(data[0]?.revision ?? 1) - 1}`)
      await page.getByText('Changed').first().waitFor()
    })
  })

  test('workspace with three people: one idle, one followed; a locked section and one that needs work', async () => {
    const document_id = await policy()
    const address = `/documents/${document_id}`
    await owner.api.documents.lockSection({ document_id, section_id: roles, locked: true })
    await owner.api.documents.markSection({ document_id, section_id: objectives, needs_work: true })
    const [away, busy] = await Promise.all([takeSeat(browser, world, manager), takeSeat(browser, world, member)])
    await away.page.clock.install()
    for (const { page } of [away, busy]) {
      await page.goto(address)
      await page.getByRole('textbox', { name: 'Security objectives and direction' }).waitFor()
    }
    await away.page.clock.fastForward(125_000)
    await busy.page.getByRole('region', { name: 'Policy commitments' }).getByRole('button', { name: 'Add an item' }).click()
    await busy.page.keyboard.type('Meet the requirements that apply')
    await picture('presence-followed', look, owner, async (page) => {
      await page.goto(address)
      await page.getByRole('button', { name: 'Everybody here: 3' }).click()
      await page.getByRole('dialog').getByText('Policy commitments').waitFor()
      await page.getByRole('dialog').getByText(/idle/).waitFor()
      await page.screenshot({ path: path.join(folder, `presence-people-${look.theme}-${look.width}.png`) })
      await page.getByRole('button', { name: 'Follow Tom' }).click()
      await page.locator('[data-cursor="Tom"]').waitFor()
    })
    await picture('section-menu', look, owner, async (page) => {
      await page.goto(`${address}#${roles}`)
      await page.getByRole('button', { name: 'Security roles and authorities: section menu' }).click()
      await page.getByRole('menuitem', { name: 'Unlock' }).waitFor()
    })
    if (look.width === 1440)
      await picture('shortcuts', look, owner, async (page) => {
        await page.goto(address)
        await page.getByRole('button', { name: /^Keyboard shortcuts/ }).click()
        await page.getByRole('dialog').waitFor()
      })
    await busy.page.keyboard.press('Control+z')
    await owner.api.documents.lockSection({ document_id, section_id: roles, locked: false })
    await owner.api.documents.markSection({ document_id, section_id: objectives, needs_work: false })
    for (const { context } of [away, busy]) await context.close()
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
