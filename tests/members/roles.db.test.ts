import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { joinAsKnown } from '../accounts/joinAsKnown.ts'
import { logOf } from '../accounts/log.ts'
import { problemOf, visit } from '../support/client.ts'
import { invite, mailedToken, type Person, password, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let ingrid: Person
let mateo: Person
let acme: string
let beta: string

beforeAll(async () => {
  world = await startWorld()
})
beforeEach(async () => {
  ingrid = await signUp(world, 'Ingrid Solberg', 'Harbor Compliance')
  mateo = await invite(world, ingrid, 'Mateo Alvarez', 'admin')
  acme = (await ingrid.api.customers.create({ company_name: 'Acme Corp' })).id
  beta = (await ingrid.api.customers.create({ company_name: 'Beta Inc' })).id
})
afterAll(() => world.stop())

const idOf = (person: Person): string => person.me.user.id
const codeOf = async (call: Promise<unknown>): Promise<string> => (await problemOf(call)).code
const roleOf = async (person: Person): Promise<string> => (await person.api.accounts.me()).role
const outcomeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )

const owners = () =>
  world.sql(`select user_id from organization_member where organization_id = $1 and role = 'owner' and deactivated_at is null`, [
    ingrid.me.organization.id,
  ])

describe('another role', () => {
  it('counts from the next request on, and is on record with what it was before', async () => {
    const tom = await invite(world, ingrid, 'Tom Whitfield', 'member')
    expect(await mateo.api.members.changeRole({ user_id: idOf(tom), role: 'viewer' })).toEqual({
      user_id: idOf(tom),
      name: 'Tom Whitfield',
      email: tom.email,
      color: tom.me.user.color,
      role: 'viewer',
      customer_id: null,
      is_active: true,
    })
    expect(await roleOf(tom)).toBe('viewer')
    expect(await codeOf(tom.api.customers.create({ company_name: 'Gamma Ltd' }))).toBe('forbidden')
    const change = { actor_id: idOf(mateo), entity_id: idOf(tom), before: { role: 'member' }, after: { role: 'viewer' } }
    expect((await logOf(world, ingrid.me.organization.id, 'role.')).slice(-2)).toMatchObject([
      { action: 'role.revoked', ...change },
      { action: 'role.granted', ...change },
    ])
  })

  it('is one admin’s, when two change it at the same moment; the other is told what it is now', async () => {
    const tom = await invite(world, ingrid, 'Tom Whitfield', 'member')
    const change = (by: Person, role: 'reviewer' | 'viewer') =>
      by.api.members.changeRole({ user_id: idOf(tom), role, expected_role: 'member' })
    const outcomes = await Promise.all([outcomeOf(change(ingrid, 'reviewer')), outcomeOf(change(mateo, 'viewer'))])
    expect(outcomes.toSorted()).toEqual(['conflict', 'done'])
    const now = await roleOf(tom)
    expect(now).toBe(outcomes[0] === 'done' ? 'reviewer' : 'viewer')
    const again = now === 'reviewer' ? change(mateo, 'viewer') : change(ingrid, 'reviewer')
    await expect(again).rejects.toThrow(`Somebody else changed this role to ${now} meanwhile. Look at it and decide again.`)
    const given = (await logOf(world, ingrid.me.organization.id, 'role.granted')).filter(({ entity_id }) => entity_id === idOf(tom))
    expect(given.filter(({ before }) => before !== null)).toHaveLength(1)
    await (now === 'reviewer' ? change(mateo, 'reviewer') : change(ingrid, 'viewer'))
  })

  it('that is the same role changes nothing and is not on record', async () => {
    const tom = await invite(world, ingrid, 'Tom Whitfield', 'member')
    const before = await logOf(world, ingrid.me.organization.id)
    expect(await mateo.api.members.changeRole({ user_id: idOf(tom), role: 'member' })).toMatchObject({ role: 'member' })
    expect(await logOf(world, ingrid.me.organization.id)).toHaveLength(before.length)
  })

  it('is given by owners and admins only', async () => {
    const tom = await invite(world, ingrid, 'Tom Whitfield', 'member')
    for (const role of ['reviewer', 'member', 'viewer'] as const) {
      const person = await invite(world, ingrid, `A ${role}`, role)
      expect(await codeOf(person.api.members.changeRole({ user_id: idOf(tom), role: 'viewer' }))).toBe('forbidden')
      expect(await codeOf(person.api.members.remove({ user_id: idOf(tom) }))).toBe('forbidden')
      expect(await codeOf(person.api.members.changeRole({ user_id: idOf(person), role: 'admin' }))).toBe('forbidden')
    }
    expect(await roleOf(tom)).toBe('member')
  })

  it('as owner is given and taken by owners only', async () => {
    const tom = await invite(world, ingrid, 'Tom Whitfield', 'member')
    expect(await codeOf(mateo.api.members.changeRole({ user_id: idOf(tom), role: 'owner' }))).toBe('forbidden')
    expect(await codeOf(mateo.api.members.changeRole({ user_id: idOf(mateo), role: 'owner' }))).toBe('forbidden')
    expect(await codeOf(mateo.api.members.changeRole({ user_id: idOf(ingrid), role: 'viewer' }))).toBe('forbidden')
    expect(await codeOf(mateo.api.members.remove({ user_id: idOf(ingrid) }))).toBe('forbidden')
    await ingrid.api.members.changeRole({ user_id: idOf(tom), role: 'owner' })
    expect(await roleOf(tom)).toBe('owner')
    await tom.api.members.changeRole({ user_id: idOf(ingrid), role: 'member' })
    expect(await roleOf(ingrid)).toBe('member')
  })

  it('must be one that can be had there', async () => {
    const daniel = await invite(world, ingrid, 'Daniel Brandt', 'manager', acme)
    expect(await codeOf(ingrid.api.members.changeRole({ user_id: idOf(mateo), role: 'manager' }))).toBe('invalid_input')
    expect(await codeOf(ingrid.api.members.changeRole({ user_id: idOf(daniel), role: 'owner' }))).toBe('invalid_input')
  })

  it('of a customer’s staff is given by their manager, to nobody outside', async () => {
    const daniel = await invite(world, ingrid, 'Daniel Brandt', 'manager', acme)
    const mei = await invite(world, ingrid, 'Mei Tanaka', 'contributor', acme)
    const sofia = await invite(world, ingrid, 'Sofia Lindqvist', 'manager', beta)
    expect(await daniel.api.members.changeRole({ user_id: idOf(mei), role: 'viewer' })).toMatchObject({ role: 'viewer', customer_id: acme })
    expect(await roleOf(mei)).toBe('viewer')
    expect((await logOf(world, ingrid.me.organization.id, 'role.')).at(-1)).toMatchObject({ actor_id: idOf(daniel), customer_id: acme })
    expect(await codeOf(daniel.api.members.changeRole({ user_id: idOf(sofia), role: 'viewer' }))).toBe('not_found')
    expect(await codeOf(daniel.api.members.remove({ user_id: idOf(sofia) }))).toBe('not_found')
    expect(await codeOf(daniel.api.members.remove({ user_id: idOf(mateo) }))).toBe('forbidden')
    expect(await codeOf(mei.api.members.remove({ user_id: idOf(daniel) }))).toBe('forbidden')
  })
})

