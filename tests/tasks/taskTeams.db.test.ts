import { newId } from '@certloom/shared/ids'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { problemOf } from '../support/client.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { newTask } from './newTask.ts'

let world: World
let ines: Person
let maya: Person
let acme: string
beforeAll(async () => {
  world = await startWorld()
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
  acme = (await ines.api.customers.create({ company_name: 'Acme Corp' })).id
  maya = await invite(world, ines, 'Maya Stone', 'member')
})
afterAll(() => world.stop())

const teamOf = (name: string, members: Person[], customer_id: string | null = null) =>
  ines.api.teams.create({ name, customer_id, member_ids: members.map(({ me }) => me.user.id) })

describe('a task of a team', () => {
  test('is everybody’s in it, and is on record', async () => {
    const team = await teamOf('Security team', [maya])
    const { id: task_id } = await newTask(ines, acme, { assigned_team: team.id })
    expect(await maya.api.tasks.get({ task_id })).toMatchObject({
      assigned_team: team.id,
      team: { name: 'Security team' },
      assignee: null,
      is_mine: true,
    })
    expect(await ines.api.tasks.get({ task_id })).toMatchObject({ is_mine: false })
    expect((await maya.api.tasks.list({ mine: true })).data.map(({ id }) => id)).toContain(task_id)
    expect((await ines.api.tasks.list({ mine: true })).data.map(({ id }) => id)).not.toContain(task_id)
    expect((await ines.api.tasks.list({ assigned_team: team.id })).data).toHaveLength(1)
    expect((await ines.api.tasks.list({ assigned_to: 'nobody' })).data.map(({ id }) => id)).not.toContain(task_id)
  })

  test('goes to a person and takes the team off it, and back', async () => {
    const team = await teamOf('Legal', [])
    const { id: task_id } = await newTask(ines, acme, { assigned_team: team.id })
    expect(await ines.api.tasks.update({ task_id, assigned_to: maya.me.user.id })).toMatchObject({
      assignee: { name: 'Maya Stone' },
      team: null,
    })
    expect(await ines.api.tasks.update({ task_id, assigned_team: team.id })).toMatchObject({ assignee: null, team: { name: 'Legal' } })
    expect((await ines.api.activity.list({ entity_id: task_id })).data.filter(({ action }) => action === 'task.assigned')).toHaveLength(2)
  })

  test('of a customer is moved by its people who are in the team, and by no others of them', async () => {
    const daniel = await invite(world, ines, 'Daniel Brandt', 'contributor', acme)
    const other = await invite(world, ines, 'Olga Brandt', 'contributor', acme)
    const team = await teamOf('Acme IT', [daniel], acme)
    const { id: task_id } = await newTask(ines, acme, { assigned_team: team.id })
    expect((await problemOf(other.api.tasks.complete({ task_id }))).code).toBe('forbidden')
    expect(await daniel.api.tasks.complete({ task_id })).toMatchObject({ status: 'completed', is_mine: true })
  })

  test('of the organization keeps its name from a customer’s people', async () => {
    const daniel = await invite(world, ines, 'Daniel Brandt', 'manager', acme)
    const team = await teamOf('Turnaround of Acme', [maya])
    const { id: task_id } = await newTask(ines, acme, { assigned_team: team.id })
    expect(JSON.stringify(await daniel.api.tasks.get({ task_id }))).not.toContain('Turnaround')
  })

  test('is refused for both at once, another customer’s team, another organization’s, an archived one, and none', async () => {
    const beta = (await ines.api.customers.create({ company_name: 'Beta Inc' })).id
    const omar = await signUp(world, 'Omar Haddad', 'Northlight Advisors')
    const [own, theirs, foreign] = [
      await teamOf('Auditors', []),
      await teamOf('Beta people', [], beta),
      await omar.api.teams.create({ name: 'Omar’s' }),
    ]
    const { id: task_id } = await newTask(ines, acme)
    const both = ines.api.tasks.update({ task_id, assigned_team: own.id, assigned_to: maya.me.user.id })
    expect((await problemOf(both)).code).toBe('invalid_input')
    await ines.api.teams.archive({ team_id: own.id })
    for (const { id: assigned_team } of [theirs, foreign, own, { id: newId() }])
      expect((await problemOf(ines.api.tasks.update({ task_id, assigned_team }))).code).toBe('invalid_input')
    expect(await ines.api.tasks.get({ task_id })).toMatchObject({ assigned_team: null, assigned_to: null })
  })
})

