import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Look, openBrowser, type Theme, takeSeat } from '../support/browser.ts'
import type { Visitor } from '../support/client.ts'
import { signInAs, startDemoWorld } from '../support/demo.ts'
import { signUp } from '../support/people.ts'
import type { World } from '../support/world.ts'
import { iso9001, iso27001 } from './planFor.ts'

const folder = path.resolve(import.meta.dirname, '../../.data/gallery')
const longName =
  'Quality and information security of the packaging machinery works at the northern and the southern site, first certification'

let world: World
let browser: Browser
let owner: Visitor
let newcomer: Visitor
let filled: string
let beta: { customer_id: string; plan_id: string }
let bare: string
beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  ;[world, browser] = await Promise.all([startDemoWorld(), openBrowser()])
  owner = await signInAs(world, 'owner@harbor.test')
  newcomer = await signUp(world, 'Nora New', 'Newcomers')
  const { data } = await owner.api.plans.listAll({})
  filled = data.find(({ customer_name }) => customer_name === 'Acme Corp')?.id ?? ''
  const second = data.find(({ customer_name }) => customer_name === 'Beta Inc')
  beta = { customer_id: second?.customer_id ?? '', plan_id: second?.id ?? '' }
  bare = await makeBare(beta.customer_id)
  await tellStory()
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

/** A plan with a long name and nothing in it. */
async function makeBare(customer_id: string): Promise<string> {
  const { id } = await owner.api.plans.create({
    customer_id,
    iso_standard_id: iso27001,
    plan_name: longName,
    auto_generate_documents: false,
  })
  return id
}

/** A month of progress, and documents in all states. */
async function tellStory(): Promise<void> {
  const states = ['approved', 'approved', 'pending_review', 'changes_requested', 'in_progress', 'rejected']
  const documents = (await owner.api.documents.list({ plan_id: filled, limit: 50 })).data
  for (const [index, document] of documents.entries()) {
    const status = states[index]
    if (status) await world.sql('update customer_document set status = $2 where id = $1', [document.id, status])
  }
  await world.sql(`update customer_document set due_date = current_date - 9 where id = $1`, [documents[4]?.id])
  await world.sql(`update task set due_date = current_date - 9 where document_id = $1`, [documents[4]?.id])
  const [plan] = await world.sql<{ organization_id: string; customer_id: string }>(
    'select organization_id, customer_id from iso_plan where id = $1',
    [filled],
  )
  for (const document of documents.slice(0, states.lastIndexOf('approved') + 1))
    await world.sql(
      `insert into document_version (id, organization_id, customer_id, document_id, revision, document_version, kind, contributor_ids, changed_sections, content_hash, schema_version)
       select gen_random_uuid(), organization_id, customer_id, id, (select coalesce(max(revision), 0) + 1 from document_version where document_id = $1), 1, 'approved', '{}', '{}', '', 1
         from customer_document where id = $1`,
      [document.id],
    )
  await climb(plan?.organization_id, {}, [null, null])
  await climb(filled, { plan_id: filled }, [plan?.customer_id, filled])
}

/** Twenty-nine days that led to how far it is now, a step every third day. */
async function climb(subject: string | undefined, of: { plan_id?: string }, [customerId, planId]: unknown[]): Promise<void> {
  const today = (await owner.api.progress.trend(of)).data.at(-1)
  await world.sql(
    `insert into score_snapshot (organization_id, subject_id, day, customer_id, plan_id, progress_percentage, total_documents, approved_documents, total_tasks, completed_tasks)
     select p.organization_id, $2, current_date - n, $3, $4, $5::numeric * share, $6, floor($7::numeric * share), $8, floor($9::numeric * share)
       from iso_plan p, (select n, (30 - n) / 3 / 10.0 as share from generate_series(1, 29) n) days
      where p.id = $1 on conflict do nothing`,
    [
      filled,
      subject,
      customerId,
      planId,
      today?.overall_progress_percentage,
      today?.total_documents,
      today?.approved_documents,
      today?.total_tasks,
      today?.completed_tasks,
    ],
  )
}

async function picture(screen: string, look: Required<Look>, visitor: Visitor, show: (page: Page) => Promise<void>): Promise<void> {
  const seat = await takeSeat(browser, world, visitor, look)
  await show(seat.page)
  await seat.page.evaluate(() => document.fonts.ready)
  await seat.page.screenshot({ path: path.join(folder, `${screen}-${look.theme}-${look.width}.png`), fullPage: true })
  expect(seat.errors).toEqual([])
  await seat.context.close()
}

