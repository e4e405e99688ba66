import { newId } from '@certloom/shared/ids'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { betaTemplates, iso9001, iso27001 } from '../plans/planFor.ts'
import { garbage, walk } from '../plans/walk.ts'
import { problemOf } from '../support/client.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let ines: Person
beforeAll(async () => {
  world = await startWorld()
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
})
afterAll(() => world.stop())

test('a consultant adds a customer, and who did it is on record', async () => {
  const customer = await ines.api.customers.create({
    company_name: '  Acme Corp ',
    industry: 'Machines',
    contact_email: 'office@acme.test',
  })
  expect(customer).toMatchObject({
    company_name: 'Acme Corp',
    industry: 'Machines',
    contact_email: 'office@acme.test',
    portal_enabled: true,
    is_self: false,
  })
  expect(await ines.api.customers.get({ customer_id: customer.id })).toEqual(customer)
  const { data } = await ines.api.activity.list({ entity_id: customer.id })
  expect(data).toMatchObject([
    {
      action: 'customer.created',
      entity_type: 'customer',
      actor: { id: ines.me.user.id, name: 'Ines Duarte', email: ines.email },
      after: { company_name: 'Acme Corp', portal_enabled: true },
    },
  ])
})

test('an organization is its own customer from the start', async () => {
  const { data } = await ines.api.customers.list({})
  expect(data.filter((customer) => customer.is_self).map((customer) => customer.company_name)).toEqual(['Harbor Compliance'])
})

test('the same company name may come twice: companies are told apart by their id', async () => {
  const [first, second] = [
    await ines.api.customers.create({ company_name: 'Twin Ltd' }),
    await ines.api.customers.create({ company_name: 'Twin Ltd' }),
  ]
  expect(first.id).not.toBe(second.id)
})

test.each([
  [{ company_name: '   ' }, 'company_name'],
  [{ company_name: 'x'.repeat(201) }, 'company_name'],
  [{ company_name: 'Acme', contact_email: 'nobody' }, 'contact_email'],
])('%o is refused, and the field is named', async (customer, field) => {
  const problem = await problemOf(ines.api.customers.create(customer))
  expect(problem.code).toBe('invalid_input')
  expect(problem.issues?.map((issue) => issue.path)).toContain(field)
})

test('an archived customer is not shown any more', async () => {
  const customer = await ines.api.customers.create({ company_name: 'Gone Ltd' })
  await world.sql('update customer set archived_at = now() where id = $1', [customer.id])
  expect((await problemOf(ines.api.customers.get({ customer_id: customer.id }))).code).toBe('not_found')
  expect((await ines.api.customers.list({ limit: 200 })).data.map((row) => row.id)).not.toContain(customer.id)
})

test('a customer that does not exist is not found', async () => {
  expect((await problemOf(ines.api.customers.get({ customer_id: newId() }))).code).toBe('not_found')
})

describe('paging', () => {
  test('lists every customer exactly once by name, whatever the names are', async () => {
    const paula = await signUp(world, 'Paula Marin', 'Paging Partners')
    const names = ['Ä'.repeat(200), '漢'.repeat(200), '"quoted", [and] more', 'Same name', 'Same name', 'Same name', 'Zeta']
    for (const company_name of names) await paula.api.customers.create({ company_name })
    const all = (await paula.api.customers.list({ limit: 200 })).data
    expect(all.map((customer) => customer.company_name).toSorted()).toEqual([...names, 'Paging Partners'].toSorted())
    for (const limit of [1, 2, 3, 8]) expect(await walk((cursor) => paula.api.customers.list({ limit, cursor }))).toEqual(all)
  })

  test.each(garbage)('refuses the cursor %s', async (cursor) => {
    expect((await problemOf(ines.api.customers.list({ cursor }))).code).toBe('invalid_input')
  })

  test('refuses pages of nothing and of more than 200', async () => {
    for (const limit of [0, 201]) expect((await problemOf(ines.api.customers.list({ limit }))).code).toBe('invalid_input')
  })
})

