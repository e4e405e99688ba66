import { catalogueId, newId } from '@certloom/shared/ids'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillSection } from '../documents/fillSection.ts'
import { betaTemplates, iso9001, iso27001, planFor } from '../plans/planFor.ts'
import { garbage, walk } from '../plans/walk.ts'
import { problemOf } from '../support/client.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { countStatements } from '../support/statements.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let ines: Person
beforeAll(async () => {
  world = await startWorld()
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
})
afterAll(() => world.stop())

const everything = (by: Person, filter: { entity_id?: string; actor_id?: string } = {}) =>
  walk((cursor) => by.api.activity.list({ ...filter, limit: 7, cursor }))

/** A customer with a one-document plan. */
async function newPolicy(company: string) {
  const customer = await ines.api.customers.create({ company_name: company })
  const plan = await planFor(ines, customer.id, iso27001, [catalogueId('template', 'iso27001-2022', 'isms-02-information-security-policy')])
  const [document] = (await ines.api.documents.list({ plan_id: plan.id })).data
  return ines.api.documents.get({ document_id: document?.id ?? '' })
}

test('the log tells the story newest first, each row exactly once', async () => {
  const customer = await ines.api.customers.create({ company_name: 'Story Ltd' })
  await planFor(ines, customer.id, iso9001, betaTemplates)
  const rows = await everything(ines)
  expect(rows.slice(0, 5).map((row) => row.action)).toEqual([
    'document.created',
    'document.created',
    'document.created',
    'plan.created',
    'customer.created',
  ])
  expect(rows.at(-1)?.action).toBe('organization.created')
  expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length)
  const [{ count }] = (await world.sql<{ count: number }>('select count(*)::int from activity where organization_id = $1', [
    ines.me.organization.id,
  ])) as [{ count: number }]
  expect(rows).toHaveLength(count)
})

test('the log can be narrowed to one thing and to one person', async () => {
  const document = await newPolicy('Narrow Ltd')
  const maya = await invite(world, ines, 'Maya Stone', 'member')
  await fillSection(world, maya, document.room, 's1_security_objectives_and_direction', 'Hello')
  const ofDocument = await everything(ines, { entity_id: document.id })
  expect(ofDocument.map((row) => row.action).toSorted()).toEqual(['document.created', 'document.status_changed', 'section.edited'])
  const ofMaya = await everything(ines, { entity_id: document.id, actor_id: maya.me.user.id })
  expect(ofMaya.map((row) => row.action).toSorted()).toEqual(['document.status_changed', 'section.edited'])
  expect((await everything(ines, { actor_id: maya.me.user.id })).every((row) => row.actor.name === 'Maya Stone')).toBe(true)
  expect(await everything(ines, { entity_id: newId() })).toEqual([])
})

test('an edit names the section by its title', async () => {
  const document = await newPolicy('Titles Ltd')
  await fillSection(world, ines, document.room, 's9_security_in_projects', 'Hello')
  const edit = (await everything(ines, { entity_id: document.id })).find((row) => row.action === 'section.edited')
  expect(edit).toMatchObject({
    section: { id: 's9_security_in_projects', title: 'Security in projects' },
    entity_type: 'customer_document',
    after: { revision: 1 },
  })
})

test('titles of sections cost the same, however many documents were edited', async () => {
  const first = await newPolicy('One Ltd')
  await fillSection(world, ines, first.room, 's9_security_in_projects', 'Hello')
  const one = await countStatements(() => ines.api.activity.list({ entity_id: first.id }))
  for (const company of ['Two Ltd', 'Three Ltd'])
    await fillSection(world, ines, (await newPolicy(company)).room, 's9_security_in_projects', 'Hello')
  const many = await countStatements(() => ines.api.activity.list({ limit: 200 }))
  expect(many).toBe(one)
  expect(many).toBeGreaterThan(2)
})

test('owners and admins see where a request came from, others do not', async () => {
  const customer = await ines.api.customers.create({ company_name: 'Origin Ltd' })
  const [seen] = await everything(ines, { entity_id: customer.id })
  expect(seen).toMatchObject({ address: '127.0.0.1', user_agent: expect.any(String) })
  const maya = await invite(world, ines, 'Maya Stone', 'admin')
  expect((await everything(maya, { entity_id: customer.id }))[0]).toEqual(seen)
  for (const role of ['reviewer', 'member', 'viewer'] as const) {
    const rolf = await invite(world, ines, 'Rolf Berg', role)
    expect((await everything(rolf, { entity_id: customer.id }))[0]).toEqual({ ...seen, address: null, user_agent: null })
  }
})

test("a customer's manager reads what concerns that customer and nothing else", async () => {
  const [own, other] = [await newPolicy('Own Ltd'), await newPolicy('Other Ltd')]
  const daniel = await invite(world, ines, 'Daniel Brandt', 'manager', own.customer_id)
  const rows = await everything(daniel)
  expect(rows.map((row) => row.entity_id)).toEqual(expect.arrayContaining([own.id, own.plan_id, own.customer_id]))
  const ofCustomer = await world.sql('select id from activity where customer_id = $1', [own.customer_id])
  expect(rows.map((row) => row.id).toSorted()).toEqual(ofCustomer.map((row) => String(row.id)).toSorted())
  expect(rows.every((row) => row.address === null && row.user_agent === null)).toBe(true)
  expect(await everything(daniel, { entity_id: other.id })).toEqual([])
})

test.each(['contributor', 'viewer'] as const)("a customer's %s may not read the log", async (role) => {
  const customer = await ines.api.customers.create({ company_name: 'Closed Ltd' })
  const mei = await invite(world, ines, 'Mei Tanaka', role, customer.id)
  expect((await problemOf(mei.api.activity.list({}))).code).toBe('forbidden')
})

test('another organization reads none of it', async () => {
  const omar = await signUp(world, 'Omar Haddad', 'Northlight Advisors')
  const rows = await everything(omar)
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.every((row) => row.actor.id === omar.me.user.id)).toBe(true)
  expect(await everything(omar, { actor_id: ines.me.user.id })).toEqual([])
})

test.each(garbage)('the cursor %s is refused', async (cursor) => {
  expect((await problemOf(ines.api.activity.list({ cursor }))).code).toBe('invalid_input')
})

test('the log of work leaves out who came and went', async () => {
  await ines.api.customers.create({ company_name: 'Work Ltd' })
  const actions = (await walk((cursor) => ines.api.activity.list({ only: 'work', limit: 7, cursor }))).map((row) => row.action)
  expect(actions[0]).toBe('customer.created')
  const all = (await everything(ines)).map((row) => row.action)
  expect(all).toContain('person.signed_in')
  expect(actions).toEqual(all.filter((action) => !action.startsWith('person.')))
})

test('each row names the customer it is for, what concerns none names none', async () => {
  const document = await newPolicy('Named Ltd')
  const named = { id: document.customer_id, name: 'Named Ltd' }
  expect((await everything(ines, { entity_id: document.id })).map((row) => row.customer)).toEqual([named])
  expect((await everything(ines)).at(-1)).toMatchObject({ action: 'organization.created', customer: null })
})