describe('a smaller role', () => {
  it('takes back the invitations that it could not send', async () => {
    const tom = await invite(world, ingrid, 'Tom Whitfield', 'admin')
    const asStaff = await tom.api.members.invite({ email: 'staff.by.tom@example.test', role: 'reviewer' })
    const asCustomers = await tom.api.members.invite({ email: 'customer.by.tom@example.test', role: 'viewer', customer_id: acme })
    const stateOf = async (wanted: string) => (await ingrid.api.members.invitations({})).data.find(({ id }) => id === wanted)?.state
    await ingrid.api.members.changeRole({ user_id: idOf(tom), role: 'member' })
    expect(await Promise.all([asStaff, asCustomers].map(({ id }) => stateOf(id)))).toEqual(['revoked', 'open'])
    await ingrid.api.members.changeRole({ user_id: idOf(tom), role: 'viewer' })
    expect(await stateOf(asCustomers.id)).toBe('revoked')
  })
})

describe('the last owner', () => {
  it('can neither step down nor be taken out', async () => {
    expect(await codeOf(ingrid.api.members.changeRole({ user_id: idOf(ingrid), role: 'admin' }))).toBe('conflict')
    expect(await codeOf(ingrid.api.members.remove({ user_id: idOf(ingrid) }))).toBe('conflict')
    expect(await roleOf(ingrid)).toBe('owner')
  })

  it('may go once there is another, and an owner who was taken out does not count', async () => {
    const priya = await invite(world, ingrid, 'Priya Nair', 'owner')
    await ingrid.api.members.remove({ user_id: idOf(priya) })
    expect(await codeOf(ingrid.api.members.changeRole({ user_id: idOf(ingrid), role: 'admin' }))).toBe('conflict')
    const amara = await invite(world, ingrid, 'Amara Bello', 'owner')
    expect(await ingrid.api.members.changeRole({ user_id: idOf(ingrid), role: 'admin' })).toMatchObject({ role: 'admin' })
    expect(await owners()).toEqual([{ user_id: idOf(amara) }])
  })

  it('remains when two owners demote each other at the same moment', async () => {
    const priya = await invite(world, ingrid, 'Priya Nair', 'owner')
    for (let round = 0; round < 5; round++) {
      const outcomes = await Promise.all([
        outcomeOf(ingrid.api.members.changeRole({ user_id: idOf(priya), role: 'admin' })),
        outcomeOf(priya.api.members.changeRole({ user_id: idOf(ingrid), role: 'admin' })),
      ])
      expect(outcomes.sort()).toEqual(['done', 'forbidden'])
      const [left] = await owners()
      const [winner, loser] = left?.user_id === idOf(ingrid) ? [ingrid, priya] : [priya, ingrid]
      await winner.api.members.changeRole({ user_id: idOf(loser), role: 'owner' })
    }
    expect(await owners()).toHaveLength(2)
  })

  it('remains when two owners step down at the same moment', async () => {
    const priya = await invite(world, ingrid, 'Priya Nair', 'owner')
    const outcomes = await Promise.all(
      [ingrid, priya].map((owner) => outcomeOf(owner.api.members.changeRole({ user_id: idOf(owner), role: 'viewer' }))),
    )
    expect(outcomes.sort()).toEqual(['conflict', 'done'])
    expect(await owners()).toHaveLength(1)
  })
})