const screens: { name: string; as: () => Visitor; address: () => string; ready: string }[] = [
  { name: 'dashboard', as: () => owner, address: () => '/', ready: 'Due next' },
  { name: 'dashboard-empty', as: () => newcomer, address: () => '/dashboard', ready: 'has no plan yet' },
  { name: 'plans', as: () => owner, address: () => '/plans', ready: 'Acme Corp' },
  { name: 'plans-empty', as: () => newcomer, address: () => '/plans', ready: 'There are no plans yet' },
  { name: 'documents', as: () => owner, address: () => '/documents?sort=due_date', ready: 'Acme Corp' },
  { name: 'documents-none', as: () => owner, address: () => '/documents?q=xyzzy', ready: 'No document matches these filters' },
  { name: 'plan', as: () => owner, address: () => `/plans/${filled}`, ready: 'What happened' },
  { name: 'plan-bare', as: () => owner, address: () => `/plans/${bare}`, ready: 'What happened' },
  { name: 'plan-documents', as: () => owner, address: () => `/plans/${filled}/documents`, ready: 'Responsible' },
  { name: 'plan-tasks', as: () => owner, address: () => `/plans/${filled}/tasks`, ready: 'Pending' },
  { name: 'plan-timeline', as: () => owner, address: () => `/plans/${filled}/timeline`, ready: 'This week' },
  { name: 'plan-timeline-bare', as: () => owner, address: () => `/plans/${bare}/timeline`, ready: 'Nothing has a date yet' },
  { name: 'plan-activity', as: () => owner, address: () => `/plans/${filled}/activity`, ready: 'edited' },
]

const looks = (['light', 'dark'] as Theme[]).flatMap((theme) => ([1440, 375] as const).map((width) => ({ theme, width })))

describe.each(looks)('$theme at $width', (look) => {
  test.each(screens)('$name', async ({ name, as, address, ready }) => {
    await picture(name, look, as(), async (page) => {
      await page.goto(address())
      await page.getByText(ready).filter({ visible: true }).first().waitFor()
    })
  })

  test('the trend as a table', async () => {
    await picture('plan-trend-table', look, owner, async (page) => {
      await page.goto(`/plans/${filled}`)
      await page.getByText('Table', { exact: true }).click()
      await page.getByRole('cell').first().waitFor()
    })
  })

  test.each([
    ['edit', 'Edit name, date and owner'],
    ['selection', 'Choose documents'],
    ['cancel', 'Cancel the plan'],
  ])('the dialog to %s', async (name, item) => {
    await picture(`plan-${name}`, look, owner, async (page) => {
      await page.goto(`/plans/${filled}`)
      await page.getByRole('button', { name: /^More for/ }).click()
      await page.getByRole('menuitem', { name: item }).click()
      await page.getByRole('dialog').waitFor()
      if (name === 'edit') await page.getByRole('dialog').getByLabel('Target date').fill('2027-12-31')
    })
  })

  test('the details of a document', async () => {
    await picture('plan-document-details', look, owner, async (page) => {
      await page.goto(`/plans/${filled}/documents`)
      await page.getByRole('button', { name: 'Edit details of Information Security Policy' }).click()
      await page.getByRole('dialog').waitFor()
    })
  })

  test('the dialog to complete', async () => {
    await picture('plan-complete', look, owner, async (page) => {
      await page.goto(`/plans/${filled}`)
      await page.getByRole('button', { name: 'Complete the plan' }).click()
      await page.getByText('What is still missing').waitFor()
    })
  })

  test('the dialog of a new plan', async () => {
    await picture('plan-new', look, owner, async (page) => {
      await page.goto(`/customers/${beta.customer_id}/plans`)
      await page.getByRole('button', { name: 'New plan' }).click()
      await page.getByLabel('Only those I choose').click()
    })
  })

  test('paused, cancelled, and deleted', async () => {
    await owner.api.plans.pause(beta)
    await picture('plan-paused', look, owner, async (page) => {
      await page.goto(`/plans/${beta.plan_id}`)
      await page.getByText('This plan is paused').waitFor()
    })
    await owner.api.plans.cancel(beta)
    await picture('plan-cancelled', look, owner, async (page) => {
      await page.goto(`/plans/${beta.plan_id}`)
      await page.getByText('This plan is cancelled').waitFor()
    })
    await picture('plan-delete', look, owner, async (page) => {
      await page.goto(`/plans/${beta.plan_id}`)
      await page.getByRole('button', { name: /^More for/ }).click()
      await page.getByRole('menuitem', { name: 'Delete the plan' }).click()
      await page.getByText('approved versions').waitFor()
    })
    await owner.api.plans.resume(beta)
  })
})

test('the standard of Beta Inc is the one of the story', async () => {
  expect((await owner.api.plans.find({ plan_id: beta.plan_id })).iso_standard_id).toBe(iso9001)
})
