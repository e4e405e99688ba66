import type { LiveEvent } from '@certloom/shared/events/contract'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
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

/** Listens, and collects what is told until the stream ends. */
async function listen(person: Person, reach_back_ms?: number) {
  const heard: LiveEvent[] = []
  const stop = new AbortController()
  const stream = await person.api.events.subscribe({ reach_back_ms }, { signal: stop.signal })
  const state = { hasEnded: false }
  const reading = (async () => {
    for await (const event of stream) heard.push(event)
    state.hasEnded = true
  })().catch(() => {})
  return {
    heard,
    state,
    async stop() {
      stop.abort()
      await reading
    },
  }
}

const hasHeard = ({ heard }: { heard: LiveEvent[] }, id: string) => vi.waitFor(() => expect(heard.map((event) => event.id)).toContain(id))

test('whoever may see a thing hears that it changed, and nothing of what it says', async () => {
  const viewer = await invite(world, ines, 'Vera Lund', 'viewer')
  const stream = await listen(viewer)
  const customer = await ines.api.customers.create({ company_name: 'Whispered Secret Ltd' })
  await hasHeard(stream, customer.id)
  const about = stream.heard.filter(({ id }) => id === customer.id) // that the viewer came may still be told, too
  expect(about).toEqual([{ type: 'customer.created', entity: 'customer', id: customer.id }])
  expect(JSON.stringify(stream.heard)).not.toContain('Whispered')
  await stream.stop()
})

test('another organization hears nothing', async () => {
  const stranger = await signUp(world, 'Nora West', 'Northlight Advisors')
  const stream = await listen(stranger)
  await ines.api.customers.create({ company_name: 'Unheard Ltd' })
  const own = await stranger.api.customers.create({ company_name: 'Heard Ltd' })
  await hasHeard(stream, own.id)
  expect(stream.heard.map((event) => event.id)).toEqual([own.id])
  await stream.stop()
})

test('a customer’s people hear of their own customer only, and of nobody’s sign-in', async () => {
  const [acme, other] = await Promise.all(['Acme', 'Other'].map((company_name) => ines.api.customers.create({ company_name })))
  const contributor = await invite(world, ines, 'Carl Acme', 'contributor', acme?.id)
  const stream = await listen(contributor)
  await invite(world, ines, 'Olga Other', 'contributor', other?.id)
  const guest = await invite(world, ines, 'Anna Acme', 'contributor', acme?.id)
  await vi.waitFor(() => expect(stream.heard.some((event) => event.type === 'invitation.accepted')).toBe(true))
  const others = await world.sql<{ id: string }>('select entity_id id from activity where customer_id is distinct from $1', [acme?.id])
  expect(guest.me.customer?.id).toBe(acme?.id)
  expect(stream.heard.filter((event) => others.some(({ id }) => id === event.id))).toEqual([])
  await stream.stop()
})

test('a stream that reaches back begins with what was told before, to whoever may know it', async () => {
  const from = performance.now()
  const { id: customer_id } = await ines.api.customers.create({ company_name: 'Earlier Ltd' })
  const carl = await invite(world, ines, 'Carl Earlier', 'contributor', customer_id)
  const { id } = await ines.api.customers.create({ company_name: 'Just Before Ltd' })
  const late = await listen(ines)
  const since = () => Math.ceil(performance.now() - from)
  const witness = await listen(ines, since())
  await hasHeard(witness, id)
  const portal = await listen(carl, since())
  await hasHeard(portal, customer_id)
  const last = await ines.api.customers.update({ customer_id, industry: 'Ports' })
  for (const stream of [late, portal]) await hasHeard(stream, last.id)
  expect(late.heard.map((event) => event.id)).toEqual([last.id])
  expect(portal.heard.map((event) => event.id)).not.toContain(id)
  expect(witness.heard.filter((event) => event.id === id)).toHaveLength(1)
  for (const stream of [late, witness, portal]) await stream.stop()
})

test('a change that is rolled back is never told', async () => {
  const stream = await listen(ines)
  await world.sql(`begin;
    insert into activity select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid()))).* from activity a limit 1;
    rollback`)
  const customer = await ines.api.customers.create({ company_name: 'Kept Ltd' })
  await hasHeard(stream, customer.id)
  expect(stream.heard).toHaveLength(1)
  await stream.stop()
})

test('the stream ends with the session and with every right that is taken away', async () => {
  const maya = await invite(world, ines, 'Maya Stone', 'member')
  const demoted = await listen(maya)
  await ines.api.members.changeRole({ user_id: maya.me.user.id, role: 'viewer' })
  await vi.waitFor(() => expect(demoted.state.hasEnded).toBe(true))
  const signedOut = await listen(maya)
  await maya.api.accounts.logout()
  await vi.waitFor(() => expect(signedOut.state.hasEnded).toBe(true))
  expect((await problemOf(maya.api.events.subscribe({}))).code).toBe('not_signed_in')
})

test('the stream ends with the time of its login', async () => {
  const maya = await invite(world, ines, 'Maya Stone', 'member')
  const { events, sessions } = world.app.services
  const [login] = await world.sql<{ id: string }>('select id from session where user_id = $1', [maya.me.user.id])
  const found = await sessions.findById(login?.id ?? '')
  if (found === null || found.actor.kind === 'guest') throw new Error('Maya is not signed in.')
  const endsAt = new Date(Date.now() + 1_500)
  const stream = events.subscribe({ ...found, actor: found.actor, endsAt }, 0)
  const customer = await ines.api.customers.create({ company_name: 'In Time Ltd' })
  const heard: string[] = []
  for await (const { id } of stream) heard.push(id)
  expect(heard).toContain(customer.id)
  expect(Date.now() - endsAt.getTime()).toBeLessThan(2_000)
})

test('the stream ends when something may have been missed, and tells again once the database is back', async () => {
  const stream = await listen(ines)
  const { id } = await ines.api.customers.create({ company_name: 'Lost Ltd' })
  await hasHeard(stream, id)
  await world.sql(`select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen %' and datname = current_database()`)
  await vi.waitFor(() => expect(stream.state.hasEnded).toBe(true))
  const reaching = await listen(ines, 60_000)
  await vi.waitFor(() => expect(reaching.state.hasEnded).toBe(true))
  await vi.waitFor(
    async () => {
      const again = await listen(ines)
      const customer = await ines.api.customers.create({ company_name: 'Back Ltd' })
      await vi.waitFor(() => expect(again.heard.map((event) => event.id)).toContain(customer.id), { timeout: 300 })
      await again.stop()
    },
    { timeout: 10_000 },
  )
})
