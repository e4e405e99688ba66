import { Prisma } from '@certloom/server/db/generated/client'
import { teamMembers } from '@certloom/server/db/identity'
import type { Tx } from '@certloom/server/db/prisma'
import { MissingActivityError, withTenant } from '@certloom/server/db/tenant'
import { newId } from '@certloom/shared/ids'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeDocument, objectives } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let olivia: Person
let sten: Person
let customerOfOlivia: string
let otherCustomerOfOlivia: string

beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  sten = await signUp(world, 'Sten', 'Northlight Advisors')
  const document = await makeDocument(olivia, 'Acme Corp')
  customerOfOlivia = document.customer_id
  otherCustomerOfOlivia = (await makeDocument(olivia, 'Beta Inc')).customer_id
  await invite(world, olivia, 'Carl', 'contributor', customerOfOlivia)
  const editor = await join(world, olivia, document.room)
  editor.type(objectives, 'Something only Harbor may read.')
  await editor.saved()
  editor.leave()
})
afterAll(() => world.stop())

/** Tables without row security that is forced and has a policy. */
const unprotected = (): Promise<{ table: string }[]> =>
  world.sql<{ table: string }>(`
    select c.relname as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname <> '_prisma_migrations'
      and (not c.relrowsecurity or not c.relforcerowsecurity or not exists (select from pg_policy p where p.polrelid = c.oid))`)

/** Tables whose tenant policy does not name the organization. */
const unfiltered = (): Promise<{ table: string }[]> =>
  world.sql<{ table: string }>(`
    select distinct a.table_name as table from information_schema.columns a join information_schema.tables t using (table_schema, table_name)
    where a.table_schema = 'public' and t.table_type = 'BASE TABLE' and a.column_name = 'organization_id' and a.table_name not in ('session', 'mail')
      and not exists (select from pg_policies p where p.tablename = a.table_name and 'certloom_tenant' = any(p.roles)
        and coalesce(p.qual, '') like '%app.organization_id%')`)

test('every table has row security that binds its owner too, and a policy', async () => {
  expect(await unprotected()).toEqual([])
  expect(await unfiltered()).toEqual([])
})

test('every view is read with the rights of whoever asks, not of its owner', async () => {
  const views = await world.sql<{ name: string; options: string[] | null }>(
    `select relname as name, reloptions as options from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'v'`,
  )
  expect(views.length).toBeGreaterThan(0)
  for (const { name, options } of views) expect(options ?? [], name).toContain('security_invoker=true')
})

test('a policy that goes missing is noticed', async () => {
  await world.sql('drop policy section_projection_tenant on section_projection')
  expect(await unfiltered()).toEqual([{ table: 'section_projection' }])
  await world.sql(`create policy section_projection_tenant on section_projection to certloom_tenant
    using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))
    with check (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))`)
  expect(await unfiltered()).toEqual([])
})

test('the application’s login can read no table by itself', async () => {
  const tables = await world.sql<{ name: string }>(
    `select relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r' and c.relname <> '_prisma_migrations'`,
  )
  const client = new pg.Client({ connectionString: world.database.appUrl })
  await client.connect()
  const answers = await Promise.all(
    tables.map(({ name }) =>
      client.query(`select * from "${name}"`).then(
        () => `${name} was readable`,
        (error: { code: string }) => error.code,
      ),
    ),
  )
  await client.end()
  expect(tables.length).toBeGreaterThan(20)
  expect(new Set(answers)).toEqual(new Set(['42501']))
})

type Delegate = {
  findMany(args?: object): Promise<Record<string, unknown>[]>
  updateMany(args: object): Promise<{ count: number }>
  deleteMany(args: object): Promise<{ count: number }>
}
const delegateOf = (tx: Tx, model: string): Delegate =>
  (tx as unknown as Record<string, Delegate>)[model.charAt(0).toLowerCase() + model.slice(1)] as Delegate
const models = Object.values(Prisma.ModelName)
const as = <T>(organizationId: string, customerId: string | undefined, work: (tx: Tx) => Promise<T>) =>
  withTenant(world.app.services.db, { organizationId, customerId }, work)

/** How many rows an attempt reached, in a transaction of this organization; none if the database forbade it. It is rolled back where nobody recorded it. */
async function reached(organizationId: string, work: (tx: Tx) => Promise<number>): Promise<number> {
  let rows = 0
  try {
    await as(organizationId, undefined, async (tx) => {
      rows = await work(tx)
    })
  } catch (error) {
    const isForbidden = error instanceof Prisma.PrismaClientKnownRequestError && /42501|permission denied/.test(error.message)
    if (!isForbidden && !(error instanceof MissingActivityError)) throw error
  }
  return rows
}

/** Has the model a row's organization in it? */
const belongsToTenant = (model: string): boolean =>
  'organizationId' in ((Prisma as unknown as Record<string, object>)[`${model}ScalarFieldEnum`] ?? {})

test.each(models)('a second organization sees and changes no %s of the first', async (model) => {
  const [harbor, northlight] = [olivia.me.organization.id, sten.me.organization.id]
  const isHarbors = (row: Record<string, unknown>) => row.organizationId === harbor || row.id === harbor || row.id === olivia.me.user.id
  expect(await reached(northlight, async (tx) => (await delegateOf(tx, model).findMany()).filter(isHarbors).length)).toBe(0)
  if (!belongsToTenant(model)) return
  const own = { organizationId: harbor }
  const count = () => reached(harbor, async (tx) => (await delegateOf(tx, model).findMany({ where: own })).length)
  const before = await count()
  expect(
    await reached(
      northlight,
      async (tx) => (await delegateOf(tx, model).updateMany({ where: own, data: { organizationId: northlight } })).count,
    ),
  ).toBe(0)
  expect(await reached(northlight, async (tx) => (await delegateOf(tx, model).deleteMany({ where: own })).count)).toBe(0)
  expect(await count()).toBe(before)
})

