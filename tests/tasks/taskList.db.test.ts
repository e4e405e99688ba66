import { Prisma } from '@certloom/server/db/generated/client'
import { withTenant } from '@certloom/server/db/tenant'
import { countTasks, selectTasks } from '@certloom/server/tasks/queries'
import { newId } from '@certloom/shared/ids'
import { TaskFilter } from '@certloom/shared/tasks/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { garbage, walk } from '../plans/walk.ts'
import { problemOf } from '../support/client.ts'
import { iso27001 } from '../support/documents.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { newTask } from './newTask.ts'

let world: World
let ines: Person
let acme: string
let daniel: Person
const titles: Record<string, string> = {}

beforeAll(async () => {
  world = await startWorld()
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
  acme = (await ines.api.customers.create({ company_name: 'Acme Corp' })).id
  daniel = await invite(world, ines, 'Daniel Brandt', 'contributor', acme)
  for (const task of [
    { title: 'Long ago', due_date: '2020-01-01', priority: 'low' as const },
    { title: 'Long ago and done', due_date: '2020-01-02' },
    { title: 'Far ahead', due_date: '2100-01-01', priority: 'urgent' as const, assigned_to: daniel.me.user.id },
    { title: 'Some day', assigned_to: ines.me.user.id, requires_evidence: true },
    { title: '100 % of_it', due_date: '2100-01-01', priority: 'high' as const },
  ])
    titles[(await newTask(ines, acme, task)).id] = task.title
  const done = Object.keys(titles).find((id) => titles[id] === 'Long ago and done') ?? ''
  await ines.api.tasks.complete({ task_id: done })
})
afterAll(() => world.stop())

type Query = Parameters<Person['api']['tasks']['list']>[0]
const listed = async (query: Query, by = ines): Promise<string[]> => (await by.api.tasks.list(query)).data.map((task) => task.title)

describe('tasks are listed', () => {
  test('by due date, those without one last', async () => {
    expect(await listed({})).toEqual(['Long ago', 'Long ago and done', 'Far ahead', '100 % of_it', 'Some day'])
  })

  test('by priority, the most urgent first', async () => {
    expect((await listed({ sort: 'priority' })).slice(0, 2)).toEqual(['Far ahead', '100 % of_it'])
    expect((await listed({ sort: 'priority' })).at(-1)).toBe('Long ago')
  })

  test('by their last change, newest first', async () => {
    expect((await listed({ sort: 'updated' }))[0]).toBe('Long ago and done')
  })

  test.each(['due_date', 'priority', 'updated'] as const)('page by page in the order of %s, each exactly once', async (sort) => {
    const all = (await ines.api.tasks.list({ sort, limit: 200 })).data
    for (const limit of [1, 2, 3, 5]) expect(await walk((cursor) => ines.api.tasks.list({ sort, limit, cursor }))).toEqual(all)
  })

  test.each(garbage)('never after the cursor %s', async (cursor) => {
    expect((await problemOf(ines.api.tasks.list({ cursor }))).code).toBe('invalid_input')
  })

  test('never after a cursor of another order', async () => {
    const { next_cursor } = await ines.api.tasks.list({ limit: 1, sort: 'priority' })
    expect((await problemOf(ines.api.tasks.list({ cursor: next_cursor ?? '' }))).code).toBe('invalid_input')
  })
})

test.each<[Query, string[]]>([
  [{ overdue: true }, ['Long ago']],
  [{ overdue: false }, ['Long ago and done', 'Far ahead', '100 % of_it', 'Some day']],
  [{ status: ['completed', 'blocked'] }, ['Long ago and done']],
  [{ status: ['pending'], priority: ['urgent', 'high'] }, ['Far ahead', '100 % of_it']],
  [{ assigned_to: 'me' }, ['Some day']],
  [{ assigned_to: 'nobody', status: ['pending'] }, ['Long ago', '100 % of_it']],
  [{ requires_evidence: true }, ['Some day']],
  [{ requires_evidence: true, evidence_uploaded: true }, []],
  [{ due_from: '2020-01-02', due_to: '2100-01-01' }, ['Long ago and done', 'Far ahead', '100 % of_it']],
  [{ due_from: '2021-01-01' }, ['Far ahead', '100 % of_it']],
  [{ q: 'LONG ago' }, ['Long ago', 'Long ago and done']],
  [{ q: '% of_' }, ['100 % of_it']],
  [{ q: '_ong' }, []],
  [{ task_scope: 'document' }, []],
  [{ task_type: 'custom', q: 'day' }, ['Some day']],
])('%o finds %o', async (query, expected) => {
  expect(await listed(query)).toEqual(expected)
  expect(await listed({ ...query, customer_id: acme })).toEqual(expected)
})

