import { catalogueId } from '@certloom/shared/ids'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, expectCalm, type Look, openBrowser } from '../support/browser.ts'
import { iso27001, makeDocument } from '../support/documents.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { chart, choose, drop, item, items, openAt, part, uploads } from './evidencePage.ts'
import { makeSampleFiles, type SampleFiles } from './sampleFiles.ts'

let world: World
let browser: Browser
let files: SampleFiles
let olivia: Person
beforeAll(async () => {
  files = makeSampleFiles()
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterAll(async () => {
  await browser.close()
  await world.stop()
  files.remove()
})

test('an organization that takes links only offers nothing else and says why', async () => {
  const owner = await signUp(world, 'Lena', 'Links Only')
  await world.sql(`update organization set evidence_policy = 'links_only' where id = $1`, [owner.me.organization.id])
  const { id } = await makeDocument(owner, 'Acme Corp')
  const a = await openAt(browser, world, owner, id)
  await part(a.page).getByText('Files are not kept here.').waitFor()
  expect(
    await part(a.page)
      .getByRole('button', { name: /Choose files/ })
      .count(),
  ).toBe(0)
  await drop(a, [files.pdf('Chart.pdf')])
  await part(a.page).getByRole('button', { name: 'Add a link' }).click()
  const dialog = a.page.getByRole('dialog')
  await dialog.getByLabel('Web address').fill('wiki.example.com/chart')
  await dialog.getByLabel('Title').fill('Chart in the wiki')
  await dialog.getByRole('button', { name: 'Add the link' }).click()
  await item(a.page, 'Chart in the wiki').waitFor()
  expect(await items(a.page).count()).toBe(1)
  expect(await uploads(a.page).count()).toBe(0)
  expectCalm(a)
  await a.context.close()
})

test('who may not give evidence sees what is there', async () => {
  const document = await makeDocument(olivia, 'Beta GmbH')
  const vera = await invite(world, olivia, 'Vera', 'viewer')
  await olivia.api.evidence.addLink({
    customer_id: document.customer_id,
    title: 'Chart in the wiki',
    url: 'https://wiki.example.com/chart',
    targets: [{ document_id: document.id, section_id: chart.id }],
  })
  const a = await openAt(browser, world, vera, document.id)
  await item(a.page, 'Chart in the wiki').waitFor()
  const buttons = await part(a.page)
    .getByRole('button')
    .evaluateAll((found) => found.map((button) => button.getAttribute('aria-label')))
  expect(buttons).toEqual([expect.stringContaining('section menu'), 'More for Chart in the wiki'])
  await expectAccessible(a.page)
  expectCalm(a)
  await a.context.close()
})

test('nothing is added or taken away while the section is locked', async () => {
  const document = await makeDocument(olivia, 'Gamma SE')
  const a = await openAt(browser, world, olivia, document.id)
  await choose(a.page, files.pdf('Chart.pdf'))
  await item(a.page, 'Chart').waitFor()
  await olivia.api.documents.lockSection({ document_id: document.id, section_id: chart.id, locked: true })
  await part(a.page).getByText('Locked by Olivia').waitFor()
  expect(
    await part(a.page)
      .getByRole('button', { name: /Choose files|Add a link|Link existing/ })
      .count(),
  ).toBe(0)
  await item(a.page, 'Chart').getByRole('button', { name: 'More for Chart' }).click()
  await a.page.getByRole('menuitem', { name: 'Name and validity' }).waitFor()
  expect(await a.page.getByRole('menuitem', { name: 'Take away from here' }).count()).toBe(0)
  expectCalm(a)
  await a.context.close()
})

test('a table that needs evidence takes it below its rows', async () => {
  const customer = await olivia.api.customers.create({ company_name: 'Delta KG' })
  const plan = await olivia.api.plans.create({
    customer_id: customer.id,
    iso_standard_id: iso27001,
    template_selection_mode: 'selective',
    selected_template_ids: [catalogueId('template', 'iso27001-2022', 'isms-12-supplier-cloud')],
  })
  const { data } = await olivia.api.documents.list({ plan_id: plan.id })
  const title = 'Supplier register'
  const a = await openAt(browser, world, olivia, data[0]?.id ?? '', {}, title)
  await part(a.page, title).getByText('Supplier register export').waitFor()
  await drop(a, [files.text('Suppliers.csv', 200)], title)
  await item(a.page, 'Suppliers', title).getByText('Accepted').waitFor()
  await a.page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: title }).getByText('1 piece of evidence').waitFor()
  await expectAccessible(a.page)
  if (process.env.PICTURES) await a.page.screenshot({ path: `${process.env.PICTURES}/strip.png` })
  expectCalm(a)
  await a.context.close()
})

const looks: Required<Look>[] = [
  { theme: 'light', width: 1440 },
  { theme: 'dark', width: 1440 },
  { theme: 'light', width: 375 },
  { theme: 'dark', width: 375 },
]

test.each(looks)('evidence keeps WCAG and fits in $theme at $width', async (look) => {
  const document = await makeDocument(olivia, `Zeta ${look.theme} ${look.width}`)
  const maria = await invite(world, olivia, 'Maria', 'manager', document.customer_id)
  const [a, b] = [await openAt(browser, world, olivia, document.id, look), await openAt(browser, world, maria, document.id)]
  await expectAccessible(a.page)
  await choose(b.page, [files.png('Floor plan.png', 400), files.pdf('Organization chart 2026 with every team and its security roles.pdf')])
  await expect.poll(() => items(b.page).count()).toBe(2)
  const { data } = await olivia.api.evidence.list({ document_id: document.id })
  const plan = data.find(({ title }) => title === 'Floor plan')
  await olivia.api.evidence.reject({ evidence_id: plan?.id ?? '', reason: 'This is a floor plan. Give the organization chart.' })
  await item(a.page, 'Floor plan').getByText('Rejected').first().waitFor()
  await choose(a.page, [files.program('Chart.pdf')])
  await uploads(a.page).getByText('content is not').waitFor()
  await expectAccessible(a.page)
  expect(await a.page.evaluate(() => window.document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  await part(a.page).scrollIntoViewIfNeeded()
  if (process.env.PICTURES) await part(a.page).screenshot({ path: `${process.env.PICTURES}/evidence-${look.theme}-${look.width}.png` })
  for (const way of ['Add a link', 'Link existing']) {
    await part(a.page).getByRole('button', { name: way }).click()
    await a.page.getByRole('dialog').getByRole('textbox').first().waitFor()
    await expectAccessible(a.page)
    await a.page.keyboard.press('Escape')
    await a.page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  expectCalm(a)
  await Promise.all([a.context.close(), b.context.close()])
})
