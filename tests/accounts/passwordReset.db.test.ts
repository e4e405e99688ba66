import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { problemOf, visit } from '../support/client.ts'
import { mailedToken, type Person, password, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { joinAsKnown } from './joinAsKnown.ts'
import { actionsIn, logOf } from './log.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const newPassword = 'a different long password'
const anybody = () => visit(world).api.accounts

async function requestLink({ email }: Pick<Person, 'email'>): Promise<string> {
  await anybody().requestPasswordReset({ email })
  return mailedToken(world, email)
}

/** Both at the same moment, the second when all that the first lacks is its record. */
async function oneBeforeTheOther<A, B>(first: () => Promise<A>, second: () => Promise<B>): Promise<[A, B]> {
  const gate = new pg.Client({ connectionString: world.database.superuserUrl })
  const waiting = (count: number) =>
    vi.waitFor(async () => expect(await world.sql('select from pg_locks where not granted')).toHaveLength(count), { timeout: 20_000 })
  await gate.connect()
  try {
    await gate.query('begin; lock table activity in exclusive mode')
    const one = first()
    await waiting(1)
    const other = second()
    await waiting(2)
    await gate.query('commit')
    return await Promise.all([one, other])
  } finally {
    await gate.end()
  }
}

const sessionsOf = ({ me }: Person) => world.sql('select from session where user_id = $1', [me.user.id])

const mailsTo = (email: string) => world.sql('select id from mail where "to" = $1', [email])

describe('a forgotten password', () => {
  it('is set anew by a mailed link', async () => {
    const ingrid = await signUp(world, 'Ingrid Solberg', 'Harbor Compliance')
    await anybody().resetPassword({ token: await requestLink(ingrid), password: newPassword })
    expect((await problemOf(anybody().login({ email: ingrid.email, password }))).code).toBe('wrong_credentials')
    expect(await anybody().login({ email: ingrid.email, password: newPassword })).toMatchObject({ user: { id: ingrid.me.user.id } })
  })

  it('set anew ends every session, on every device', async () => {
    const ingrid = await signUp(world, 'Ingrid Solberg', 'Harbor Compliance')
    const tablet = visit(world)
    await tablet.api.accounts.login({ email: ingrid.email, password })
    await anybody().resetPassword({ token: await requestLink(ingrid), password: newPassword })
    for (const { api } of [ingrid, tablet]) expect((await problemOf(api.accounts.me())).code).toBe('not_signed_in')
  })

  it('set anew lets nobody in who was just proving the old one, nor puts them on record', async () => {
    const ingrid = await signUp(world, 'Ingrid Solberg', 'Harbor Compliance')
    const token = await requestLink(ingrid)
    const [, old] = await oneBeforeTheOther(
      () => anybody().resetPassword({ token, password: newPassword }),
      () => problemOf(anybody().login({ email: ingrid.email, password })),
    )
    expect(old.code).toBe('wrong_credentials')
    expect(await sessionsOf(ingrid)).toEqual([])
    expect(await actionsIn(world, ingrid.me.organization.id, 'person.signed_in')).toHaveLength(1) // when they signed up
  })

  it('set anew ends the session of whoever came in with the old one a moment before, which is on record', async () => {
    const ingrid = await signUp(world, 'Ingrid Solberg', 'Harbor Compliance')
    const token = await requestLink(ingrid)
    await oneBeforeTheOther(
      () => anybody().login({ email: ingrid.email, password }),
      () => anybody().resetPassword({ token, password: newPassword }),
    )
    expect(await sessionsOf(ingrid)).toEqual([])
    expect(await actionsIn(world, ingrid.me.organization.id, 'person.signed_in')).toHaveLength(2)
  })

  it('is on record in every organization of the person, the request and the change', async () => {
    const ingrid = await signUp(world, 'Ingrid Solberg', 'Harbor Compliance')
    const amara = await signUp(world, 'Amara Bello', 'Northlight Advisors')
    await joinAsKnown(world, ingrid, amara, 'reviewer')
    await anybody().resetPassword({ token: await requestLink(ingrid), password: newPassword })
    for (const organization of [ingrid.me.organization.id, amara.me.organization.id]) {
      const rows = await logOf(world, organization, 'person.password')
      expect(rows.map(({ action, entity_id, actor_email }) => ({ action, entity_id, actor_email }))).toEqual([
        { action: 'person.password_reset_requested', entity_id: ingrid.me.user.id, actor_email: ingrid.email },
        { action: 'person.password_changed', entity_id: ingrid.me.user.id, actor_email: ingrid.email },
      ])
    }
  })

  it('is asked for alike, word for word and as slowly, by an address nobody has; nothing is mailed there', async () => {
    const ingrid = await signUp(world, 'Ingrid Solberg', 'Harbor Compliance')
    for (const email of [ingrid.email, 'nobody.forgot@example.test']) {
      const startedAt = performance.now()
      expect(await anybody().requestPasswordReset({ email })).toEqual({ sent_to: email })
      expect(performance.now() - startedAt).toBeGreaterThan(195)
    }
    expect(await mailsTo(ingrid.email)).toHaveLength(1)
    expect(await mailsTo('nobody.forgot@example.test')).toHaveLength(0)
  })

  it('can be asked for again and again without filling somebody’s inbox', async () => {
    const ingrid = await signUp(world, 'Ingrid Solberg', 'Harbor Compliance')
    const ask = async () => expect(await anybody().requestPasswordReset({ email: ingrid.email })).toEqual({ sent_to: ingrid.email })
    await Promise.all(Array.from({ length: 8 }, ask))
    await ask()
    expect(await mailsTo(ingrid.email)).toHaveLength(5)
    expect(await actionsIn(world, ingrid.me.organization.id, 'person.password_reset_requested')).toHaveLength(5)
  })

  it.each([
    { asked: 'once in ten minutes', minutes: Array.from({ length: 19 }, (_, n) => n * 10) },
    { asked: 'five times at once, and when their hour is nearly over', minutes: [0, 0, 0, 0, 0, 59, 61, 80, 100, 118, 119, 121] },
  ])('is within reach though somebody else asks $asked: whoever is mailed no link has one that works', async ({ minutes }) => {
    const ingrid = await signUp(world, 'Ingrid Solberg', 'Harbor Compliance')
    const minutesLater = (passed: number) =>
      world.sql('update password_reset set expires_at = expires_at - make_interval(mins => $1) where user_id = $2', [
        passed,
        ingrid.me.user.id,
      ])
    const mailedWithinTheHour = () => world.sql('select from password_reset where user_id = $1 and expires_at > now()', [ingrid.me.user.id])
    let now = 0
    for (const minute of minutes) {
      await minutesLater(minute - now)
      now = minute
      await anybody().requestPasswordReset({ email: ingrid.email })
      const { length } = await mailedWithinTheHour()
      expect(length).toBeGreaterThanOrEqual(1)
      expect(length).toBeLessThanOrEqual(5)
    }
    await anybody().resetPassword({ token: await mailedToken(world, ingrid.email), password: newPassword })
    expect(await anybody().login({ email: ingrid.email, password: newPassword })).toMatchObject({ role: 'owner' })
  })

  it('leaves the password as it was if it cannot be put on record', async () => {
    const ingrid = await signUp(world, 'Ingrid Solberg', 'Harbor Compliance')
    const token = await requestLink(ingrid)
    await world.sql(`create function refuse_activity() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$`)
    await world.sql('create trigger refuse before insert on activity for each row execute function refuse_activity()')
    await problemOf(anybody().resetPassword({ token, password: newPassword }))
    await world.sql('drop trigger refuse on activity')
    expect((await problemOf(anybody().login({ email: ingrid.email, password: newPassword }))).code).toBe('wrong_credentials')
    await anybody().resetPassword({ token, password: newPassword })
    expect(await anybody().login({ email: ingrid.email, password: newPassword })).toMatchObject({ role: 'owner' })
  })

  it('also opens an address that was locked by somebody’s guesses', async () => {
    const ingrid = await signUp(world, 'Ingrid Solberg', 'Harbor Compliance')
    await Promise.all(Array.from({ length: 10 }, () => problemOf(anybody().login({ email: ingrid.email, password: 'wrong password' }))))
    expect((await problemOf(anybody().login({ email: ingrid.email, password }))).code).toBe('too_many_requests')
    await anybody().resetPassword({ token: await requestLink(ingrid), password: newPassword })
    expect(await anybody().login({ email: ingrid.email, password: newPassword })).toMatchObject({ role: 'owner' })
  })
})

describe('a reset link', () => {
  it('works once', async () => {
    const ingrid = await signUp(world, 'Ingrid Solberg', 'Harbor Compliance')
    const token = await requestLink(ingrid)
    await anybody().resetPassword({ token, password: newPassword })
    expect(await problemOf(anybody().resetPassword({ token, password: 'a third long password' }))).toMatchObject({
      code: 'link_expired',
      status: 410,
    })
    expect(await anybody().login({ email: ingrid.email, password: newPassword })).toMatchObject({ role: 'owner' })
  })

  it('works once even when it is used twice at the same moment', async () => {
    const ingrid = await signUp(world, 'Ingrid Solberg', 'Harbor Compliance')
    const token = await requestLink(ingrid)
    const outcomes = await Promise.all(
      [newPassword, 'a third long password'].map((secret) =>
        anybody()
          .resetPassword({ token, password: secret })
          .then(
            () => 'set',
            (error: { code: string }) => error.code,
          ),
      ),
    )
    expect(outcomes.sort()).toEqual(['link_expired', 'set'])
  })

  it('stops working when another one was used', async () => {
    const ingrid = await signUp(world, 'Ingrid Solberg', 'Harbor Compliance')
    const first = await requestLink(ingrid)
    const second = await requestLink(ingrid)
    expect(second).not.toBe(first)
    await anybody().resetPassword({ token: second, password: newPassword })
    expect((await problemOf(anybody().resetPassword({ token: first, password }))).code).toBe('link_expired')
  })

  it('is too old after an hour', async () => {
    const ingrid = await signUp(world, 'Ingrid Solberg', 'Harbor Compliance')
    const token = await requestLink(ingrid)
    const [reset] = await world.sql<{ minutes: number }>(
      'select extract(epoch from expires_at - created_at)::float8 / 60 as minutes from password_reset where user_id = $1',
      [ingrid.me.user.id],
    )
    expect(reset?.minutes).toBeCloseTo(60, 0)
    await world.sql(`update password_reset set expires_at = now() - interval '1 second' where user_id = $1`, [ingrid.me.user.id])
    expect((await problemOf(anybody().resetPassword({ token, password: newPassword }))).code).toBe('link_expired')
  })

  it('that was never sent does nothing', async () => {
    expect((await problemOf(anybody().resetPassword({ token: 'A'.repeat(43), password: newPassword }))).code).toBe('link_expired')
  })

  it('is in the database as a hash', async () => {
    const ingrid = await signUp(world, 'Ingrid Solberg', 'Harbor Compliance')
    const token = await requestLink(ingrid)
    const rows = await world.sql<{ token_hash: string }>('select token_hash from password_reset where user_id = $1', [ingrid.me.user.id])
    expect(rows).toHaveLength(1)
    expect(rows[0]?.token_hash).toMatch(/^[0-9a-f]{64}$/)
    expect(rows[0]?.token_hash).not.toBe(token)
  })
})
