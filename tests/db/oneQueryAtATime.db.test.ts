import { withTenant } from '@certloom/server/db/tenant'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

it('sends one query at a time on a connection, also where one read has several relations', async () => {
  const { me } = await signUp(world, 'Olivia', 'Harbor Compliance')
  const underWay = new Map<unknown, number>()
  let most = 0
  const original = pg.Client.prototype.query as (...query: unknown[]) => unknown
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(async function (this: unknown, ...query: unknown[]) {
    underWay.set(this, (underWay.get(this) ?? 0) + 1)
    most = Math.max(most, underWay.get(this) ?? 0)
    try {
      return await original.apply(this, query)
    } finally {
      underWay.set(this, (underWay.get(this) ?? 1) - 1)
    }
  } as never)
  await withTenant(world.app.services.db, { organizationId: me.organization.id }, (tx) =>
    tx.organization.findMany({ include: { members: true, customers: true } }),
  ).finally(() => spy.mockRestore())
  expect(most).toBe(1)
})