describe('what does not go', () => {
  test('moving a task that somebody moved meanwhile, but not to where it is already', async () => {
    const { id: task_id } = await newTask(ines, acme)
    await maya.api.tasks.complete({ task_id })
    const late = ines.api.tasks.update({ task_id, status: 'in_progress', expected_status: 'pending' })
    await expect(late).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('completed meanwhile') })
    expect(await ines.api.tasks.update({ task_id, status: 'completed', expected_status: 'pending' })).toMatchObject({ status: 'completed' })
    await maya.api.tasks.remove({ task_id })
    expect((await problemOf(ines.api.tasks.update({ task_id, status: 'pending', expected_status: 'completed' }))).code).toBe('not_found')
  })

  test('tasks of two tenants in one bulk: one’s own change, the others are not there', async () => {
    const omar = await signUp(world, 'Omar Haddad', 'Northlight Advisors')
    const gamma = (await omar.api.customers.create({ company_name: 'Gamma' })).id
    const [own, foreign] = [await newTask(ines, acme), await newTask(omar, gamma)]
    const { results } = await ines.api.tasks.bulk({ task_ids: [own.id, foreign.id], changes: { priority: 'urgent' } })
    expect(results.map(({ ok, code }) => [ok, code])).toEqual([
      [true, null],
      [false, 'not_found'],
    ])
    expect(await omar.api.tasks.get({ task_id: foreign.id })).toMatchObject({ priority: 'medium' })
  })

  test.each(['2026-02-30', '0206-01-01', '20260-01-01', 'tomorrow', ''])('a task due on “%s”', async (due_date) => {
    const { id: task_id } = await newTask(ines, acme)
    expect((await problemOf(newTask(ines, acme, { due_date }))).code).toBe('invalid_input')
    expect((await problemOf(ines.api.tasks.update({ task_id, due_date }))).code).toBe('invalid_input')
    expect((await problemOf(ines.api.tasks.bulk({ task_ids: [task_id], changes: { due_date } }))).code).toBe('invalid_input')
  })

  test('getting around the evidence, whichever way it is tried', async () => {
    const { id: task_id } = await newTask(ines, acme, { requires_evidence: true })
    await ines.api.tasks.start({ task_id })
    expect((await problemOf(ines.api.tasks.complete({ task_id }))).code).toBe('conflict')
    expect((await problemOf(ines.api.tasks.update({ task_id, status: 'completed', expected_status: 'in_progress' }))).code).toBe('conflict')
    const { results } = await ines.api.tasks.bulk({ task_ids: [task_id], changes: { status: 'completed', priority: 'low' } })
    expect(results).toMatchObject([{ ok: false, code: 'conflict', detail: expect.stringContaining('needs evidence') }])
    expect(await ines.api.tasks.get({ task_id })).toMatchObject({ status: 'in_progress', priority: 'medium' })
  })
})

test('tasks are counted by status as they are filtered', async () => {
  const delta = (await ines.api.customers.create({ company_name: 'Delta' })).id
  const made = [await newTask(ines, delta), await newTask(ines, delta, { priority: 'high' }), await newTask(ines, delta)]
  await ines.api.tasks.complete({ task_id: made[0]?.id ?? '' })
  const none = { in_progress: 0, blocked: 0, cancelled: 0 }
  expect(await ines.api.tasks.counts({ customer_id: delta })).toEqual({ ...none, pending: 2, completed: 1 })
  expect(await ines.api.tasks.counts({ customer_id: delta, priority: ['high'] })).toEqual({ ...none, pending: 1, completed: 0 })
})
