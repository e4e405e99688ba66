import type { LiveEvent } from '@certloom/shared/events/contract'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { walk } from '../plans/walk.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const newOwner = () => signUp(world, 'Ines Duarte', 'Harbor Compliance')
const inboxOf = (person: Person, state?: 'unread') => walk((cursor) => person.api.notifications.list({ state, limit: 2, cursor }))

test('whoever invited somebody hears that they joined, and where; nobody else does', async () => {
  const ines = await newOwner()
  const { id: acme } = await ines.api.customers.create({ company_name: 'Acme Corp' })
  const ben = await invite(world, ines, 'Ben Olsen', 'member')
  const carl = await invite(world, ben, 'Carl Acme', 'contributor', acme)
  expect(await inboxOf(ben)).toMatchObject([
    {
      kind: 'person_joined',
      actor: { id: carl.me.user.id, name: 'Carl Acme' },
      sentence: 'accepted your invitation and joined Acme Corp',
      path: '/people',
      read_at: null,
    },
  ])
  expect((await inboxOf(ines)).map((row) => row.actor?.name)).toEqual(['Ben Olsen'])
  expect(await inboxOf(carl)).toEqual([])
})

test('notifications are read one by one or all at once, by their owner alone', async () => {
  const ines = await newOwner()
  const guests = [
    await invite(world, ines, 'Ada', 'member'),
    await invite(world, ines, 'Bo', 'member'),
    await invite(world, ines, 'Cy', 'viewer'),
  ]
  const [newest, ...rest] = await inboxOf(ines)
  expect(await ines.api.notifications.countUnread()).toEqual({ count: 3 })
  expect((await ines.api.notifications.list({ kind: ['person_joined', 'task_mentioned'] })).data).toHaveLength(3)
  expect((await ines.api.notifications.list({ kind: ['task_mentioned'] })).data).toEqual([])
  await guests[0]?.api.notifications.read({ ids: [newest?.id ?? ''] })
  expect(await ines.api.notifications.countUnread()).toEqual({ count: 3 })
  await ines.api.notifications.read({ ids: [newest?.id ?? ''] })
  expect((await inboxOf(ines, 'unread')).map((row) => row.id)).toEqual(rest.map((row) => row.id))
  await ines.api.notifications.read({})
  expect(await inboxOf(ines, 'unread')).toEqual([])
  expect(await inboxOf(ines)).toHaveLength(3)
})

test('each person chooses per kind what reaches their inbox and their mail', async () => {
  const ines = await newOwner()
  const { data } = await ines.api.notifications.preferences()
  expect(data).toContainEqual({ kind: 'person_joined', inbox: true, mail: false })
  await ines.api.notifications.setPreference({ kind: 'person_joined', inbox: false, mail: false })
  await invite(world, ines, 'Ada', 'member')
  expect(await inboxOf(ines)).toEqual([])
  await ines.api.notifications.setPreference({ kind: 'person_joined', inbox: true, mail: true })
  await invite(world, ines, 'Bo', 'member')
  expect(await inboxOf(ines)).toHaveLength(1)
  const mails = await world.sql<{ subject: string; text: string }>('select subject, text from mail where "to" = $1', [ines.email])
  expect(mails).toHaveLength(1)
  expect(mails[0]?.subject).toBe('Bo accepted your invitation and joined Harbor Compliance')
  expect(mails[0]?.text).toContain(`${world.url}/people`)
})

test('a customer’s manager hears of their own people', async () => {
  const ines = await newOwner()
  const { id: acme } = await ines.api.customers.create({ company_name: 'Acme Corp' })
  const manager = await invite(world, ines, 'Mara Acme', 'manager', acme)
  await invite(world, manager, 'Carl Acme', 'contributor', acme)
  expect((await inboxOf(manager)).map((row) => row.actor?.name)).toEqual(['Carl Acme'])
})

test.each([
  ['whose portal is closed', 'portal_enabled = false', 'portal_enabled = true'],
  ['that is archived', 'archived_at = now()', 'archived_at = null'],
])('people of a customer %s get no mail; what happened waits in their inbox', async (_case, shut, open) => {
  const ines = await newOwner()
  const { id: acme } = await ines.api.customers.create({ company_name: 'Acme Corp' })
  const daniel = await invite(world, ines, 'Daniel Brandt', 'contributor', acme)
  const maya = await invite(world, ines, 'Maya Stone', 'member')
  for (const person of [daniel, maya]) await person.api.notifications.setPreference({ kind: 'task_blocked', inbox: true, mail: true })
  const { id: task_id } = await maya.api.tasks.create({ customer_id: acme, title: 'Call the auditor', assigned_to: daniel.me.user.id })
  await world.sql(`update customer set ${shut} where id = $1`, [acme])
  await ines.api.tasks.block({ task_id, reason: 'The auditor is on holiday' })
  const mailed = await world.sql<{ to: string }>(`select "to" from mail where text like '%on holiday%' and "to" = any($1)`, [
    [daniel.email, maya.email],
  ])
  expect(mailed).toEqual([{ to: maya.email }])
  await world.sql(`update customer set ${open} where id = $1`, [acme])
  expect((await inboxOf(daniel)).map(({ kind }) => kind)).toEqual(['task_blocked', 'task_assigned'])
})

test('somebody removed meanwhile is not told', async () => {
  const ines = await newOwner()
  const ben = await invite(world, ines, 'Ben Olsen', 'admin')
  const { id: acme } = await ben.api.customers.create({ company_name: 'Acme Corp' })
  const block = async (title: string) => {
    const { id: task_id } = await ben.api.tasks.create({ customer_id: acme, title })
    return () => ines.api.tasks.block({ task_id, reason: 'It is too early.' })
  }
  const [blockFirst, blockSecond] = [await block('Invite the auditor'), await block('Book a room')]
  const told = () => world.sql('select 1 from notification where user_id = $1', [ben.me.user.id])
  await blockFirst()
  expect(await told()).toHaveLength(1)
  await ines.api.members.remove({ user_id: ben.me.user.id })
  await blockSecond()
  expect(await told()).toHaveLength(1)
})

test('the stream of events tells a person of their own inbox only', async () => {
  const ines = await newOwner()
  const ben = await invite(world, ines, 'Ben Olsen', 'member')
  const heard: LiveEvent[] = []
  const stop = new AbortController()
  const stream = await ines.api.events.subscribe({}, { signal: stop.signal })
  const reading = (async () => {
    for await (const event of stream) heard.push(event)
  })().catch(() => {})
  const { id: acme } = await ines.api.customers.create({ company_name: 'Acme Corp' })
  await invite(world, ben, 'Carl Acme', 'contributor', acme)
  await invite(world, ines, 'Dora', 'member')
  const { id: last } = await ines.api.customers.create({ company_name: 'Last Ltd' })
  await vi.waitFor(() => expect(heard.map(({ id }) => id)).toContain(last))
  const inboxes = heard.flatMap(({ entity, id }) => (entity === 'inbox' ? [id] : []))
  expect(new Set(inboxes)).toEqual(new Set([ines.me.user.id]))
  stop.abort()
  await reading
})