test('one status may be asked for without brackets, as people type addresses', async () => {
  const response = await ines.fetch('/api/v1/tasks?status=completed&overdue=false')
  expect(await response.json()).toMatchObject({ data: [{ title: 'Long ago and done' }], next_cursor: null })
})

test('a customer’s person asks for their own by "me"', async () => {
  expect(await listed({ assigned_to: 'me' }, daniel)).toEqual(['Far ahead'])
})

describe('in an organization with thousands of tasks', () => {
  beforeAll(async () => {
    await world.sql(
      `insert into customer (id, organization_id, company_name, updated_at)
       select gen_random_uuid(), $1, 'Customer ' || n, now() from generate_series(1, 40) n`,
      [ines.me.organization.id],
    )
    await world.sql(
      `insert into task (id, organization_id, customer_id, scope, type, title, status, priority, assignee_id, due_date, created_by_id)
       select gen_random_uuid(), $1, c.id, 'customer', 'custom', 'Task ' || n, (array['pending', 'in_progress', 'blocked', 'completed'])[1 + n % 4]::task_status,
              (array['low', 'medium', 'high', 'urgent'])[1 + n % 4]::task_priority, case when n % 50 = 0 then $2::uuid end,
              case when n % 7 > 0 then current_date + n % 300 end, $2
         from customer c, generate_series(1, 1000) n where c.organization_id = $1`,
      [ines.me.organization.id, ines.me.user.id],
    )
    await world.sql('analyze task')
  })

  test.each<[string, Query]>([
    ['all of them', {}],
    ['open ones', { status: ['pending', 'in_progress', 'blocked'] }],
    ['by priority', { sort: 'priority' }],
    ['by last change', { sort: 'updated' }],
    ['overdue', { overdue: true }],
    ['due on one day', { due_from: '2026-12-24', due_to: '2026-12-24' }],
    ['one’s own', { assigned_to: 'me', status: ['pending'] }],
    ['of one customer', { customer_id: 'acme' }],
    ['a column of the board', { status: ['blocked'] }],
    ['a person’s and their teams’', { mine: true }],
    ['a team’s', { assigned_team: newId() }],
    ['of a framework', { iso_standard_id: iso27001, status: ['pending'] }],
  ])('%s are found by an index, on the first page and on later ones', async (_what, query) => {
    const filter = TaskFilter.parse(query?.customer_id ? { ...query, customer_id: acme } : query)
    const { id: organizationId } = ines.me.organization
    const after: Record<string, [string, string]> = {
      due_date: ['2026-12-24', acme],
      priority: ['high', acme],
      updated: ['2027-01-01 00:00:00+00', acme],
    }
    for (const page of [undefined, after[filter.sort]]) {
      const statement = selectTasks(organizationId, ines.me.user.id, filter, { limit: 50, after: page })
      const plan = await withTenant(world.app.services.db, { organizationId }, (tx) =>
        tx.$queryRaw<{ 'QUERY PLAN': string }[]>(Prisma.sql`explain ${statement}`),
      )
      const text = plan.map((row) => row['QUERY PLAN']).join('\n')
      expect(text).toMatch(/Index (Only )?Scan|Bitmap Index Scan/)
      expect(text).not.toContain('Seq Scan on task')
    }
  })

  test.each<[string, Query]>([
    ['all of them', {}],
    ['of one customer', { customer_id: 'acme' }],
    ['a person’s and their teams’', { mine: true }],
  ])('%s are counted by an index, each status as far as 1,000', async (_what, query) => {
    const filter = TaskFilter.parse(query?.customer_id ? { ...query, customer_id: acme } : query)
    const { id: organizationId } = ines.me.organization
    const plan = await withTenant(world.app.services.db, { organizationId }, (tx) =>
      tx.$queryRaw<{ 'QUERY PLAN': string }[]>(Prisma.sql`explain ${countTasks(organizationId, ines.me.user.id, filter)}`),
    )
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).not.toContain('Seq Scan on task')
  })
})
