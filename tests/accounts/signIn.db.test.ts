import { createHash } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { problemOf, type Visitor, visit } from '../support/client.ts'
import { invite, mailedToken, password, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { joinAsKnown } from './joinAsKnown.ts'
import { logOf } from './log.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const signIn = (email: string, secret = password): ReturnType<Visitor['api']['accounts']['login']> =>
  visit(world).api.accounts.login({ email, password: secret })

/** Tries wrong passwords, all at once. */
const fail = (email: string, times: number) =>
  Promise.all(Array.from({ length: times }, (_, n) => problemOf(signIn(email, `wrong password ${n}`)).then(({ code }) => code)))

const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  visit(world).fetch(`/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

describe('signing in', () => {
  it('opens the organization a person belongs to', async () => {
    const priya = await signUp(world, 'Priya Nair', 'Harbor Compliance')
    const visitor = visit(world)
    const me = await visitor.api.accounts.login({ email: priya.email.toUpperCase(), password })
    expect(me).toEqual(priya.me)
    expect(await visitor.api.accounts.me()).toEqual(priya.me)
  })

  it('answers alike, word for word and as slowly, for a wrong password and for an address nobody has', async () => {
    const priya = await signUp(world, 'Priya Nair', 'Harbor Compliance')
    const answers: unknown[] = []
    for (const email of [priya.email, 'nobody@example.test']) {
      const startedAt = performance.now()
      const response = await post('/auth/login', { email, password: 'wrong password' })
      expect(performance.now() - startedAt).toBeGreaterThan(195)
      answers.push({ status: response.status, type: response.headers.get('content-type'), body: await response.json() })
    }
    expect(answers[0]).toMatchObject({ status: 401, type: 'application/problem+json', body: { code: 'wrong_credentials' } })
    expect(answers[1]).toEqual(answers[0])
  })

  it('is on record with who, from which address and with which program', async () => {
    const priya = await signUp(world, 'Priya Nair', 'Harbor Compliance')
    const response = await post('/auth/login', { email: priya.email, password }, { 'user-agent': 'Workshop laptop' })
    const row = (await logOf(world, priya.me.organization.id, 'person.signed_in')).at(-1)
    expect(row).toMatchObject({
      actor_id: priya.me.user.id,
      actor_email: priya.email,
      address: '127.0.0.1',
      user_agent: 'Workshop laptop',
      customer_id: null,
    })
    expect(row?.request_id).toBe(response.headers.get('x-request-id'))
  })

  it('of a customer’s staff is on record where their own manager can see it', async () => {
    const priya = await signUp(world, 'Priya Nair', 'Harbor Compliance')
    const acme = await priya.api.customers.create({ company_name: 'Acme Corp' })
    const daniel = await invite(world, priya, 'Daniel Brandt', 'manager', acme.id)
    const me = await signIn(daniel.email)
    expect(me).toMatchObject({ role: 'manager', customer: { id: acme.id, name: 'Acme Corp' }, organization: { name: 'Harbor Compliance' } })
    const rows = await logOf(world, priya.me.organization.id, 'person.signed_in')
    expect(rows.filter((row) => row.actor_id === daniel.me.user.id).map((row) => row.customer_id)).toEqual([acme.id, acme.id])
  })

  it('that fails is on record in every organization of the account, and in none for an address nobody has', async () => {
    const priya = await signUp(world, 'Priya Nair', 'Harbor Compliance')
    const amara = await signUp(world, 'Amara Bello', 'Northlight Advisors')
    await joinAsKnown(world, priya, amara, 'viewer')
    const before = await world.sql('select id from activity')
    await post('/auth/login', { email: priya.email, password: 'wrong password' }, { 'user-agent': 'Somebody else' })
    for (const organization of [priya.me.organization.id, amara.me.organization.id]) {
      expect(await logOf(world, organization, 'person.sign_in_failed')).toMatchObject([
        { entity_id: priya.me.user.id, address: '127.0.0.1', user_agent: 'Somebody else' },
      ])
    }
    await post('/auth/login', { email: 'nobody.at.all@example.test', password: 'wrong password' })
    expect(await world.sql('select id from activity')).toHaveLength(before.length + 2)
  })

  it('that does not come about is on nobody’s record, in whichever way it was begun', async () => {
    const priya = await signUp(world, 'Priya Nair', 'Harbor Compliance')
    const amara = await signUp(world, 'Amara Bello', 'Northlight Advisors')
    await joinAsKnown(world, amara, priya, 'viewer')
    const newcomer = 'newcomer@example.test'
    await priya.api.members.invite({ email: newcomer, role: 'viewer' })
    const token = await mailedToken(world, newcomer)
    const begun = () => world.sql(`select id from activity where action in ('person.signed_in', 'organization.switched_to') order by id`)
    const before = await begun()
    await world.sql(`create function refuse_session() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$`)
    await world.sql('create trigger refuse before insert or update on session for each row execute function refuse_session()')
    const attempts = [
      signIn(priya.email),
      visit(world).api.accounts.signUp({ name: 'Omar Haddad', organization_name: 'Delta', email: 'omar@example.test', password }),
      visit(world).api.members.acceptInvitation({ token, name: 'Mei Tanaka', password }),
      amara.api.accounts.switchOrganization({ organization_id: amara.me.organization.id }),
    ]
    for (const { code } of await Promise.all(attempts.map(problemOf))) expect(code).toBe('internal')
    await world.sql('drop trigger refuse on session')
    expect(await begun()).toEqual(before)
    expect(await signIn(newcomer)).toMatchObject({ organization: { name: 'Harbor Compliance' } })
  })

  it('is forbidden, with a sentence, for somebody who belongs nowhere any more', async () => {
    const priya = await signUp(world, 'Priya Nair', 'Harbor Compliance')
    const tom = await invite(world, priya, 'Tom Whitfield', 'member')
    await priya.api.members.remove({ user_id: tom.me.user.id })
    expect(await problemOf(signIn(tom.email))).toMatchObject({
      code: 'forbidden',
      detail: expect.stringContaining('Ask somebody there for an invitation'),
    })
  })
})

describe('guessing passwords', () => {
  it('locks an address after ten failures, whether it has an account or not', async () => {
    const priya = await signUp(world, 'Priya Nair', 'Harbor Compliance')
    const answers: unknown[] = []
    for (const email of [priya.email, 'nobody.locked@example.test']) {
      expect(new Set(await fail(email, 10))).toEqual(new Set(['wrong_credentials']))
      const response = await post('/auth/login', { email, password })
      const { data, ...body } = (await response.json()) as { data: { retry_after_seconds: number } }
      expect(Number(response.headers.get('retry-after'))).toBe(data.retry_after_seconds)
      expect(data.retry_after_seconds).toBeGreaterThan(14 * 60)
      expect(data.retry_after_seconds).toBeLessThanOrEqual(15 * 60)
      answers.push(body)
    }
    expect(answers[0]).toMatchObject({ status: 429, code: 'too_many_requests' })
    expect(answers[1]).toEqual(answers[0])
  })

  it('all at once does not outrun the lock: a right password that was under way when it fell is refused too', async () => {
    const priya = await signUp(world, 'Priya Nair', 'Harbor Compliance')
    const gate = new pg.Client({ connectionString: world.database.superuserUrl })
    await gate.connect()
    try {
      await gate.query('begin; lock table user_credential in access exclusive mode') // nobody's password can be looked at
      const underWay = problemOf(signIn(priya.email))
      await vi.waitFor(async () => expect(await world.sql('select from pg_locks where not granted')).toHaveLength(1))
      await world.sql(`insert into sign_in_throttle (key, failures, locked_until) values ($1, 10, now() + interval '15 minutes')`, [
        createHash('sha256').update(priya.email).digest('hex'),
      ])
      await gate.query('commit')
      expect((await underWay).code).toBe('too_many_requests')
    } finally {
      await gate.end()
    }
  })

  it('is forgiven when the lock is over', async () => {
    const priya = await signUp(world, 'Priya Nair', 'Harbor Compliance')
    await fail(priya.email, 10)
    expect((await problemOf(signIn(priya.email))).code).toBe('too_many_requests')
    await world.sql(`update sign_in_throttle set locked_until = now() - interval '1 second'`)
    expect(await signIn(priya.email)).toMatchObject({ role: 'owner' })
  })

  it('is forgotten after a success', async () => {
    const priya = await signUp(world, 'Priya Nair', 'Harbor Compliance')
    for (let round = 0; round < 2; round++) {
      await fail(priya.email, 9)
      expect(await signIn(priya.email)).toMatchObject({ role: 'owner' })
    }
  })

  it('leaves no address in the table that counts', async () => {
    await fail('ingrid.secret@example.test', 1)
    const rows = await world.sql<{ key: string }>('select key from sign_in_throttle')
    expect(rows.every(({ key }) => /^[0-9a-f]{64}$/.test(key))).toBe(true)
  })
})
