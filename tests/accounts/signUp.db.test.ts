import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problemOf, visit } from '../support/client.ts'
import { password, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { logOf } from './log.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const request = (email: string) => ({ name: 'Ingrid Solberg', organization_name: 'Harbor Compliance', email, password })

describe('signing up', () => {
  it('makes a person the owner of a new organization and signs them in', async () => {
    const ingrid = await signUp(world, 'Ingrid Solberg', 'Harbor Compliance')
    expect(ingrid.me).toMatchObject({
      user: { name: 'Ingrid Solberg', email: ingrid.email },
      organization: { name: 'Harbor Compliance' },
      role: 'owner',
      customer: null,
      organizations: [{ name: 'Harbor Compliance', role: 'owner', customer_name: null }],
    })
    expect(await ingrid.api.accounts.me()).toEqual(ingrid.me)
  })

  it('makes the organization its own customer, whose portal is closed', async () => {
    const ingrid = await signUp(world, 'Ingrid Solberg', 'Harbor Compliance')
    const customers = await world.sql('select company_name, is_self, portal_enabled from customer where organization_id = $1', [
      ingrid.me.organization.id,
    ])
    expect(customers).toEqual([{ company_name: 'Harbor Compliance', is_self: true, portal_enabled: false }])
  })

  it('is on record from the first row', async () => {
    const ingrid = await signUp(world, 'Ingrid Solberg', 'Harbor Compliance')
    const log = await logOf(world, ingrid.me.organization.id)
    expect(log.map(({ action, actor_id, entity_id }) => ({ action, actor_id, entity_id }))).toEqual([
      { action: 'organization.created', actor_id: ingrid.me.user.id, entity_id: ingrid.me.organization.id },
      { action: 'person.signed_in', actor_id: ingrid.me.user.id, entity_id: ingrid.me.user.id },
    ])
  })

  it('keeps no password, only its argon2id hash', async () => {
    const ingrid = await signUp(world, 'Ingrid Solberg', 'Harbor Compliance')
    const [credential] = await world.sql<{ password_hash: string }>('select password_hash from user_credential where user_id = $1', [
      ingrid.me.user.id,
    ])
    expect(credential?.password_hash).toMatch(/^\$argon2id\$/)
    expect(credential?.password_hash).not.toContain(password)
  })

  it('is refused with an address that has an account, however it is written', async () => {
    const ingrid = await signUp(world, 'Ingrid Solberg', 'Harbor Compliance')
    for (const email of [ingrid.email, ingrid.email.toUpperCase()]) {
      const problem = await problemOf(visit(world).api.accounts.signUp(request(email)))
      expect(problem).toMatchObject({
        code: 'conflict',
        status: 409,
        detail: 'This address cannot be used for a new account; sign in or reset the password.',
      })
    }
  })

  it('twice at once with one address makes one account and one organization', async () => {
    const before = await world.sql('select id from organization')
    const email = 'ingrid.twice@example.test'
    const outcomes = await Promise.all(
      [1, 2].map(() =>
        visit(world)
          .api.accounts.signUp(request(email))
          .then(
            () => 'made',
            (error: { code: string }) => error.code,
          ),
      ),
    )
    expect(outcomes.sort()).toEqual(['conflict', 'made'])
    expect(await world.sql('select id from organization')).toHaveLength(before.length + 1)
  })

  it('names the field that cannot be used', async () => {
    const problem = await problemOf(visit(world).api.accounts.signUp({ ...request('short@example.test'), password: 'short' }))
    expect(problem).toMatchObject({ code: 'invalid_input', issues: [{ path: 'password', message: 'Use at least 10 characters' }] })
  })
})
