import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { problemOf } from '../support/client.ts'
import { type Person, signUp } from '../support/people.ts'
import { type Fate, openPostgresProxy, type PostgresProxy } from '../support/postgresProxy.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let proxy: PostgresProxy
let olivia: Person

beforeAll(async () => {
  world = await startWorld({}, async (url) => {
    proxy = await openPostgresProxy(url)
    return proxy.url
  })
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterEach(() => proxy.restore())
afterAll(async () => {
  await world.stop()
  await proxy.close()
})

const expectToldToTryAgain = async (): Promise<void> =>
  expect(await problemOf(olivia.api.customers.list({}))).toMatchObject({
    code: 'unavailable',
    status: 503,
    detail: 'The database cannot be used right now.',
    next: 'Try again in a moment.',
  })

const expectAnswered = (): Promise<void> =>
  vi.waitFor(async () => expect((await olivia.api.customers.list({})).data.map(({ is_self }) => is_self)).toEqual([true]))

test('whoever asks while the database is gone is told to try again in a moment', async () => {
  proxy.goDown()
  await expectToldToTryAgain()
  proxy.restore()
  await expectAnswered()
})

test.each<[string, Fate]>([
  ['is cut off before it is heard', 'cut'],
  ['is cut off before it is answered', 'cut unanswered'],
  ['is not answered', 'swallow'],
  ['meets a full disk', { sqlState: '53100' }],
  ['meets a deadlock', { sqlState: '40P01' }],
  ['meets a database that is being stopped', { sqlState: '57P01' }],
  ['meets a database with too many connections', { sqlState: '53300' }],
])('whoever’s question %s is told to try again in a moment', async (_trouble, fate) => {
  proxy.decide((sql) => (/from customer c/.test(sql) ? fate : 'pass'))
  await expectToldToTryAgain()
  proxy.restore()
  await expectAnswered()
})

test('whoever asks while others hold every connection is told to try again in a moment', async () => {
  const { db } = world.app.services
  const held = Promise.withResolvers<void>()
  const holders = Array.from({ length: 40 }, () => db.$transaction(() => held.promise, { timeout: 60_000 }).catch(() => {}))
  await expectToldToTryAgain().finally(() => held.resolve())
  await Promise.all(holders)
  await expectAnswered()
})

test('what nobody expected is still called a fault of ours', async () => {
  proxy.decide((sql) => (/from customer c/.test(sql) ? { sqlState: 'XX000' } : 'pass'))
  expect(await problemOf(olivia.api.customers.list({}))).toMatchObject({ code: 'internal', status: 500 })
})