test('even the login that owns the tables sees no tenant’s rows, unless it is a superuser', async () => {
  const owner = new pg.Client({ connectionString: world.database.ownerUrl })
  await owner.connect()
  const { rows } = await owner.query<{ strong: boolean; seen: number }>(
    'select rolsuper as strong, (select count(*)::int from customer) as seen from pg_roles where rolname = current_user',
  )
  await owner.end()
  expect(rows[0]?.strong === true || rows[0]?.seen === 0).toBe(true)
  expect((await world.sql<{ n: number }>('select count(*)::int as n from customer'))[0]?.n).toBeGreaterThan(2)
})

test('a row cannot be written into another organization', async () => {
  const write = as(sten.me.organization.id, undefined, (tx) =>
    tx.customer.create({ data: { id: newId(), organizationId: olivia.me.organization.id, companyName: 'Planted' } }),
  )
  await expect(write).rejects.toThrow(/42501|row-level security/)
})

test.each([
  'Customer',
  'CustomerMember',
  'Plan',
  'PlanTemplate',
  'CustomerDocument',
  'DocumentVersion',
  'SectionProjection',
  'LiveDocument',
  'LiveUpdate',
  'LiveClient',
  'Task',
  'Activity',
  'Invitation',
] as const)('a customer’s staff sees no %s of another customer', async (model) => {
  const rows = await as(olivia.me.organization.id, customerOfOlivia, (tx) => delegateOf(tx, model).findMany())
  const customers = new Set(rows.map((row) => (model === 'Customer' ? row.id : row.customerId)))
  expect([...customers].filter((id) => id !== customerOfOlivia)).toEqual([])
  const all = await as(olivia.me.organization.id, undefined, (tx) => delegateOf(tx, model).findMany())
  expect(all.length).toBeGreaterThanOrEqual(rows.length)
  expect(customers).not.toContain(otherCustomerOfOlivia)
})

test('who is in a team is answered to nobody it can take no work of', async () => {
  const member_ids = [olivia.me.user.id]
  const [internal, own, other] = [
    await olivia.api.teams.create({ name: 'Internal', member_ids }),
    await olivia.api.teams.create({ name: 'Own', member_ids, customer_id: customerOfOlivia }),
    await olivia.api.teams.create({ name: 'Other', member_ids, customer_id: otherCustomerOfOlivia }),
  ]
  const answered = (organizationId: string, customerId?: string) =>
    as(organizationId, customerId, async (tx) => {
      const counts: number[] = []
      for (const { id } of [internal, own, other]) counts.push((await teamMembers(tx, id)).length)
      return counts
    })
  expect(await answered(olivia.me.organization.id)).toEqual([1, 1, 1])
  expect(await answered(olivia.me.organization.id, customerOfOlivia)).toEqual([1, 1, 0])
  expect(await answered(sten.me.organization.id)).toEqual([0, 0, 0])
  expect(await as(olivia.me.organization.id, customerOfOlivia, (tx) => tx.teamMember.count({ where: { teamId: internal.id } }))).toBe(0)
  await expect(teamMembers(world.app.services.db, internal.id)).rejects.toThrow(/permission denied/)
})

test('the log of what happened can be added to and never changed, whatever policies are added', async () => {
  await world.sql('create policy planted on activity to certloom_tenant using (true) with check (true)')
  await world.sql('grant update, delete on activity to certloom_tenant')
  const own = { organizationId: olivia.me.organization.id }
  expect(
    await as(
      olivia.me.organization.id,
      undefined,
      async (tx) => (await tx.activity.updateMany({ where: own, data: { action: 'person.signed_in' } })).count,
    ),
  ).toBe(0)
  expect(await as(olivia.me.organization.id, undefined, async (tx) => (await tx.activity.deleteMany({ where: own })).count)).toBe(0)
  await world.sql('revoke update, delete on activity from certloom_tenant')
  await world.sql('drop policy planted on activity')
  await expect(as(olivia.me.organization.id, undefined, (tx) => tx.activity.deleteMany({ where: own }))).rejects.toThrow(
    /permission denied/,
  )
})

test('a transaction carries nothing over to the next one on the same connection', async () => {
  await as(olivia.me.organization.id, undefined, (tx) => tx.customer.findMany())
  const [settings] = await world.app.services.db.$queryRaw<
    { role: string; organization: string }[]
  >`select current_user::text as role, coalesce(current_setting('app.organization_id', true), '') as organization`
  expect(settings).toEqual({ role: 'certloom_app', organization: '' })
})

test('a change that nobody recorded is rolled back', async () => {
  const unrecorded = as(olivia.me.organization.id, undefined, (tx) =>
    tx.customer.create({ data: { id: newId(), organizationId: olivia.me.organization.id, companyName: 'Unrecorded' } }),
  )
  await expect(unrecorded).rejects.toThrow(MissingActivityError)
  expect(await world.sql(`select 1 from customer where company_name = 'Unrecorded'`)).toEqual([])
})

test('passwords, sessions and tokens are kept as hashes only', async () => {
  const [credential] = await world.sql<{ password_hash: string }>('select password_hash from user_credential limit 1')
  expect(credential?.password_hash).toMatch(/^\$argon2id\$/)
  const cookie = olivia.cookie().split('=')[1]
  expect(await world.sql('select 1 from session where id = $1', [cookie])).toEqual([])
})
