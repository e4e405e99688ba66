import { createHash } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { problemOf, visit } from '../support/client.ts'
import { invite, type Person, password, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { joinAsKnown } from './joinAsKnown.ts'
import { actionsIn, logOf } from './log.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

/** The same person on another device. */
async function onAnotherDevice(person: Person): Promise<Person> {
  const visitor = visit(world)
  await visitor.api.accounts.login({ email: person.email, password })
  return { ...person, ...visitor }
}

const isSignedIn = ({ api }: Pick<Person, 'api'>): Promise<boolean> =>
  api.accounts.me().then(
    () => true,
    () => false,
  )

/** Asks who one is with a cookie that was written down before. */
const replay = (cookie: string): Promise<Response> => fetch(`${world.url}/api/v1/auth/me`, { headers: { cookie } })

const signInWith = (at: World, email: string): Promise<Response> =>
  visit(at).fetch('/api/v1/auth/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })

describe('a session', () => {
  it('rests on a cookie that scripts and other sites cannot use', async () => {
    const mateo = await signUp(world, 'Mateo Alvarez', 'Harbor Compliance')
    const [cookie] = (await signInWith(world, mateo.email)).headers.getSetCookie()
    expect(cookie).toMatch(/^certloom_session=[^;]+;/)
    expect(cookie?.split('; ')).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Lax', 'Path=/']))
    expect(cookie).not.toContain('Secure')
  })

  it('travels by https only where the site has https', async () => {
    const behindProxy = await startWorld({ publicUrl: 'https://certloom.example' })
    try {
      const mateo = await signUp(behindProxy, 'Mateo Alvarez', 'Harbor Compliance')
      const response = await signInWith(behindProxy, mateo.email)
      expect(response.headers.getSetCookie()[0]).toContain('Secure')
      expect(response.headers.get('strict-transport-security')).toContain('max-age=31536000')
    } finally {
      await behindProxy.stop()
    }
  })

  it('is in the database as a hash, so that nobody can sign in with its rows', async () => {
    const mateo = await signUp(world, 'Mateo Alvarez', 'Harbor Compliance')
    const secret = mateo.cookie().slice('certloom_session='.length)
    const rows = await world.sql<{ id: string }>('select id from session where user_id = $1', [mateo.me.user.id])
    expect(rows).toEqual([{ id: createHash('sha256').update(secret).digest('hex') }])
    expect((await replay(`certloom_session=${rows[0]?.id}`)).status).toBe(401)
  })

  it('that is over is no session', async () => {
    const mateo = await signUp(world, 'Mateo Alvarez', 'Harbor Compliance')
    await world.sql(`update session set expires_at = now() - interval '1 second' where user_id = $1`, [mateo.me.user.id])
    expect((await problemOf(mateo.api.accounts.me())).code).toBe('not_signed_in')
  })

  it('ends on sign-out, also for whoever wrote the cookie down', async () => {
    const mateo = await signUp(world, 'Mateo Alvarez', 'Harbor Compliance')
    const elsewhere = await onAnotherDevice(mateo)
    const cookie = mateo.cookie()
    await mateo.api.accounts.logout()
    expect(mateo.cookie()).toBe('certloom_session=')
    expect((await replay(cookie)).status).toBe(401)
    expect(await isSignedIn(elsewhere)).toBe(true)
    expect(await actionsIn(world, mateo.me.organization.id, 'person.signed_out')).toEqual(['person.signed_out'])
  })

  it('ends on every device when somebody signs out everywhere', async () => {
    const mateo = await signUp(world, 'Mateo Alvarez', 'Harbor Compliance')
    const priya = await invite(world, mateo, 'Priya Nair', 'reviewer')
    const devices = [mateo, await onAnotherDevice(mateo), await onAnotherDevice(mateo)]
    await mateo.api.accounts.logoutEverywhere()
    expect(await Promise.all(devices.map(isSignedIn))).toEqual([false, false, false])
    expect(await isSignedIn(priya)).toBe(true)
    expect(await actionsIn(world, mateo.me.organization.id, 'person.signed_out')).toEqual(['person.signed_out_everywhere'])
  })

  it('that ends everywhere is on record in every organization of its person', async () => {
    const mateo = await signUp(world, 'Mateo Alvarez', 'Harbor Compliance')
    const amara = await signUp(world, 'Amara Bello', 'Northlight Advisors')
    await joinAsKnown(world, mateo, amara, 'reviewer')
    await mateo.api.accounts.logoutEverywhere()
    for (const { me } of [mateo, amara])
      expect(await actionsIn(world, me.organization.id, 'person.signed_out_')).toEqual(['person.signed_out_everywhere'])
  })

  it('ends when the same browser signs in again', async () => {
    const mateo = await signUp(world, 'Mateo Alvarez', 'Harbor Compliance')
    const before = mateo.cookie()
    await mateo.api.accounts.login({ email: mateo.email, password })
    expect((await replay(before)).status).toBe(401)
    expect(await isSignedIn(mateo)).toBe(true)
    expect(await world.sql('select id from session where user_id = $1', [mateo.me.user.id])).toHaveLength(1)
  })

  it('is asked for wherever one must be somebody', async () => {
    const stranger = visit(world)
    expect(await problemOf(stranger.api.accounts.me())).toMatchObject({ code: 'not_signed_in', status: 401 })
    expect((await problemOf(stranger.api.accounts.logout())).code).toBe('not_signed_in')
    expect((await problemOf(stranger.api.members.list({}))).code).toBe('not_signed_in')
  })
})

describe('somebody with two organizations', () => {
  it('goes on in the other one, as what they are there', async () => {
    const mateo = await signUp(world, 'Mateo Alvarez', 'Harbor Compliance')
    const amara = await signUp(world, 'Amara Bello', 'Northlight Advisors')
    await joinAsKnown(world, mateo, amara, 'viewer')

    const harbor = await mateo.api.accounts.switchOrganization({ organization_id: mateo.me.organization.id })
    expect(harbor).toMatchObject({ role: 'owner', organization: { name: 'Harbor Compliance' } })
    const northlight = await mateo.api.accounts.switchOrganization({ organization_id: amara.me.organization.id })
    expect(northlight).toMatchObject({ role: 'viewer', organization: { name: 'Northlight Advisors' } })
    expect(northlight.organizations.map(({ name, role }) => ({ name, role }))).toEqual([
      { name: 'Harbor Compliance', role: 'owner' },
      { name: 'Northlight Advisors', role: 'viewer' },
    ])
    expect(await mateo.api.accounts.me()).toEqual(northlight)
    expect((await mateo.api.members.list({})).data.map(({ name }) => name)).toEqual(['Amara Bello', 'Mateo Alvarez'])
  })

  it('is on record where they go, and no log names the other organization', async () => {
    const mateo = await signUp(world, 'Mateo Alvarez', 'Harbor Compliance')
    const amara = await signUp(world, 'Amara Bello', 'Northlight Advisors')
    await joinAsKnown(world, mateo, amara, 'viewer')
    await mateo.api.accounts.switchOrganization({ organization_id: mateo.me.organization.id })
    const [switched] = await logOf(world, mateo.me.organization.id, 'organization.switched_to')
    expect(switched).toMatchObject({ actor_id: mateo.me.user.id, entity_id: mateo.me.organization.id, address: '127.0.0.1' })
    const harborLog = JSON.stringify(await logOf(world, mateo.me.organization.id))
    const northlightLog = JSON.stringify(await logOf(world, amara.me.organization.id))
    expect(harborLog).not.toContain(amara.me.organization.id)
    expect(northlightLog).not.toContain(mateo.me.organization.id)
  })

  it('goes nowhere with a session that ends at that moment, and nothing of it is on record', async () => {
    const mateo = await signUp(world, 'Mateo Alvarez', 'Harbor Compliance')
    const amara = await signUp(world, 'Amara Bello', 'Northlight Advisors')
    await joinAsKnown(world, mateo, amara, 'viewer')
    const gate = new pg.Client({ connectionString: world.database.superuserUrl })
    await gate.connect()
    try {
      await gate.query('begin')
      await gate.query('delete from session where user_id = $1', [mateo.me.user.id])
      const switched = problemOf(mateo.api.accounts.switchOrganization({ organization_id: mateo.me.organization.id }))
      await vi.waitFor(async () => expect(await world.sql('select from pg_locks where not granted')).toHaveLength(1))
      await gate.query('commit')
      expect((await switched).code).toBe('not_signed_in')
    } finally {
      await gate.end()
    }
    expect(await actionsIn(world, mateo.me.organization.id, 'organization.switched_to')).toEqual([])
  })

  it('cannot go where they do not belong, whether it exists or not', async () => {
    const mateo = await signUp(world, 'Mateo Alvarez', 'Harbor Compliance')
    const amara = await signUp(world, 'Amara Bello', 'Northlight Advisors')
    for (const organization_id of [amara.me.organization.id, crypto.randomUUID()]) {
      expect((await problemOf(mateo.api.accounts.switchOrganization({ organization_id }))).code).toBe('not_found')
    }
    expect(await mateo.api.accounts.me()).toEqual(mateo.me)
  })
})

describe('requests from elsewhere', () => {
  it('a changing request from another site is refused before anything happens', async () => {
    const mateo = await signUp(world, 'Mateo Alvarez', 'Harbor Compliance')
    const response = await mateo.fetch('/api/v1/auth/logout', { method: 'POST', headers: { origin: 'https://evil.test' } })
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ code: 'foreign_origin' })
    expect(await isSignedIn(mateo)).toBe(true)
  })

  it('every answer tells browsers to run nothing but our own files', async () => {
    for (const path of ['/api/v1/server-info', '/api/v1/auth/me', '/healthz']) {
      const { headers } = await fetch(world.url + path)
      expect(headers.get('content-security-policy')).toMatch(/default-src 'self';.*script-src 'self';.*frame-ancestors 'none'/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('same-origin')
      expect(headers.get('x-powered-by')).toBeNull()
    }
  })

  it('answers about people are kept by nobody on the way', async () => {
    const mateo = await signUp(world, 'Mateo Alvarez', 'Harbor Compliance')
    const response = await mateo.fetch('/api/v1/auth/me')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('x-request-id')).toBeTruthy()
  })
})
