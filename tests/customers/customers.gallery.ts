import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { betaTemplates, iso9001, iso27001 } from '../plans/planFor.ts'
import { openBrowser, type Theme, takeSeat } from '../support/browser.ts'
import type { Visitor } from '../support/client.ts'
import { signInAs, startDemoWorld } from '../support/demo.ts'
import { signUp } from '../support/people.ts'
import type { World } from '../support/world.ts'

/** Pictures of the screens about customers: `.data/gallery/customers/<screen>-<theme>-<width>.png`. */
const folder = path.resolve(import.meta.dirname, '../../.data/gallery/customers')

const longName = `Gesellschaft für Unternehmensberatung, Zertifizierungsvorbereitung und ${'Informationssicherheits'.repeat(3)}management mbH & Co. KG`

let world: World
let browser: Browser
let owner: Visitor
let manager: Visitor
let viewer: Visitor
let newcomer: Visitor
const ids = { acme: '', empty: '', long: '', archived: '' }

beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  ;[world, browser] = await Promise.all([startDemoWorld(), openBrowser()])
  owner = await signInAs(world, 'owner@harbor.test')
  manager = await signInAs(world, 'manager@acme.test')
  viewer = await signInAs(world, 'viewer@acme.test')
  newcomer = await signUp(world, 'Nils Holm', 'Quay Security')
  const add = async (customer: Parameters<Visitor['api']['customers']['create']>[0]) => (await owner.api.customers.create(customer)).id
  ids.acme = (await owner.api.customers.list({ q: 'Acme' })).data[0]?.id ?? ''
  ids.empty = await add({ company_name: 'Empty Ltd', portal_enabled: false })
  ids.long = await add({
    company_name: longName,
    industry: 'Beratung und Prüfung von Managementsystemen für kritische Infrastrukturen',
    contact_email: `${'verantwortliche.person'.repeat(2)}@informationssicherheitsmanagement.example`,
    address: 'Am Alten Hafen 123\n20457 Hamburg',
    portal_invitations: [{ email: 'maximiliane.von-und-zu-hohenstein@informationssicherheitsmanagement.example' }],
    iso_standards: [
      { iso_standard_id: iso27001 },
      { iso_standard_id: iso9001, template_selection_mode: 'selective', selected_template_ids: betaTemplates },
    ],
  })
  ids.archived = await add({ company_name: 'Archived Ltd' })
  await owner.api.customers.archive({ customer_id: ids.archived })
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

type Screen = {
  name: string
  as?: () => Visitor
  address: () => string
  ready: string
  act?: (page: Page) => Promise<void>
}

const at =
  (id: keyof typeof ids, view = '') =>
  () =>
    `/customers/${ids[id]}${view}`

const screens: Screen[] = [
  { name: 'list', address: () => '/customers', ready: 'Acme Corp' },
  { name: 'list-first', as: () => newcomer, address: () => '/customers', ready: 'no customers besides yourselves' },
  { name: 'list-nothing-found', address: () => '/customers?q=nobody', ready: 'No customer matches' },
  { name: 'list-archived', address: () => '/customers?archived=true', ready: 'Archived Ltd' },
  {
    name: 'delete',
    address: () => '/customers?archived=true',
    ready: 'Archived Ltd',
    act: async (page) => {
      await page.getByRole('button', { name: 'Delete Archived Ltd' }).click()
      await page.getByText('Only its details').waitFor()
    },
  },
  { name: 'new', address: () => '/customers/new', ready: 'Company name' },
  {
    name: 'new-filled',
    address: () => '/customers/new',
    ready: 'Company name',
    act: async (page) => {
      await page.getByLabel('Company name').fill('Acme Corp')
      await page.getByRole('button', { name: 'Add a standard' }).click()
      await page.getByLabel('Only those I choose').check()
      await page.getByLabel('Information Security Policy').check()
      await page.getByText('There is a customer of this name').waitFor()
    },
  },
  { name: 'edit', address: at('long', '/edit'), ready: 'Company name' },
  { name: 'overview', address: at('acme'), ready: 'Collect company organization chart' },
  { name: 'overview-empty', address: at('empty'), ready: 'There is no plan yet' },
  { name: 'overview-long', address: at('long'), ready: 'What happened' },
  { name: 'plans-empty', address: at('empty', '/plans'), ready: 'There is no plan yet' },
  { name: 'documents', address: at('acme', '/documents'), ready: '15 documents' },
  { name: 'documents-empty', address: at('empty', '/documents'), ready: 'There is no document yet' },
  { name: 'people', address: at('acme', '/people'), ready: 'Daniel Brandt' },
  { name: 'people-closed', address: at('empty', '/people'), ready: 'Turn on sign-in' },
  { name: 'people-long', address: at('long', '/people'), ready: 'maximiliane' },
  {
    name: 'remove',
    address: at('acme', '/people'),
    ready: 'Mei Tanaka',
    act: async (page) => {
      await page.getByRole('button', { name: 'Remove Mei Tanaka' }).click()
      await page.getByRole('dialog').getByText('loses access').waitFor()
    },
  },
  { name: 'portal-manager', as: () => manager, address: () => '/', ready: 'Your people' },
  { name: 'portal-viewer', as: () => viewer, address: () => '/', ready: 'Your people' },
]

const looks = (['light', 'dark'] as Theme[]).flatMap((theme) => ([1440, 375] as const).map((width) => ({ theme, width })))

describe.each(looks)('$theme at $width', (look) => {
  test.each(screens)('$name', async ({ name, as, address, ready, act }) => {
    const seat = await takeSeat(browser, world, as?.() ?? owner, look)
    const { page } = seat
    await page.goto(address())
    await page.getByText(ready).filter({ visible: true }).first().waitFor()
    await act?.(page)
    await page.evaluate(() => document.fonts.ready)
    await page.screenshot({ path: path.join(folder, `${name}-${look.theme}-${look.width}.png`), fullPage: true })
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    expect(seat.errors).toEqual([])
    await seat.context.close()
  })
})