describe('roles', () => {
  test.each(['reviewer', 'viewer'] as const)('a %s reads customers and may not add one', async (role) => {
    const rolf = await invite(world, ines, 'Rolf Berg', role)
    expect((await rolf.api.customers.list({})).data.length).toBeGreaterThan(0)
    expect((await problemOf(rolf.api.customers.create({ company_name: 'Nope Ltd' }))).code).toBe('forbidden')
  })

  test.each(['admin', 'member'] as const)('a %s may add a customer', async (role) => {
    const maya = await invite(world, ines, 'Maya Stone', role)
    expect(await maya.api.customers.create({ company_name: 'Yes Ltd' })).toMatchObject({ company_name: 'Yes Ltd' })
  })

  test.each(['manager', 'contributor', 'viewer'] as const)(
    "a customer's %s sees that customer and no other, and may not add one",
    async (role) => {
      const [own, other] = [
        await ines.api.customers.create({ company_name: 'Own Ltd' }),
        await ines.api.customers.create({ company_name: 'Other Ltd' }),
      ]
      const daniel = await invite(world, ines, 'Daniel Brandt', role, own.id)
      expect((await daniel.api.customers.list({})).data.map((customer) => customer.id)).toEqual([own.id])
      expect(await daniel.api.customers.get({ customer_id: own.id })).toMatchObject({ company_name: 'Own Ltd' })
      expect((await problemOf(daniel.api.customers.get({ customer_id: other.id }))).code).toBe('not_found')
      expect((await problemOf(daniel.api.customers.create({ company_name: 'Nope Ltd' }))).code).toBe('forbidden')
    },
  )
})

describe('sent again', () => {
  test('under the same id, because the answer was lost, it is the same customer, made once with its invitation', async () => {
    const sent = { id: newId(), company_name: 'Once Ltd', portal_invitations: [{ email: 'once@once.test' }] }
    const answers = await Promise.all([1, 2, 3].map(() => ines.api.customers.create(sent)))
    expect(new Set(answers.map(({ id }) => id))).toEqual(new Set([sent.id]))
    expect((await ines.api.customers.list({ q: 'Once Ltd' })).data).toHaveLength(1)
    const mails = await world.sql(`select 1 from mail where "to" = 'once@once.test'`)
    expect(mails).toHaveLength(1)
  })

  test('under an id of another organization it is a conflict that tells nothing', async () => {
    const omar = await signUp(world, 'Omar Haddad', 'Northlight Advisors')
    const theirs = await omar.api.customers.create({ company_name: 'Theirs Ltd' })
    const problem = await problemOf(ines.api.customers.create({ id: theirs.id, company_name: 'Mine Ltd' }))
    expect(problem.code).toBe('conflict')
    expect(JSON.stringify(problem)).not.toContain('Theirs')
  })
})

test.each([
  [{ portal_invitations: [{ email: 'a@b.test' }, { email: 'A@B.test' }] }, 'portal_invitations'],
  [{ portal_invitations: [{ email: 'nobody' }] }, 'portal_invitations.0.email'],
])('%o is refused, and the field is named', async (more, field) => {
  const problem = await problemOf(ines.api.customers.create({ company_name: 'Bad Ltd', ...more }))
  expect(problem.code).toBe('invalid_input')
  expect(problem.issues?.map((issue) => issue.path)).toContain(field)
  expect((await ines.api.customers.list({ q: 'Bad Ltd' })).data).toEqual([])
})

test('an invitation that cannot be sent says whose, and no customer is made', async () => {
  const tom = await invite(world, ines, 'Tom Whitfield', 'member')
  const wanted = { company_name: 'Bad Ltd', portal_invitations: [{ email: 'fine@bad.test' }, { email: tom.email }] }
  const problem = await problemOf(ines.api.customers.create(wanted))
  expect(problem).toMatchObject({ code: 'conflict', detail: expect.stringContaining(tom.email) })
  expect((await ines.api.customers.list({ q: 'Bad Ltd' })).data).toEqual([])
})

test.each([
  ['a framework that does not exist', { iso_standard_id: newId() }],
  [
    'templates of another framework',
    { iso_standard_id: iso27001, template_selection_mode: 'selective' as const, selected_template_ids: betaTemplates },
  ],
  ['no template at all', { iso_standard_id: iso27001, template_selection_mode: 'selective' as const, selected_template_ids: [] }],
])('%s is refused, and neither customer nor invitation is made', async (_what, plan) => {
  const wanted = {
    company_name: 'Bad Ltd',
    iso_standards: [{ iso_standard_id: iso9001 }, plan],
    portal_invitations: [{ email: 'x@bad.test' }],
  }
  expect((await problemOf(ines.api.customers.create(wanted))).code).toBe('invalid_input')
  expect((await ines.api.customers.list({ q: 'Bad Ltd' })).data).toEqual([])
  expect(await world.sql(`select 1 from mail where "to" = 'x@bad.test'`)).toEqual([])
})
