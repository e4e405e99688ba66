import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { filledPolicy, submit } from '../reviews/submittable.ts'
import { type Look, openBrowser, type Theme, takeSeat } from '../support/browser.ts'
import type { Visitor } from '../support/client.ts'
import { signInAs, startDemoWorld } from '../support/demo.ts'
import { type Person, signUp } from '../support/people.ts'
import type { World } from '../support/world.ts'

const folder = path.resolve(import.meta.dirname, '../../.data/gallery')

const longName = 'Gesellschaft für Informationssicherheitsmanagement und Zertifizierungsvorbereitung Nordwestdeutschland mbH & Co. KG'

let world: World
let browser: Browser
let manager: Visitor
let nils: Person
const ids = { acme: '', document: '', scope: '', drifted: '', empty: '', session: '' }
beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  ;[world, browser] = await Promise.all([startDemoWorld(), openBrowser()])
  manager = await signInAs(world, 'manager@acme.test')
  nils = await signUp(world, 'Nils Holm', 'Quay Security')
  ids.acme = (await manager.api.customers.list({})).data[0]?.id ?? ''
  ids.document = (await manager.api.documents.list({ customer_id: ids.acme, q: 'Information Security Policy' })).data[0]?.id ?? ''
  ids.scope = (await manager.api.documents.list({ customer_id: ids.acme, q: 'ISMS Scope and Context' })).data[0]?.id ?? ''
  ids.drifted = (await nils.api.customers.create({ company_name: longName })).id
  ids.empty = (await nils.api.customers.create({ company_name: 'Empty Ltd' })).id
  ids.session = (await nils.api.interviews.create({ customer_id: ids.empty, session_kind: 'onboarding' })).id
  const policy = await filledPolicy(world, nils, ids.drifted, 'Kept by {{isms_manager}} of {{legal_name}}.')
  await nils.api.reviews.approve({ document_id: policy.id, version_hash: await submit(nils, policy.id) })
  await nils.api.facts.say({ customer_id: ids.drifted, key: 'isms_manager', text: 'Maximiliane von und zu Hohenstein-Ehrenfels' })
  await nils.api.facts.say({ customer_id: ids.drifted, key: 'legal_name', text: longName.replace('mbH', 'SE') })
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

const fields = (page: Page) => page.getByRole('textbox', { name: 'ISMS manager', exact: true }).waitFor()
const looks = (['light', 'dark'] as Theme[]).flatMap((theme) => ([1440, 375] as const).map((width) => ({ theme, width })))

describe.each(looks)('$theme at $width', (look) => {
  test('facts', () => picture('facts', look, manager, `/customers/${ids.acme}/facts`, fields))
  test('facts nobody said', () => picture('facts-empty', look, nils, `/customers/${ids.empty}/facts`, fields))
  test('a dashboard that counts older facts', () =>
    picture('dashboard-older-facts', look, nils, '/dashboard', (page) =>
      page.getByRole('link', { name: /^Approved with older facts\s*1/ }).waitFor(),
    ))
  test('the documents it counts', () =>
    picture('documents-older-facts', look, nils, '/documents?facts=older', async (page) => {
      await page.getByText('Approved with older facts').waitFor()
      await page.getByRole('link', { name: 'Quality Policy' }).waitFor()
    }))
  test('one fact that is asked for', () =>
    picture('facts-asked', look, manager, `/customers/${ids.acme}/facts?ask=scope_statement`, (page) =>
      page.getByRole('textbox', { name: 'Scope statement' }).waitFor(),
    ))
  test('a fact that is asked for in a session', () =>
    picture('facts-onboarding', look, nils, `/interviews/${ids.session}`, (page) => page.getByRole('heading', { level: 1 }).waitFor()))
  test('approved documents that show older facts', () =>
    picture('facts-drift', look, nils, `/customers/${ids.drifted}`, (page) => page.getByText('shows older facts').waitFor()))
  test('sections that are facts', () =>
    picture('facts-sections', look, manager, `/documents/${ids.scope}`, (page) =>
      page.getByRole('textbox', { name: 'Scope statement' }).waitFor(),
    ))
  test('a document that shows facts', () =>
    picture('facts-document', look, manager, `/documents/${ids.document}`, async (page) => {
      await page.getByText('Jana Weber').waitFor()
      await page.getByRole('region', { name: 'Responsibility and review' }).scrollIntoViewIfNeeded()
    }))
})
