import type { Config } from '@certloom/server/config'
import { demoAccounts } from '@certloom/server/development/demoAccounts'
import { describe, expect, it } from 'vitest'
import { problemOf, visit } from '../support/client.ts'
import { startWorld, type World } from '../support/world.ts'

async function inWorld<T>(overrides: Partial<Config>, look: (world: World) => Promise<T>): Promise<T> {
  const world = await startWorld(overrides)
  try {
    return await look(world)
  } finally {
    await world.stop()
  }
}

const infoOf = (world: World) => visit(world).api.development.info()

describe('what a server tells before anybody signed in', () => {
  it('offers the demo accounts once the demo world is there, not before', async () => {
    await inWorld({ seed: 'demo' }, async (world) => {
      expect(await infoOf(world)).toMatchObject({ demo_accounts: [], demo_password: null })
      await visit(world).api.accounts.signUp({
        organization_name: 'Harbor Compliance',
        name: 'Ingrid Solberg',
        email: 'owner@harbor.test',
        password: 'certloom-demo',
      })
      expect(await infoOf(world)).toEqual({ demo_accounts: demoAccounts, demo_password: 'certloom-demo', has_development_outbox: true })
    })
  })

  it('offers none on a server that was started empty, whoever signs up there', async () => {
    await inWorld({ seed: 'empty' }, async (world) => {
      await visit(world).api.accounts.signUp({
        organization_name: 'Harbor',
        name: 'Ingrid',
        email: 'owner@harbor.test',
        password: 'certloom-demo',
      })
      expect(await infoOf(world)).toMatchObject({ demo_accounts: [], demo_password: null })
    })
  })

  it('shows unsent mail on a developer’s own machine, newest first', async () => {
    await inWorld({}, async (world) => {
      const ingrid = visit(world)
      await ingrid.api.accounts.signUp({
        organization_name: 'Harbor',
        name: 'Ingrid',
        email: 'ingrid@harbor.test',
        password: 'certloom-demo',
      })
      await ingrid.api.members.invite({ email: 'tom@harbor.test', role: 'member' })
      await ingrid.api.members.invite({ email: 'mei@harbor.test', role: 'viewer' })
      const { data } = await visit(world).api.development.outbox()
      expect(data.map(({ to, subject }) => ({ to, subject }))).toEqual([
        { to: 'mei@harbor.test', subject: 'Invitation to Harbor' },
        { to: 'tom@harbor.test', subject: 'Invitation to Harbor' },
      ])
      expect(data[0]?.text).toMatch(/http:\/\/127\.0\.0\.1:\d+\/invitations\/[\w-]{43}/)
    })
  })

  it.each([
    ['sends mail', { smtpUrl: 'smtp://127.0.0.1:1' }],
    ['listens to the world', { isLoopback: false, host: '0.0.0.0' }],
    ['stands behind a proxy under a public address', { publicUrl: 'https://certloom.example' }],
    ['trusts a proxy', { trustProxy: 1 }],
  ] satisfies [string, Partial<Config>][])('has no such outbox where the server %s', async (_title, overrides) => {
    await inWorld(overrides, async (world) => {
      expect((await infoOf(world)).has_development_outbox).toBe(false)
      expect((await problemOf(visit(world).api.development.outbox())).code).toBe('not_found')
    })
  })
})
