import { selectCustomers } from '@certloom/server/customers/queries'
import { Prisma } from '@certloom/server/db/generated/client'
import { withTenant } from '@certloom/server/db/tenant'
import { CustomerFilter } from '@certloom/shared/customers/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { betaTemplates, iso9001, iso27001, planFor } from '../plans/planFor.ts'
import { garbage, walk } from '../plans/walk.ts'
import { problemOf } from '../support/client.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { newTask } from '../tasks/newTask.ts'

let world: World
let ines: Person
const ids: Record<string, string> = {}

beforeAll(async () => {
  world = await startWorld()
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
  for (const [company_name, industry, contact_email] of [
    ['Acme Corp', 'Machines', 'office@acme.test'],
    ['Beta Inc', '100 % of_it', 'office@beta.test'],
    ['Gamma Ltd', null, null],
  ] as const)
    ids[company_name] = (await ines.api.customers.create({ company_name, industry, contact_email })).id
  const acme = await planFor(ines, idOf('Acme Corp'), iso27001)
  const beta = await planFor(ines, idOf('Beta Inc'), iso9001, betaTemplates)
  await world.sql(`update task set due_date = '2030-02-01' where plan_id = $1`, [acme.id])
  await world.sql(`update task set due_date = '2030-01-01' where plan_id = $1`, [beta.id])
  await world.sql(`update task set status = 'completed' where plan_id = $1`, [beta.id])
  await newTask(ines, idOf('Beta Inc'), { due_date: '2030-03-01' })
  await ines.api.customers.archive({ customer_id: (await ines.api.customers.create({ company_name: 'Old Ltd' })).id })
})
afterAll(() => world.stop())

const idOf = (name: string): string => ids[name] ?? ''
type Query = NonNullable<Parameters<Person['api']['customers']['list']>[0]>
const listed = async (query: Query, by = ines): Promise<string[]> =>
  (await by.api.customers.list(query)).data.map((customer) => customer.company_name)

test('a customer is listed with its frameworks, its progress and what is due next', async () => {
  const { data } = await ines.api.customers.list({ q: 'inc' })
  expect(data).toMatchObject([
    {
      company_name: 'Beta Inc',
      iso_codes: ['iso9001-2015'],
      active_plans: 1,
      overall_progress_percentage: 40,
      next_due_date: '2030-03-01',
    },
  ])
  expect((await ines.api.customers.list({ q: 'Gamma' })).data).toMatchObject([
    { iso_codes: [], active_plans: 0, overall_progress_percentage: 0, next_due_date: null },
  ])
})

test.each<[Query, string[]]>([
  [{}, ['Acme Corp', 'Beta Inc', 'Gamma Ltd', 'Harbor Compliance']],
  [{ order: 'desc' }, ['Harbor Compliance', 'Gamma Ltd', 'Beta Inc', 'Acme Corp']],
  [{ sort: 'progress' }, ['Acme Corp', 'Beta Inc']],
  [{ sort: 'progress', order: 'desc' }, ['Beta Inc', 'Acme Corp']],
  [{ sort: 'due_date' }, ['Acme Corp', 'Beta Inc']],
  [{ sort: 'due_date', order: 'desc' }, ['Beta Inc', 'Acme Corp']],
  [{ sort: 'added', order: 'desc' }, ['Gamma Ltd', 'Beta Inc', 'Acme Corp', 'Harbor Compliance']],
])('the order %o begins with %o; what has no value comes last', async (query, expected) => {
  expect((await listed(query)).slice(0, expected.length)).toEqual(expected)
  expect(await listed(query)).toHaveLength(4)
})

test.each<[Query, string[]]>([
  [{ q: 'ACME' }, ['Acme Corp']],
  [{ q: 'machines' }, ['Acme Corp']],
  [{ q: 'office@' }, ['Acme Corp', 'Beta Inc']],
  [{ q: '% of_' }, ['Beta Inc']],
  [{ q: '_cme' }, []],
  [{ iso_standard_id: iso27001 }, ['Acme Corp']],
  [{ progress: 'not_started' }, ['Acme Corp']],
  [{ progress: 'under_way' }, ['Beta Inc']],
  [{ progress: 'complete' }, []],
  [{ progress: 'no_plan' }, ['Gamma Ltd', 'Harbor Compliance']],
  [{ progress: 'under_way', iso_standard_id: iso27001 }, []],
  [{ archived: true }, ['Old Ltd']],
])('%o finds %o', async (query, expected) => {
  expect(await listed(query)).toEqual(expected)
})

