import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Look, openBrowser, type Theme, takeSeat } from '../support/browser.ts'
import type { Visitor } from '../support/client.ts'
import { signInAs, startDemoWorld } from '../support/demo.ts'
import type { World } from '../support/world.ts'

const folder = path.resolve(import.meta.dirname, '../../.data/gallery')

const longTitle =
  'Agree with the supplier of the payroll system on who keeps the sign-in logs, for how long, and how an auditor gets to see them without seeing anybody’s salary'

let world: World
let browser: Browser
let owner: Visitor
let manager: Visitor
let acme: string
let opened: string
beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  ;[world, browser] = await Promise.all([startDemoWorld(), openBrowser()])
  owner = await signInAs(world, 'owner@harbor.test')
  manager = await signInAs(world, 'manager@acme.test')
  acme = (await owner.api.customers.list({})).data.find(({ company_name }) => company_name === 'Acme Corp')?.id ?? ''
  opened = await makeStory()
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

/** What a customer's board looks like in the middle of the work. */
async function makeStory(): Promise<string> {
  const { api } = owner
  const people = (await api.members.list({ limit: 100 })).data
  const owned = people.find(({ email }) => email === 'owner@harbor.test')?.user_id ?? null
  const theirs = people.find(({ email }) => email === 'manager@acme.test')?.user_id ?? null
  const team = await api.teams.create({ name: 'Security team', member_ids: owned === null ? [] : [owned] })
  const long = await api.tasks.create({
    customer_id: acme,
    title: longTitle,
    priority: 'urgent',
    due_date: '2026-01-12',
    assigned_to: owned,
  })
  await api.tasks.block({ task_id: long.id, reason: 'The supplier’s security officer is away until the end of the month' })
  const { data } = await api.tasks.list({ customer_id: acme, limit: 40 })
  const others = data.filter(({ id, status }) => id !== long.id && status !== 'completed')
  for (const [at, task] of others.entries()) {
    if (at % 3 === 0) await api.tasks.update({ task_id: task.id, assigned_to: at % 2 === 0 ? owned : theirs })
    if (at % 5 === 0) await api.tasks.update({ task_id: task.id, assigned_team: team.id, priority: 'low' })
    if (at % 4 === 0) await api.tasks.start({ task_id: task.id })
    if (at % 7 === 0) await api.tasks.update({ task_id: task.id, due_date: '2026-10-02' })
    if (at % 6 === 1 && !task.requires_evidence) await api.tasks.complete({ task_id: task.id })
  }
  const asked = others.find(({ requires_evidence }) => requires_evidence)?.id ?? ''
  await api.tasks.update({ task_id: asked, assigned_to: owned, due_date: '2026-12-18', priority: 'high' })
  await api.tasks.comment({ task_id: asked, body: 'The board approves it on Thursday.', mentions: [] })
  await manager.api.tasks.comment({ task_id: asked, body: 'Thanks, I upload it on Friday then.', mentions: [] })
  return asked
}

async function picture(screen: string, look: Required<Look>, visitor: Visitor, address: string, show: (page: Page) => Promise<unknown>) {
  const seat = await takeSeat(browser, world, visitor, look)
  await seat.page.goto(address)
  await show(seat.page)
  await seat.page.evaluate(() => document.fonts.ready)
  await seat.page.screenshot({ path: path.join(folder, `${screen}-${look.theme}-${look.width}.png`) })
  expect(seat.errors).toEqual([])
  await seat.context.close()
}

const card = (page: Page) => page.locator('[data-task]').first().waitFor()

const looks = (['light', 'dark'] as Theme[]).flatMap((theme) => ([1440, 375] as const).map((width) => ({ theme, width })))

describe.each(looks)('$theme at $width', (look) => {
  test('board', () => picture('tasks-board', look, owner, `/customers/${acme}/tasks`, card))
  test('board of all', () => picture('tasks-board-all', look, owner, '/tasks?status=in_progress,blocked,completed,cancelled', card))
  test('list', () => picture('tasks-list', look, owner, '/tasks?view=list&group=status', card))
  test('list of a customer’s people', () => picture('tasks-list-portal', look, manager, '/tasks?view=list', card))
  test('my work', () => picture('my-work', look, owner, '/my-work', card))
  test('nothing that fits', () =>
    picture('tasks-empty', look, owner, '/tasks?view=list&q=nothing-like-this', (page) =>
      page.getByText('No task matches the search').waitFor(),
    ))
  test('an empty board', () =>
    picture('tasks-board-empty', look, owner, '/tasks?q=nothing-like-this', (page) =>
      page.getByText('No task matches the search').waitFor(),
    ))
  test('filters', () =>
    picture('tasks-filters', look, owner, '/tasks?status=pending&priority=high,urgent&evidence=required', async (page) => {
      await card(page)
      await page.getByRole('button', { name: /^Filter/ }).click()
      await page.getByRole('combobox', { name: 'Framework' }).waitFor()
    }))
  test('drawer', () =>
    picture('task-drawer', look, owner, `/customers/${acme}/tasks?task=${opened}`, (page) =>
      page.getByText('upload it on Friday').waitFor(),
    ))
  test('drawer of a customer’s people', () =>
    picture('task-drawer-portal', look, manager, `/tasks?task=${opened}`, (page) => page.getByText('upload it on Friday').waitFor()))
  test('new task', () =>
    picture('task-new', look, owner, `/customers/${acme}/tasks`, async (page) => {
      await card(page)
      await page.getByRole('button', { name: 'New task' }).click()
      await page.getByRole('textbox', { name: 'What is to be done' }).waitFor()
    }))
  test('several selected', () =>
    picture('tasks-selected', look, owner, `/customers/${acme}/tasks?view=list`, async (page) => {
      await card(page)
      for (const at of [0, 1, 2]) await page.locator('[data-task] input[type=checkbox]').nth(at).check()
      await page.getByText('3 tasks selected').waitFor()
    }))
  if (look.width === 1440)
    test('a card under way', () =>
      picture('tasks-dragging', look, owner, `/customers/${acme}/tasks`, async (page) => {
        const from = await page.locator('[data-column=pending] [data-task]').nth(1).boundingBox()
        const to = await page.locator('[data-column=in_progress]').boundingBox()
        if (!from || !to) throw new Error('There is no card to drag.')
        await page.mouse.move(from.x + 60, from.y + 60)
        await page.mouse.down()
        await page.mouse.move(to.x + 90, to.y + 140, { steps: 6 })
        await page.locator('[data-moving=over]').waitFor()
      }))
})
