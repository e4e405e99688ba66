import { takeSnapshots } from '@certloom/server/progress/snapshots'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hotLists } from '../support/hotLists.ts'
import { fillLarge, large } from '../support/largeWorld.ts'
import { type Person, signUp } from '../support/people.ts'
import { type Access, accessesOf, readsFor } from '../support/statements.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let ines: Person
let omar: Person
let tenantTables: Set<string>
let leading: Map<string, string>
let seconds: number
beforeAll(async () => {
  world = await startWorld()
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
  omar = await signUp(world, 'Omar Haddad', 'Northlight Advisors')
  seconds = await fillLarge(world, ines, omar)
  tenantTables = await largeTables()
  leading = await leadingColumns()
}, 600_000)
afterAll(() => world.stop())

/** Tables of tenants with more rows than anybody would rather read from end to end. */
async function largeTables(): Promise<Set<string>> {
  const rows = await world.sql<{ name: string }>(`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id'
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.reltuples > 1000`)
  return new Set(rows.map(({ name }) => name))
}

/** The first column of every index. */
async function leadingColumns(): Promise<Map<string, string>> {
  const rows = await world.sql<{ name: string; column: string }>(`
    select i.indexrelid::regclass::text as name, a.attname as column
      from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
      join pg_class c on c.oid = i.indexrelid where c.relnamespace = 'public'::regnamespace`)
  return new Map(rows.map(({ name, column }) => [name.replaceAll('"', ''), column]))
}

/** Asked for each person that is named, by the policy of who is known here; for many at once PostgreSQL puts all of it into a hash. */
const knownPeople = 'customer_member'

/** Reads that look at rows of other organizations: without an index, or with one that begins with something else. Rows by their own id are fine. */
const strays = (accesses: readonly Access[]): string[] =>
  accesses
    .filter(({ table }) => tenantTables.has(table) && table !== knownPeople)
    .filter(({ by, index }) =>
      index === undefined ? by !== 'Bitmap Heap Scan' : !['organization_id', 'id'].includes(leading.get(index) ?? ''),
    )
    .map(({ table, by, index }) => `${by} of ${table}${index === undefined ? '' : ` by ${index}`}`)

const accessesTo = async (read: () => Promise<unknown>): Promise<Access[]> =>
  accessesOf(world.database, ines.me.organization.id, await readsFor(read))

test('the large organization is as large as it should be', async ({ annotate }) => {
  await annotate(`made in ${seconds.toFixed(1)} s`)
  for (const [table, count] of Object.entries({ customer: large.customers + 1, customer_document: large.documents, task: large.tasks }))
    expect(await world.sql(`select count(*)::int from ${table} where organization_id = $1`, [ines.me.organization.id])).toEqual([{ count }])
  expect([...tenantTables].sort()).toEqual(
    expect.arrayContaining([
      'activity',
      'customer',
      'customer_document',
      'customer_member',
      'document_version',
      'evidence',
      'iso_plan',
      'notification',
      'score_snapshot',
      'storage_file',
      'task',
      'team',
      'team_member',
    ]),
  )
})

test('no list and no dashboard reads a table from end to end, or by an index that begins with anything but the organization', async () => {
  const found: Record<string, string[]> = {}
  for (const [name, read] of Object.entries(await hotLists(ines))) {
    const accesses = await accessesTo(read)
    expect(accesses.length, name).toBeGreaterThan(0)
    if (strays(accesses).length > 0) found[name] = strays(accesses)
  }
  expect(found).toEqual({})
})

test.each([
  ['tasks', 'task_words', () => ines.api.tasks.list({ q: 'penguin' })],
  ['documents', 'customer_document_words', () => ines.api.documents.list({ q: 'penguin' })],
  ['evidence', 'evidence_words', () => ines.api.evidence.list({ q: 'penguin' })],
  ['files of evidence', 'storage_file_words', () => ines.api.evidence.list({ q: 'penguin' })],
])('words in the names of %s are looked for in the index %s', async (_what, index, read) => {
  expect((await accessesTo(read)).map((access) => access.index)).toContain(index)
})

test('rare words find what they are in, whatever they are written like, and nothing of other organizations', async () => {
  const titles = async (q: string) => (await ines.api.tasks.list({ q, limit: 200 })).data.map(({ title }) => title)
  const { customer_id } = (await ines.api.documents.list({ limit: 1 })).data[0] ?? { customer_id: '' }
  await ines.api.tasks.create({ customer_id, title: 'Feed the 100 % PENGUIN_s \\ twice' })
  for (const q of ['penguin', 'PENGUIN_S', '100 % p', 's \\ t']) expect(await titles(q), q).toContain('Feed the 100 % PENGUIN_s \\ twice')
  for (const q of ['penguin_x', '100 %%', 'penguin%s']) expect(await titles(q), q).toEqual([])
  expect(await omar.api.tasks.list({ q: 'penguin' })).toEqual({ data: [], next_cursor: null })
})

test('a list that lost its index is noticed', async () => {
  await world.sql('drop index customer_document_organization_id_updated_at_id_idx')
  const accesses = await accessesTo(() => ines.api.documents.list({ sort: 'updated' }))
  expect(accesses.map(({ index }) => index)).not.toContain('customer_document_organization_id_updated_at_id_idx')
})

test('the numbers of the large organization are the lengths of its lists', async () => {
  const { plans, documents, tasks } = await ines.api.progress.figures({})
  expect(documents.total).toBe(large.documents)
  const drifted = await world.sql(
    `select 1 from document_version where organization_id = $1 and revision = 2 and facts ->> 'isms_manager' = $2`,
    [ines.me.organization.id, 'Tim Krüger'],
  )
  expect(drifted.length).toBeGreaterThan(100)
  expect(documents.with_older_facts).toBe(drifted.length)
  const counted = await world.sql<{ status: string; n: number }>(
    `select status::text, count(*)::int as n from task where organization_id = $1 and status <> 'cancelled' group by 1`,
    [ines.me.organization.id],
  )
  expect({ pending: tasks.pending, in_progress: tasks.in_progress, blocked: tasks.blocked, completed: tasks.completed }).toEqual(
    Object.fromEntries(counted.map(({ status, n }) => [status, n])),
  )
  expect(plans.active + plans.paused + plans.completed).toBe(large.customers)
})

test('a day of the large organization is written down in the time a transaction has', async () => {
  const at = new Date('2026-01-05T12:00:00Z')
  await takeSnapshots(world.app.services, at)
  const { plans } = await ines.api.progress.figures({})
  const open = plans.active + plans.paused
  expect(
    await world.sql(`select count(*)::int from score_snapshot where organization_id = $1 and day = '2026-01-05'`, [
      ines.me.organization.id,
    ]),
  ).toEqual([{ count: 1 + 2 * open }])
})
