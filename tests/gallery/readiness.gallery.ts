import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { newId } from '@certloom/shared/ids'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, takeSeat } from '../support/browser.ts'
import { problemOf, type Visitor, visit } from '../support/client.ts'
import { signInAs, startDemoWorld } from '../support/demo.ts'
import type { World } from '../support/world.ts'

/** Pictures of the readiness studio from the demo world: `.data/gallery/readiness/<screen>-<theme>-<width>.png`. */
const folder = path.resolve(import.meta.dirname, '../../.data/gallery/readiness')

let world: World
let browser: Browser
let owner: Visitor
let contributor: Visitor
let project: string
let shared: string
let summary: string
let locked: string
let statementDocument: string
beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  ;[world, browser] = await Promise.all([startDemoWorld(), openBrowser()])
  owner = await signInAs(world, 'owner@harbor.test')
  contributor = await signInAs(world, 'contributor@acme.test')
  const { data } = await owner.api.readiness.list({})
  project = data[0]?.id ?? ''
  const documents = await owner.api.documents.list({ q: 'Statement of Applicability' })
  statementDocument = documents.data[0]?.id ?? ''
  const linkFor = async (label: string, more: { scope?: 'summary'; passcode?: string } = {}) =>
    `/share/${(await owner.api.shares.create({ project_id: project, label, ...more })).token}`
  shared = await linkFor('Lead auditor of the certification body')
  summary = await linkFor('Board', { scope: 'summary' })
  locked = await linkFor('Main customer', { passcode: 'harbor lights' })
  await useLocked()
  await fill()
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

/** Somebody tries a wrong passcode, and then has the right one. */
async function useLocked(): Promise<void> {
  const { api } = visit(world)
  const token = path.basename(locked)
  await problemOf(api.shares.open({ token, passcode: 'harbour light' }))
  await api.shares.open({ token, passcode: 'harbor lights' })
}

/** What the demo world has no example of: two views of a row, a thread on one, an item as proof, and a row that left the catalogue. */
async function fill(): Promise<void> {
  const { data } = await owner.api.readiness.answers({ project_id: project, limit: 200 })
  const rowOf = (code: string) => ({ project_id: project, requirement_id: data.find((row) => row.code === code)?.requirement_id ?? '' })
  await owner.api.readiness.answer({ ...rowOf('A.5.8'), status: 'partial' })
  await contributor.api.readiness.answer({ ...rowOf('A.5.8'), status: 'missing' })
  await owner.api.comments.beginOnRow({
    ...rowOf('A.5.1'),
    id: newId(),
    comment_id: newId(),
    body: 'The board signed the new version. The old one is still on the intranet.',
  })
  const { customer_id } = await owner.api.readiness.get({ project_id: project })
  const item = await owner.api.evidence.addLink({
    customer_id,
    title: 'Rights of those who left, autumn',
    url: 'https://files.acme.example/reviews/leavers',
    targets: [],
  })
  await owner.api.readiness.answer({ ...rowOf('A.5.15'), status: 'partial', evidence_id: item.id })
  const { iso_standard_id } = await owner.api.readiness.get({ project_id: project })
  for (const project_name of ['Readiness before the move', 'Trial of last year']) {
    const { id } = await owner.api.readiness.create({ customer_id, iso_standard_id, project_name })
    await owner.api.readiness.update({ project_id: id, archived: true })
  }
  await world.sql('update framework_requirement set retired_at = now() where id = $1', [rowOf('A.7.14').requirement_id])
}

const ready = (page: Page): Promise<void> => page.locator('header [data-kind="saved"]').waitFor()

async function openRow(page: Page, code: string): Promise<void> {
  await page.getByRole('button', { name: `Details of ${code}`, exact: true }).click()
  await page.getByRole('dialog').getByRole('region', { name: 'History' }).getByRole('listitem').first().waitFor()
}

async function select(page: Page, ...codes: string[]): Promise<void> {
  for (const code of codes) await page.getByRole('checkbox', { name: `Select ${code}`, exact: true }).click()
  // What was just ticked takes its colours in a transition, and a picture is quicker.
  await page.evaluate(async () => {
    await Promise.all(document.getAnimations().map(({ finished }) => finished))
  })
}