describe('taking somebody out', () => {
  it('ends their sessions here at once and keeps their name', async () => {
    const tom = await invite(world, ingrid, 'Tom Whitfield', 'member')
    await mateo.api.members.remove({ user_id: idOf(tom) })
    expect(await codeOf(tom.api.accounts.me())).toBe('not_signed_in')
    expect(await world.sql('select id from session where user_id = $1', [idOf(tom)])).toEqual([])
    const { data } = await ingrid.api.members.list({})
    expect(data.find(({ user_id }) => user_id === idOf(tom))).toMatchObject({ name: 'Tom Whitfield', is_active: false })
    expect((await logOf(world, ingrid.me.organization.id, 'role.revoked')).at(-1)).toMatchObject({
      actor_id: idOf(mateo),
      entity_id: idOf(tom),
      before: { role: 'member' },
      after: null,
    })
  })

  it('takes back open invitations to them and by them, and nobody else’s', async () => {
    const tom = await invite(world, ingrid, 'Tom Whitfield', 'admin')
    const email = 'tom.at.home@example.test'
    await tom.api.members.invite({ email, role: 'admin' })
    await tom.api.members.invite({ email: 'mei.of.acme@example.test', role: 'contributor', customer_id: acme })
    const kept = await mateo.api.members.invite({ email: 'grace.kept@example.test', role: 'viewer' })
    const token = await mailedToken(world, email)
    await mateo.api.members.remove({ user_id: idOf(tom) })
    expect(await codeOf(visit(world).api.members.acceptInvitation({ token, name: 'Tom', password }))).toBe('link_expired')
    const { data } = await ingrid.api.members.invitations({})
    expect(data.filter(({ state }) => state === 'open').map(({ id }) => id)).toEqual([kept.id])
    const revoked = await logOf(world, ingrid.me.organization.id, 'invitation.revoked')
    expect(revoked.map(({ actor_id, before }) => ({ actor_id, before }))).toEqual([
      { actor_id: idOf(mateo), before: { email, role: 'admin' } },
      { actor_id: idOf(mateo), before: { email: 'mei.of.acme@example.test', role: 'contributor' } },
    ])
  })

  it('leaves their other organizations alone', async () => {
    const amara = await signUp(world, 'Amara Bello', 'Northlight Advisors')
    const elsewhere = visit(world)
    await elsewhere.api.accounts.login({ email: amara.email, password })
    await joinAsKnown(world, amara, ingrid, 'viewer')
    expect(await amara.api.accounts.me()).toMatchObject({ organization: { name: 'Harbor Compliance' } })
    await ingrid.api.members.remove({ user_id: idOf(amara) })
    expect(await codeOf(amara.api.accounts.me())).toBe('not_signed_in')
    expect(await elsewhere.api.accounts.me()).toMatchObject({ organization: { name: 'Northlight Advisors' }, role: 'owner' })
  })

  it('of a customer is for those who may invite there', async () => {
    const daniel = await invite(world, ingrid, 'Daniel Brandt', 'manager', acme)
    const mei = await invite(world, ingrid, 'Mei Tanaka', 'contributor', acme)
    await daniel.api.members.remove({ user_id: idOf(mei) })
    expect(await codeOf(mei.api.accounts.me())).toBe('not_signed_in')
    await mateo.api.members.remove({ user_id: idOf(daniel) })
    expect(await codeOf(visit(world).api.accounts.login({ email: daniel.email, password }))).toBe('forbidden')
  })

  it('twice finds nobody the second time', async () => {
    const tom = await invite(world, ingrid, 'Tom Whitfield', 'member')
    await ingrid.api.members.remove({ user_id: idOf(tom) })
    expect(await codeOf(ingrid.api.members.remove({ user_id: idOf(tom) }))).toBe('not_found')
    expect(await codeOf(ingrid.api.members.changeRole({ user_id: idOf(tom), role: 'viewer' }))).toBe('not_found')
  })
})