describe('paging', () => {
  const orders = (['name', 'progress', 'due_date', 'added'] as const).flatMap((sort) =>
    (['asc', 'desc'] as const).map((order) => ({ sort, order })),
  )
  test.each(orders)('by $sort $order lists each exactly once', async (by) => {
    const all = (await ines.api.customers.list({ ...by, limit: 200 })).data
    for (const limit of [1, 2, 3]) expect(await walk((cursor) => ines.api.customers.list({ ...by, limit, cursor }))).toEqual(all)
  })

  test.each(garbage)('refuses the cursor %s in every order', async (cursor) => {
    for (const by of orders) expect((await problemOf(ines.api.customers.list({ ...by, cursor }))).code).toBe('invalid_input')
  })

  test('refuses a cursor of another order', async () => {
    const { next_cursor } = await ines.api.customers.list({ limit: 1 })
    expect((await problemOf(ines.api.customers.list({ sort: 'progress', cursor: next_cursor ?? '' }))).code).toBe('invalid_input')
  })
})

test('a customer’s people find their own customer, whatever they look for, and no archived one', async () => {
  const daniel = await invite(world, ines, 'Daniel Brandt', 'manager', idOf('Acme Corp'))
  for (const query of [{}, { sort: 'progress' }, { sort: 'due_date' }, { progress: 'not_started' }] as const)
    expect(await listed(query, daniel)).toEqual(['Acme Corp'])
  expect(await listed({ progress: 'under_way' }, daniel)).toEqual([])
  expect((await problemOf(daniel.api.customers.list({ archived: true }))).code).toBe('forbidden')
})

/** Customers with a plan, documents and tasks each. */
async function fill(by: Person, customers: number, documents: number, tasks: number): Promise<void> {
  const { organization, user } = by.me
  await world.sql(
    `insert into customer (id, organization_id, company_name, updated_at) select gen_random_uuid(), $1, 'Customer ' || n, now() from generate_series(1, $2::int) n`,
    [organization.id, customers],
  )
  await world.sql(
    `insert into iso_plan (id, organization_id, customer_id, framework_id, name, template_selection_mode, created_by_id)
     select gen_random_uuid(), $1, id, $2, 'Plan', 'all', $3 from customer where organization_id = $1 and company_name like 'Customer %'`,
    [organization.id, iso27001, user.id],
  )
  await world.sql(
    `insert into customer_document
     select (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'organization_id', p.organization_id, 'customer_id', p.customer_id, 'plan_id', p.id))).*
       from (select customer_document as d from customer_document limit 1) one, iso_plan p, generate_series(1, $2::int) where p.organization_id = $1 and p.name = 'Plan'`,
    [organization.id, documents],
  )
  await world.sql(
    `insert into task (id, organization_id, customer_id, plan_id, scope, type, title, status, due_date, created_by_id)
     select gen_random_uuid(), $1, p.customer_id, p.id, 'iso_plan', 'custom', 'Task ' || n, (array['pending', 'in_progress', 'blocked', 'completed'])[1 + n % 4]::task_status,
            current_date + n, $2
       from iso_plan p, generate_series(1, $3::int) n where p.organization_id = $1 and p.name = 'Plan'`,
    [organization.id, user.id, tasks],
  )
}

describe('in an organization with a thousand customers, beside another one', () => {
  beforeAll(async () => {
    await fill(ines, 1_000, 10, 30)
    await fill(await signUp(world, 'Omar Haddad', 'Northlight Advisors'), 1_000, 40, 80)
    for (const table of ['customer', 'iso_plan', 'task', 'customer_document', 'document_version'])
      await world.sql(`vacuum analyze ${table}`)
  }, 240_000)

  test.each<Query>([{}, { sort: 'added', order: 'desc' }, { sort: 'due_date' }, { sort: 'progress' }, { progress: 'under_way' }])(
    '%o reads no table of tasks or documents from end to end',
    async (query) => {
      const { id: organizationId } = ines.me.organization
      const statement = selectCustomers(organizationId, CustomerFilter.parse(query), { limit: 50, after: undefined })
      const plan = await withTenant(world.app.services.db, { organizationId }, (tx) =>
        tx.$queryRaw<{ 'QUERY PLAN': string }[]>(Prisma.sql`explain ${statement}`),
      )
      const text = plan.map((row) => row['QUERY PLAN']).join('\n')
      expect(text).not.toMatch(/Seq Scan on (task|customer_document)/)
    },
  )
})
