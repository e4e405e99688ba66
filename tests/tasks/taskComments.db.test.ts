import { afterAll, beforeAll, expect, test } from 'vitest'
import { problemOf } from '../support/client.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { newTask } from './newTask.ts'

let world: World
let ines: Person
let maya: Person
let daniel: Person
let acme: string
beforeAll(async () => {
  world = await startWorld()
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
  acme = (await ines.api.customers.create({ company_name: 'Acme Corp' })).id
  maya = await invite(world, ines, 'Maya Stone', 'member')
  daniel = await invite(world, ines, 'Daniel Brandt', 'contributor', acme)
})
afterAll(() => world.stop())

const saidOf = async (by: Person, task_id: string) => (await by.api.tasks.comments({ task_id })).data
const toldOf = async (person: Person) =>
  (await person.api.notifications.list({})).data.filter(({ kind }) => kind === 'task_mentioned' || kind === 'task_commented')

test('people talk about a task; whoever is mentioned or answers for it is told, once', async () => {
  const { id: task_id } = await newTask(ines, acme, { assigned_to: daniel.me.user.id })
  const mentions = [maya.me.user.id, maya.me.user.id]
  const said = await ines.api.tasks.comment({ task_id, body: ' @Maya Stone please call them ', mentions })
  expect(said).toMatchObject({ body: '@Maya Stone please call them', author: { name: 'Ines Duarte' }, mentions: [{ name: 'Maya Stone' }] })
  expect(await saidOf(daniel, task_id)).toEqual([said])
  expect(await toldOf(maya)).toMatchObject([
    {
      kind: 'task_mentioned',
      actor: { name: 'Ines Duarte' },
      sentence: expect.stringContaining('Call the auditor'),
      path: `/tasks?task=${task_id}`,
    },
  ])
  expect(await toldOf(daniel)).toMatchObject([{ kind: 'task_commented' }])
  expect(await toldOf(ines)).toEqual([])
  expect((await ines.api.activity.list({ entity_id: task_id })).data[0]).toMatchObject({ action: 'task.commented' })
})

test('a team of the organization is told what the customer says on its task, and what it is told names nobody to the customer', async () => {
  const team = await ines.api.teams.create({ name: 'Auditors', member_ids: [maya.me.user.id] })
  const { id: task_id } = await newTask(ines, acme, { title: 'Check the backups', assigned_team: team.id })
  await daniel.api.tasks.comment({ task_id, body: 'They are done.' })
  expect(await toldOf(maya)).toContainEqual(
    expect.objectContaining({
      kind: 'task_commented',
      actor: { id: daniel.me.user.id, name: 'Daniel Brandt' },
      path: `/tasks?task=${task_id}`,
    }),
  )
  expect(JSON.stringify(await daniel.api.tasks.get({ task_id }))).not.toContain(maya.me.user.id)
  expect((await daniel.api.teams.list({ customer_id: acme })).data).toEqual([])
})

test('what staff say among themselves never reaches the customer’s people: no comment, no notice, no activity', async () => {
  const manager = await invite(world, ines, 'Mara Acme', 'manager', acme)
  const { id: task_id } = await newTask(ines, acme, { assigned_to: manager.me.user.id })
  await ines.api.tasks.comment({ task_id, body: 'They are late again', is_internal: true, mentions: [manager.me.user.id, maya.me.user.id] })
  expect(await saidOf(maya, task_id)).toMatchObject([{ is_internal: true }])
  expect(await saidOf(manager, task_id)).toEqual([])
  expect(await toldOf(manager)).toEqual([])
  expect(JSON.stringify(await ines.api.activity.list({ entity_id: task_id }))).toContain('task.commented')
  expect(JSON.stringify(await manager.api.activity.list({ entity_id: task_id }))).not.toContain('task.commented')
  expect((await problemOf(manager.api.tasks.comment({ task_id, body: 'Me too', is_internal: true }))).code).toBe('forbidden')
})

test('one’s own words are changed and taken back, nobody else’s', async () => {
  const { id: task_id } = await newTask(ines, acme)
  const { id: comment_id } = await daniel.api.tasks.comment({ task_id, body: 'On Monday' })
  expect((await problemOf(ines.api.tasks.editComment({ task_id, comment_id, body: 'Never' }))).code).toBe('forbidden')
  expect((await problemOf(ines.api.tasks.removeComment({ task_id, comment_id }))).code).toBe('forbidden')
  const changed = await daniel.api.tasks.editComment({ task_id, comment_id, body: 'On Tuesday' })
  expect(changed).toMatchObject({ body: 'On Tuesday', edited_at: expect.any(String) })
  await daniel.api.tasks.removeComment({ task_id, comment_id })
  expect(await saidOf(ines, task_id)).toEqual([])
})

test('strangers and other customers’ people neither read nor write', async () => {
  const beta = (await ines.api.customers.create({ company_name: 'Beta Inc' })).id
  const sofia = await invite(world, ines, 'Sofia Lindqvist', 'manager', beta)
  const omar = await signUp(world, 'Omar Haddad', 'Northlight Advisors')
  const { id: task_id } = await newTask(ines, acme)
  const { id: comment_id } = await ines.api.tasks.comment({ task_id, body: 'Ours', mentions: [sofia.me.user.id, omar.me.user.id] })
  for (const person of [sofia, omar]) {
    expect((await problemOf(person.api.tasks.comments({ task_id }))).code).toBe('not_found')
    expect((await problemOf(person.api.tasks.comment({ task_id, body: 'Hello' }))).code).toBe('not_found')
    expect((await problemOf(person.api.tasks.removeComment({ task_id, comment_id }))).code).toBe('not_found')
    expect(await toldOf(person)).toEqual([])
  }
})

test.each(['', '   ', 'x'.repeat(5001)])('a comment needs words, and not too many', async (body) => {
  const { id: task_id } = await newTask(ines, acme)
  expect((await problemOf(ines.api.tasks.comment({ task_id, body }))).code).toBe('invalid_input')
})