describe('people of another organization', () => {
  it('do not exist, neither to change nor to take out nor to list', async () => {
    const amara = await signUp(world, 'Amara Bello', 'Northlight Advisors')
    expect(await codeOf(amara.api.members.changeRole({ user_id: idOf(mateo), role: 'viewer' }))).toBe('not_found')
    expect(await codeOf(amara.api.members.remove({ user_id: idOf(mateo) }))).toBe('not_found')
    expect((await amara.api.members.list({})).data.map(({ name }) => name)).toEqual(['Amara Bello'])
    expect(await amara.api.members.list({ customer_id: acme })).toEqual({ data: [], next_cursor: null })
    expect(await roleOf(mateo)).toBe('admin')
  })
})

describe('the list of people', () => {
  const namesFor = async (person: Person, customer_id?: string): Promise<string[]> =>
    (await person.api.members.list({ ...(customer_id !== undefined && { customer_id }) })).data.map(({ name }) => name)

  it('shows staff everybody, and a customer’s staff the organization’s people and their own colleagues', async () => {
    const daniel = await invite(world, ingrid, 'Daniel Brandt', 'manager', acme)
    const sofia = await invite(world, ingrid, 'Sofia Lindqvist', 'manager', beta)
    const lucas = await invite(world, ingrid, 'Lucas Moreau', 'viewer', acme)
    expect(await namesFor(mateo)).toEqual(['Daniel Brandt', 'Ingrid Solberg', 'Lucas Moreau', 'Mateo Alvarez', 'Sofia Lindqvist'])
    expect(await namesFor(mateo, acme)).toEqual(['Daniel Brandt', 'Lucas Moreau'])
    expect(await namesFor(lucas)).toEqual(['Daniel Brandt', 'Ingrid Solberg', 'Lucas Moreau', 'Mateo Alvarez'])
    expect(await namesFor(sofia)).toEqual(['Ingrid Solberg', 'Mateo Alvarez', 'Sofia Lindqvist'])
    expect(await codeOf(daniel.api.members.list({ customer_id: beta }))).toBe('not_found')
  })

  it('goes page by page, with people of the same name each shown once', async () => {
    for (const _ of [1, 2, 3]) await invite(world, ingrid, 'Kim Lee', 'viewer')
    const seen: string[] = []
    let cursor: string | null | undefined
    while (cursor !== null) {
      const page = await ingrid.api.members.list({ limit: 2, ...(cursor !== undefined && { cursor }) })
      seen.push(...page.data.map(({ user_id }) => user_id))
      cursor = page.next_cursor
    }
    const all = await ingrid.api.members.list({})
    expect(all.data.map(({ name }) => name)).toEqual(['Ingrid Solberg', 'Kim Lee', 'Kim Lee', 'Kim Lee', 'Mateo Alvarez'])
    expect(seen).toEqual(all.data.map(({ user_id }) => user_id))
  })

  it('refuses a cursor it never gave out', async () => {
    const encoded = Buffer.from('["Kim Lee"]').toString('base64url')
    for (const cursor of ['???', 'bm9qc29u', encoded]) expect(await codeOf(ingrid.api.members.list({ cursor }))).toBe('invalid_input')
  })
})