async function openMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: /^More for / }).click()
  await page.getByRole('menuitem', { name: item }).click()
  await page.getByRole('dialog').waitFor()
}

/** Chooses a file in the dialog of the import. */
async function chooseFile(page: Page, lines: readonly string[]): Promise<void> {
  await openMenu(page, 'Import')
  const file = { name: 'readiness of acme.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) }
  await page.getByLabel('File to import').setInputFiles(file)
}

type Screen = { name: string; address: () => string; show: (page: Page) => Promise<void> }

const screens: Screen[] = [
  {
    name: 'list',
    address: () => '/readiness',
    show: async (page) => {
      const main = page.getByRole('main')
      await main.getByRole('link', { name: /readiness/ }).waitFor()
      await main.getByRole('heading', { name: 'Archived' }).waitFor()
    },
  },
  { name: 'grid', address: () => `/readiness/${project}`, show: async () => {} },
  { name: 'selected', address: () => `/readiness/${project}`, show: (page) => select(page, 'A.5.7', 'A.5.9') },
  { name: 'drawer', address: () => `/readiness/${project}`, show: (page) => openRow(page, 'A.5.1') },
  { name: 'filtered', address: () => `/readiness/${project}?status=missing&sort=due`, show: async () => {} },
  {
    name: 'nothing',
    address: () => `/readiness/${project}?q=nothing+of+that+kind`,
    show: (page) => page.getByText('No rows match.').waitFor(),
  },
  {
    name: 'score',
    address: () => `/readiness/${project}`,
    show: async (page) => {
      await page.getByRole('button', { name: /ready$/ }).click()
      await page.getByText(/^Mean of 4 domains/).waitFor()
    },
  },
  {
    name: 'audit',
    address: () => `/readiness/${project}/audit`,
    show: (page) => page.getByRole('region', { name: 'Unanswered' }).waitFor(),
  },
  {
    name: 'statement',
    address: () => `/readiness/${project}/statement`,
    show: (page) => page.getByRole('region', { name: 'Technological controls' }).waitFor(),
  },
  {
    name: 'statement-export',
    address: () => `/readiness/${project}/statement`,
    show: async (page) => {
      await page.getByRole('button', { name: 'Export' }).click()
      await page.getByRole('radio', { name: 'Excel' }).waitFor()
    },
  },
  {
    name: 'statement-document',
    address: () => `/documents/${statementDocument}`,
    show: async (page) => {
      const source = page.getByText('and are decided there').first()
      await source.waitFor()
      await source.scrollIntoViewIfNeeded()
    },
  },
  { name: 'export', address: () => `/readiness/${project}`, show: (page) => openMenu(page, 'Export') },
  { name: 'import', address: () => `/readiness/${project}`, show: (page) => openMenu(page, 'Import') },
  {
    name: 'import-preview',
    address: () => `/readiness/${project}`,
    show: async (page) => {
      await chooseFile(page, [
        'code,status,justification,due_date',
        'A.5.9,ready,"The register of assets is kept in the wiki, and is looked through each quarter.",2027-03-31',
        'A.7.4,not_applicable,There are no premises of our own.,',
        'A.8.13,partial,,2027-01-15',
      ])
      await page.getByRole('region', { name: 'What would change' }).waitFor()
    },
  },
  {
    name: 'import-problems',
    address: () => `/readiness/${project}`,
    show: async (page) => {
      await chooseFile(page, [
        'code,status,due_date,owner_person,evidence_url',
        'A.5.9,finished,,,',
        'A.9.9,ready,,,',
        'A.8.13,ready,31.12.2027,,',
        'A.5.15,ready,,nobody@acme.example,',
        'A.5.9,ready,,,javascript:alert(1)',
      ])
      await page.getByRole('region', { name: 'What cannot be imported' }).waitFor()
    },
  },
  {
    name: 'share-uses',
    address: () => `/readiness/${project}`,
    show: async (page) => {
      await openMenu(page, 'Share')
      await page.getByRole('button', { name: 'Uses of Main customer' }).click()
      const uses = page.getByRole('list', { name: 'Uses of Main customer' })
      await uses.getByRole('listitem').first().waitFor()
      await uses.scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'domain-score',
    address: () => `/readiness/${project}`,
    show: async (page) => {
      await page
        .getByRole('button', { name: /score \d+ %$/ })
        .first()
        .click()
      await page.getByRole('dialog', { name: 'A.5 Organizational controls' }).waitFor()
    },
  },
  {
    name: 'shared-dead',
    address: () => '/share/no-such-link',
    show: (page) => page.getByRole('heading', { name: 'This link cannot be used' }).waitFor(),
  },
  { name: 'share', address: () => `/readiness/${project}`, show: (page) => openMenu(page, 'Share') },
  { name: 'settings', address: () => `/readiness/${project}`, show: (page) => openMenu(page, 'Settings') },
  { name: 'shared', address: () => shared, show: (page) => page.getByRole('region', { name: 'Unanswered' }).waitFor() },
  {
    name: 'shared-row',
    address: () => `${shared}?row=A.5.15`,
    show: (page) => page.getByRole('region', { name: 'History' }).waitFor(),
  },
  {
    name: 'shared-summary',
    address: () => summary,
    show: (page) => page.getByRole('region', { name: 'Score by domain' }).waitFor(),
  },
  { name: 'shared-locked', address: () => locked, show: (page) => page.getByRole('textbox', { name: 'Passcode' }).waitFor() },
  {
    name: 'two-views',
    address: () => `/readiness/${project}?q=A.5.8`,
    show: async (page) => {
      await page.getByRole('button', { name: /^A\.5\.8: .*Confirm one$/ }).click()
      await page.getByText('Confirm what holds.').waitFor()
    },
  },
  {
    name: 'retired',
    address: () => `/readiness/${project}?q=A.7.14`,
    show: async (page) => {
      await page.getByText('Retired', { exact: true }).waitFor()
      await page.getByRole('button', { name: 'Details of A.7.14', exact: true }).click()
      await page.getByText('No longer in the catalogue.').waitFor()
    },
  },
  {
    name: 'plan-support',
    address: () => `/readiness/${project}?q=A.5.15`,
    show: async (page) => {
      await openRow(page, 'A.5.15')
      const support = page.getByRole('region', { name: 'Support from the plan' })
      await support.getByRole('listitem').first().waitFor()
      await support.scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'comments',
    address: () => `/readiness/${project}`,
    show: async (page) => {
      await openRow(page, 'A.5.1')
      const thread = page.getByRole('article', { name: /^Thread by / })
      await thread.waitFor()
      await thread.scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'new-checklist',
    address: () => '/readiness',
    show: async (page) => {
      await page.getByRole('button', { name: 'New checklist' }).click()
      await page.getByRole('dialog', { name: 'New checklist' }).getByRole('switch', { name: 'With CMMC' }).waitFor()
    },
  },
  {
    name: 'roadmap',
    address: () => `/readiness/${project}/roadmap`,
    show: (page) => page.getByRole('main').getByRole('listitem').first().waitFor(),
  },
]

describe.each([
  { theme: 'light', width: 1440 },
  { theme: 'dark', width: 1440 },
  { theme: 'light', width: 375 },
  { theme: 'dark', width: 375 },
] as const)('readiness, $theme, $width px', (look) => {
  test.each(screens)('$name', async ({ name, address, show }) => {
    const seat = await takeSeat(browser, world, owner, look)
    const other = name === 'grid' ? await takeSeat(browser, world, contributor) : undefined
    if (other) {
      await other.page.goto(address())
      await ready(other.page)
      await other.page.getByRole('button', { name: /^Status of A.5.9:/ }).focus()
    }
    await seat.page.goto(address())
    if (address().startsWith(`/readiness/${project}`) && !['roadmap', 'audit', 'statement', 'statement-export'].includes(name))
      await ready(seat.page)
    if (other) await seat.page.locator('[data-code="A.5.9"] [data-cursor]').waitFor()
    await show(seat.page)
    await seat.page.evaluate(() => document.fonts.ready)
    await seat.page.screenshot({ path: path.join(folder, `${name}-${look.theme}-${look.width}.png`) })
    expect(seat.errors).toEqual([])
    await other?.context.close()
    await seat.context.close()
  })
})
