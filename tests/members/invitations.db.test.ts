import { customerRoles, organizationRoles } from '@certloom/shared/roles'
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { actionsIn, logOf } from '../accounts/log.ts'
import { problemOf, visit } from '../support/client.ts'
import { invite, mailedToken, type Person, password, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let ingrid: Person
let acme: string
let beta: string

beforeAll(async () => {
  world = await startWorld()
})
beforeEach(async () => {
  ingrid = await signUp(world, 'Ingrid Solberg', 'Harbor Compliance')
  acme = (await ingrid.api.customers.create({ company_name: 'Acme Corp' })).id
  beta = (await ingrid.api.customers.create({ company_name: 'Beta Inc' })).id
})
afterAll(() => world.stop())

let count = 0
const newAddress = (): string => `newcomer.${++count}@example.test`

const codeOf = async (call: Promise<unknown>): Promise<string> => (await problemOf(call)).code

/** Somebody opens a mailed link. */
const accept = (token: string, given: { name?: string; password?: string } = {}) =>
  visit(world).api.members.acceptInvitation({ token, name: 'Mei Tanaka', password, ...given })

describe('an invitation', () => {
  it.each(organizationRoles)('makes somebody %s of the organization', async (role) => {
    const mei = await invite(world, ingrid, 'Mei Tanaka', role)
    expect(mei.me).toMatchObject({ user: { name: 'Mei Tanaka' }, organization: { name: 'Harbor Compliance' }, role, customer: null })
    expect(await mei.api.accounts.me()).toEqual(mei.me)
  })

  it.each(customerRoles)('makes somebody %s of a customer', async (role) => {
    const mei = await invite(world, ingrid, 'Mei Tanaka', role, acme)
    expect(mei.me).toMatchObject({ role, customer: { id: acme, name: 'Acme Corp' }, organization: { name: 'Harbor Compliance' } })
  })

  it('tells whoever opens it what it offers, and whether the address has an account', async () => {
    const email = newAddress()
    await ingrid.api.members.invite({ email, role: 'contributor', customer_id: acme })
    const offer = { organization_name: 'Harbor Compliance', customer_name: 'Acme Corp', email, role: 'contributor' }
    expect(await visit(world).api.members.readInvitation({ token: await mailedToken(world, email) })).toEqual({
      ...offer,
      has_account: false,
    })

    const amara = await signUp(world, 'Amara Bello', 'Northlight Advisors')
    await ingrid.api.members.invite({ email: amara.email, role: 'viewer' })
    const known = await visit(world).api.members.readInvitation({ token: await mailedToken(world, amara.email) })
    expect(known).toMatchObject({ customer_name: null, role: 'viewer', has_account: true })
  })

  it('is open for fourteen days', async () => {
    const { expires_at, state } = await ingrid.api.members.invite({ email: newAddress(), role: 'viewer' })
    expect(state).toBe('open')
    expect((Date.parse(expires_at) - Date.now()) / 86_400_000).toBeCloseTo(14, 2)
  })

  it('asks a new person for a name and a password of some length', async () => {
    const email = newAddress()
    await ingrid.api.members.invite({ email, role: 'viewer' })
    const token = await mailedToken(world, email)
    expect(await problemOf(visit(world).api.members.acceptInvitation({ token, password }))).toMatchObject({
      code: 'invalid_input',
      data: { field: 'name' },
    })
    expect(await problemOf(accept(token, { password: 'short' }))).toMatchObject({ code: 'invalid_input', data: { field: 'password' } })
    expect(await accept(token)).toMatchObject({ role: 'viewer' })
  })

  it('that is accepted ends every other to the same address', async () => {
    const email = newAddress()
    await ingrid.api.members.invite({ email, role: 'admin' })
    const first = await mailedToken(world, email)
    await ingrid.api.members.invite({ email, role: 'contributor', customer_id: acme })
    const mei = await accept(await mailedToken(world, email))
    await ingrid.api.members.remove({ user_id: mei.user.id })
    expect(await codeOf(accept(first))).toBe('link_expired')
    expect((await logOf(world, ingrid.me.organization.id, 'invitation.revoked')).map(({ before }) => before)).toEqual([
      { email, role: 'admin' },
    ])
  })

  it('lets a known person in with the password they have, and with no other', async () => {
    const amara = await signUp(world, 'Amara Bello', 'Northlight Advisors')
    await ingrid.api.members.invite({ email: amara.email, role: 'reviewer' })
    const token = await mailedToken(world, amara.email)
    expect(await codeOf(accept(token, { password: 'wrong password' }))).toBe('wrong_credentials')
    const me = await accept(token, { name: 'Somebody Else', password })
    expect(me).toMatchObject({
      user: { id: amara.me.user.id, name: 'Amara Bello' },
      role: 'reviewer',
      organization: { name: 'Harbor Compliance' },
    })
    expect(me.organizations.map(({ name }) => name)).toEqual(['Harbor Compliance', 'Northlight Advisors'])
  })

  it('is no way around the lock on guessing', async () => {
    const amara = await signUp(world, 'Amara Bello', 'Northlight Advisors')
    await ingrid.api.members.invite({ email: amara.email, role: 'viewer' })
    const token = await mailedToken(world, amara.email)
    const guesses = await Promise.all(Array.from({ length: 10 }, () => codeOf(accept(token, { password: 'wrong password' }))))
    expect(new Set(guesses)).toEqual(new Set(['wrong_credentials']))
    expect(await codeOf(accept(token))).toBe('too_many_requests')
    expect(await codeOf(visit(world).api.accounts.login({ email: amara.email, password }))).toBe('too_many_requests')
  })

  it('brings somebody back who was taken out, as the same person', async () => {
    const mei = await invite(world, ingrid, 'Mei Tanaka', 'member')
    await ingrid.api.members.remove({ user_id: mei.me.user.id })
    await ingrid.api.members.invite({ email: mei.email, role: 'viewer' })
    expect(await accept(await mailedToken(world, mei.email))).toMatchObject({ user: { id: mei.me.user.id }, role: 'viewer' })
    expect(await visit(world).api.accounts.login({ email: mei.email, password })).toMatchObject({ role: 'viewer' })
  })

  it('brings customer staff back to another customer', async () => {
    const mei = await invite(world, ingrid, 'Mei Tanaka', 'manager', acme)
    await ingrid.api.members.remove({ user_id: mei.me.user.id })
    await ingrid.api.members.invite({ email: mei.email, role: 'viewer', customer_id: beta })
    expect(await accept(await mailedToken(world, mei.email))).toMatchObject({ role: 'viewer', customer: { id: beta } })
  })

  it('is on record when it is sent, taken back and accepted, with the role it gave', async () => {
    const email = newAddress()
    await ingrid.api.members.invite({ email, role: 'manager', customer_id: acme })
    await ingrid.api.members.invite({ email, role: 'viewer', customer_id: acme })
    const mei = await accept(await mailedToken(world, email))
    const log = await logOf(world, ingrid.me.organization.id)
    const about = log.filter(({ action }) => action.startsWith('invitation.') || action.startsWith('role.'))
    expect(about.map(({ action, actor_id, customer_id, before, after }) => ({ action, actor_id, customer_id, before, after }))).toEqual([
      { action: 'invitation.sent', actor_id: ingrid.me.user.id, customer_id: acme, before: null, after: { email, role: 'manager' } },
      { action: 'invitation.revoked', actor_id: ingrid.me.user.id, customer_id: acme, before: { email, role: 'manager' }, after: null },
      { action: 'invitation.sent', actor_id: ingrid.me.user.id, customer_id: acme, before: null, after: { email, role: 'viewer' } },
      { action: 'invitation.accepted', actor_id: mei.user.id, customer_id: acme, before: null, after: { email, role: 'viewer' } },
      { action: 'role.granted', actor_id: mei.user.id, customer_id: acme, before: null, after: { role: 'viewer' } },
    ])
    expect(log.at(-1)).toMatchObject({ action: 'person.signed_in', actor_id: mei.user.id, customer_id: acme, address: '127.0.0.1' })
  })

  it('is in the database as a hash', async () => {
    const email = newAddress()
    const { id } = await ingrid.api.members.invite({ email, role: 'viewer' })
    const token = await mailedToken(world, email)
    const [row] = await world.sql<{ token_hash: string }>('select token_hash from invitation where id = $1', [id])
    expect(row?.token_hash).toMatch(/^[0-9a-f]{64}$/)
    expect(row?.token_hash).not.toBe(token)
  })

  it('gives eight people of an organization eight colours', async () => {
    const people = [ingrid]
    for (const name of ['Mateo', 'Priya', 'Tom', 'Grace', 'Daniel', 'Mei', 'Lucas'])
      people.push(await invite(world, ingrid, name, 'member'))
    expect(new Set(people.map(({ me }) => me.user.color)).size).toBe(8)
  })
})

describe('a link that is no longer valid', () => {
  it.each([
    ['was never sent', async () => 'A'.repeat(43)],
    [
      'was taken back',
      async (email: string, id: string) => {
        await ingrid.api.members.revokeInvitation({ invitation_id: id })
        return mailedToken(world, email)
      },
    ],
    [
      'is fifteen days old',
      async (email: string, id: string) => {
        await world.sql(`update invitation set expires_at = expires_at - interval '15 days' where id = $1`, [id])
        return mailedToken(world, email)
      },
    ],
    [
      'was used',
      async (email: string) => {
        const token = await mailedToken(world, email)
        await accept(token)
        return token
      },
    ],
    [
      'was replaced by a newer one',
      async (email: string) => {
        const token = await mailedToken(world, email)
        await ingrid.api.members.invite({ email, role: 'member' })
        return token
      },
    ],
  ])('because it %s neither tells nor gives anything', async (_why, spoil) => {
    const email = newAddress()
    const { id } = await ingrid.api.members.invite({ email, role: 'viewer' })
    const token = await spoil(email, id)
    expect(await problemOf(visit(world).api.members.readInvitation({ token }))).toMatchObject({ code: 'link_expired', status: 410 })
    expect(await codeOf(accept(token))).toBe('link_expired')
  })

  it('opened twice at the same moment lets one person in once', async () => {
    const email = newAddress()
    await ingrid.api.members.invite({ email, role: 'viewer' })
    const token = await mailedToken(world, email)
    const outcomes = await Promise.all(
      [1, 2].map(() =>
        accept(token).then(
          () => 'joined',
          (error: { code: string }) => error.code,
        ),
      ),
    )
    expect(outcomes.sort()).toEqual(['joined', 'link_expired'])
  })

  it('because the customer’s portal was closed meanwhile lets nobody in', async () => {
    const email = newAddress()
    await ingrid.api.members.invite({ email, role: 'viewer', customer_id: acme })
    await world.sql('update customer set portal_enabled = false where id = $1', [acme])
    expect(await codeOf(accept(await mailedToken(world, email)))).toBe('link_expired')
    expect(await world.sql('select accepted_at from invitation where email = $1', [email])).toEqual([{ accepted_at: null }])
  })
})

describe('who may invite whom', () => {
  it('owners and admins invite staff; a reviewer, a member and a viewer do not', async () => {
    for (const role of ['admin', 'reviewer', 'member', 'viewer'] as const) {
      const person = await invite(world, ingrid, `A ${role}`, role)
      const call = person.api.members.invite({ email: newAddress(), role: 'viewer' })
      if (role === 'admin') expect(await call).toMatchObject({ state: 'open', invited_by: 'A admin' })
      else expect(await codeOf(call)).toBe('forbidden')
    }
  })

  it('only an owner offers ownership, and nobody below takes that offer back or replaces it', async () => {
    const mateo = await invite(world, ingrid, 'Mateo Alvarez', 'admin')
    expect(await codeOf(mateo.api.members.invite({ email: newAddress(), role: 'owner' }))).toBe('forbidden')
    const email = newAddress()
    const { id } = await ingrid.api.members.invite({ email, role: 'owner' })
    expect(await codeOf(mateo.api.members.revokeInvitation({ invitation_id: id }))).toBe('forbidden')
    expect(await codeOf(mateo.api.members.invite({ email, role: 'viewer' }))).toBe('forbidden')
    expect(await accept(await mailedToken(world, email))).toMatchObject({ role: 'owner' })
  })

  it('everybody on the staff who writes invites a customer’s staff; a viewer does not', async () => {
    for (const role of ['admin', 'reviewer', 'member', 'viewer'] as const) {
      const person = await invite(world, ingrid, `A ${role}`, role)
      const call = person.api.members.invite({ email: newAddress(), role: 'manager', customer_id: acme })
      if (role === 'viewer') expect(await codeOf(call)).toBe('forbidden')
      else expect(await call).toMatchObject({ customer_id: acme, role: 'manager' })
    }
  })

  it('a customer’s manager invites colleagues, and nobody else', async () => {
    const daniel = await invite(world, ingrid, 'Daniel Brandt', 'manager', acme)
    expect(await daniel.api.members.invite({ email: newAddress(), role: 'contributor', customer_id: acme })).toMatchObject({
      invited_by: 'Daniel Brandt',
    })
    const mei = await invite(world, daniel, 'Mei Tanaka', 'viewer', acme)
    expect(mei.me).toMatchObject({ customer: { id: acme }, role: 'viewer' })
    expect(await codeOf(daniel.api.members.invite({ email: newAddress(), role: 'contributor', customer_id: beta }))).toBe('not_found')
    expect(await codeOf(daniel.api.members.invite({ email: newAddress(), role: 'viewer' }))).toBe('forbidden')
    expect(await codeOf(mei.api.members.invite({ email: newAddress(), role: 'viewer', customer_id: acme }))).toBe('forbidden')
  })

  it('a role must be one that can be had there', async () => {
    for (const [role, customer_id] of [
      ['manager', null],
      ['contributor', null],
      ['owner', acme],
      ['reviewer', acme],
    ] as const) {
      expect(await problemOf(ingrid.api.members.invite({ email: newAddress(), role, customer_id }))).toMatchObject({
        code: 'invalid_input',
        data: { field: 'role' },
      })
    }
  })

  it('another organization’s customer does not exist, and neither do its invitations', async () => {
    const amara = await signUp(world, 'Amara Bello', 'Northlight Advisors')
    const sent = await ingrid.api.members.invite({ email: newAddress(), role: 'viewer', customer_id: acme })
    expect(await codeOf(amara.api.members.invite({ email: newAddress(), role: 'viewer', customer_id: acme }))).toBe('not_found')
    expect(await codeOf(amara.api.members.revokeInvitation({ invitation_id: sent.id }))).toBe('not_found')
    expect(await amara.api.members.invitations({})).toEqual({ data: [], next_cursor: null })
    expect((await ingrid.api.members.invitations({})).data).toMatchObject([{ id: sent.id, state: 'open' }])
  })

  it('nobody is invited to a customer whose portal is closed, the organization itself included', async () => {
    const closed = await ingrid.api.customers.create({ company_name: 'Gamma Ltd', portal_enabled: false })
    const [self] = await world.sql<{ id: string }>('select id from customer where organization_id = $1 and is_self', [
      ingrid.me.organization.id,
    ])
    for (const customer_id of [closed.id, self?.id ?? '']) {
      expect(await codeOf(ingrid.api.members.invite({ email: newAddress(), role: 'viewer', customer_id }))).toBe('conflict')
    }
  })

  it('nobody gets a second place in an organization', async () => {
    const tom = await invite(world, ingrid, 'Tom Whitfield', 'member')
    const daniel = await invite(world, ingrid, 'Daniel Brandt', 'manager', acme)
    for (const place of [
      { email: tom.email, role: 'manager', customer_id: acme },
      { email: tom.email, role: 'admin', customer_id: null },
      { email: daniel.email, role: 'member', customer_id: null },
      { email: daniel.email, role: 'viewer', customer_id: beta },
      { email: daniel.email, role: 'viewer', customer_id: acme },
    ] as const) {
      expect(await codeOf(ingrid.api.members.invite(place))).toBe('conflict')
    }
  })

  it('two open invitations to two places let somebody into one of them', async () => {
    const email = newAddress()
    await ingrid.api.members.invite({ email, role: 'viewer', customer_id: acme })
    const toAcme = await mailedToken(world, email)
    await ingrid.api.members.invite({ email, role: 'viewer', customer_id: beta })
    const toBeta = await mailedToken(world, email)
    expect(await accept(toAcme)).toMatchObject({ customer: { id: acme } })
    expect(await codeOf(accept(toBeta))).toBe('link_expired')
  })
})

describe('the list of invitations', () => {
  it('tells what became of each, newest first, page by page', async () => {
    const [accepted, revoked, expired, open] = [newAddress(), newAddress(), newAddress(), newAddress()]
    for (const email of [accepted, revoked, expired, open]) await ingrid.api.members.invite({ email, role: 'viewer' })
    await accept(await mailedToken(world, accepted))
    const { data } = await ingrid.api.members.invitations({})
    const idOf = (email: string) => data.find((row) => row.email === email)?.id ?? ''
    await ingrid.api.members.revokeInvitation({ invitation_id: idOf(revoked) })
    await world.sql(`update invitation set expires_at = now() - interval '1 second' where id = $1`, [idOf(expired)])

    const first = await ingrid.api.members.invitations({ limit: 3 })
    const second = await ingrid.api.members.invitations({ limit: 3, cursor: first.next_cursor ?? '' })
    expect([...first.data, ...second.data].map(({ email, state }) => ({ email, state }))).toEqual([
      { email: open, state: 'open' },
      { email: expired, state: 'expired' },
      { email: revoked, state: 'revoked' },
      { email: accepted, state: 'accepted' },
    ])
    expect(second.next_cursor).toBeNull()
  })

  it('shows each what they may invite to: a member the customers’, a manager their own, a viewer nothing', async () => {
    const tom = await invite(world, ingrid, 'Tom Whitfield', 'member')
    const grace = await invite(world, ingrid, 'Grace Oduya', 'viewer')
    const daniel = await invite(world, ingrid, 'Daniel Brandt', 'manager', acme)
    const [staff, atAcme, atBeta] = [newAddress(), newAddress(), newAddress()]
    await ingrid.api.members.invite({ email: staff, role: 'viewer' })
    await ingrid.api.members.invite({ email: atAcme, role: 'viewer', customer_id: acme })
    await ingrid.api.members.invite({ email: atBeta, role: 'viewer', customer_id: beta })
    const openTo = async (person: Person) =>
      (await person.api.members.invitations({})).data.filter(({ state }) => state === 'open').map(({ email }) => email)
    expect(await openTo(ingrid)).toEqual([atBeta, atAcme, staff])
    expect(await openTo(tom)).toEqual([atBeta, atAcme])
    expect(await openTo(daniel)).toEqual([atAcme])
    expect(await codeOf(grace.api.members.invitations({}))).toBe('forbidden')
  })

  it('one that was accepted is not taken back; one that was taken back stays so', async () => {
    const email = newAddress()
    const { id } = await ingrid.api.members.invite({ email, role: 'viewer' })
    await ingrid.api.members.revokeInvitation({ invitation_id: id })
    await ingrid.api.members.revokeInvitation({ invitation_id: id })
    expect(await actionsIn(world, ingrid.me.organization.id, 'invitation.revoked')).toHaveLength(1)
    await invite(world, ingrid, 'Mei Tanaka', 'viewer')
    const used = (await ingrid.api.members.invitations({})).data.find(({ state }) => state === 'accepted')
    expect(await codeOf(ingrid.api.members.revokeInvitation({ invitation_id: used?.id ?? '' }))).toBe('conflict')
  })

  it('one that was replaced is not told to be taken back while the one sent instead still stands', async () => {
    const email = newAddress()
    const replaced = await ingrid.api.members.invite({ email, role: 'viewer' })
    const standing = await ingrid.api.members.invite({ email, role: 'viewer' })
    expect(await codeOf(ingrid.api.members.revokeInvitation({ invitation_id: replaced.id }))).toBe('conflict')
    await ingrid.api.members.revokeInvitation({ invitation_id: standing.id })
    await ingrid.api.members.revokeInvitation({ invitation_id: replaced.id })
    expect(await codeOf(accept(await mailedToken(world, email)))).toBe('link_expired')
  })
})

test('a pasted list invites everybody it can and says of each other address why not', async () => {
  const ines = await signUp(world, 'Ines Duarte', 'Bulk Compliance')
  const ben = await invite(world, ines, 'Ben Olsen', 'member')
  const { data } = await ines.api.members.inviteMany({
    emails: ['New.One@example.test ', ben.email, 'no address', 'new.two@example.test', 'new.one@example.test'],
    role: 'viewer',
  })
  expect(data).toEqual([
    { email: 'new.one@example.test', refusal: null },
    { email: ben.email, refusal: expect.stringContaining('already') },
    { email: 'no address', refusal: 'This is no e-mail address.' },
    { email: 'new.two@example.test', refusal: null },
  ])
  const open = (await ines.api.members.invitations({})).data.filter((row) => row.state === 'open')
  expect(open.map((row) => row.email).toSorted()).toEqual(['new.one@example.test', 'new.two@example.test'])
})

test('an open offer of ownership on a list is not replaced by an admin, and holds up nobody else', async () => {
  const ines = await signUp(world, 'Ines Duarte', 'Bulk Compliance')
  const admin = await invite(world, ines, 'Adam Reyes', 'admin')
  const email = newAddress()
  await ines.api.members.invite({ email, role: 'owner' })
  const [before, after] = [newAddress(), newAddress()]
  const { data } = await admin.api.members.inviteMany({ emails: [before, email, after], role: 'viewer' })
  expect(data).toEqual([
    { email: before, refusal: null },
    { email, refusal: expect.stringContaining('only an owner can replace') },
    { email: after, refusal: null },
  ])
  expect(await accept(await mailedToken(world, email))).toMatchObject({ role: 'owner' })
  expect(await accept(await mailedToken(world, after))).toMatchObject({ role: 'viewer' })
})

test('nobody invites a list where they may not invite one, and ten thousand are refused before any is sent', async () => {
  const ines = await signUp(world, 'Ines Duarte', 'Bulk Compliance')
  const viewer = await invite(world, ines, 'Vera Lund', 'viewer')
  expect((await problemOf(viewer.api.members.inviteMany({ emails: ['x@example.test'], role: 'viewer' }))).code).toBe('forbidden')
  const tooMany = Array.from({ length: 10_000 }, (_, n) => `p${n}@example.test`)
  expect((await problemOf(ines.api.members.inviteMany({ emails: tooMany, role: 'viewer' }))).code).toBe('invalid_input')
  expect((await ines.api.members.invitations({})).data.filter((row) => row.state === 'open')).toEqual([])
})
