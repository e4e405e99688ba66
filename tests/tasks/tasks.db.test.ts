import { newId } from '@certloom/shared/ids'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { problemOf } from '../support/client.ts'
import { makeDocumentOf, objectives } from '../support/documents.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { newTask } from './newTask.ts'

let world: World
let ines: Person
let acme: string
beforeAll(async () => {
  world = await startWorld()
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
  acme = (await ines.api.customers.create({ company_name: 'Acme Corp' })).id
})
afterAll(() => world.stop())

const activitiesOf = async (entity_id: string) => (await ines.api.activity.list({ entity_id })).data
const codesOf = async (attempts: Promise<unknown>[]) => new Set((await Promise.all(attempts.map(problemOf))).map(({ code }) => code))
const giveEvidence = (taskId: string) => world.sql('update task set has_evidence = true where id = $1', [taskId])

describe('a task somebody adds', () => {
  test('belongs to the customer, waits, and is on record', async () => {
    const task = await newTask(ines, acme, { title: '  Call the auditor ', due_date: '2027-03-01', priority: 'urgent' })
    expect(task).toMatchObject({
      customer_id: acme,
      customer_name: 'Acme Corp',
      plan_id: null,
      document_id: null,
      task_scope: 'customer',
      task_type: 'custom',
      title: 'Call the auditor',
      status: 'pending',
      priority: 'urgent',
      due_date: '2027-03-01',
      requires_evidence: false,
      evidence_uploaded: false,
      auto_generated: false,
      assigned_to: null,
      assignee: null,
      created_by: { id: ines.me.user.id, name: 'Ines Duarte' },
    })
    expect(await ines.api.tasks.get({ task_id: task.id })).toEqual({ ...task, section: null, evidence_policy: 'uploads' })
    expect(await activitiesOf(task.id)).toMatchObject([
      { action: 'task.created', entity_type: 'task', entity_name: 'Call the auditor', actor: { id: ines.me.user.id } },
    ])
  })

  test('of a section is one of its document and of the document’s plan', async () => {
    const document = await makeDocumentOf(ines, acme)
    const task = await newTask(ines, acme, { document_id: document.id, section_id: objectives })
    expect(task).toMatchObject({
      task_scope: 'document',
      plan_id: document.plan_id,
      document_id: document.id,
      document_name: document.document_name,
      section_id: objectives,
    })
    expect(await newTask(ines, acme, { plan_id: document.plan_id })).toMatchObject({ task_scope: 'iso_plan', plan_id: document.plan_id })
  })

  test('is refused where its parts do not belong together', async () => {
    const beta = (await ines.api.customers.create({ company_name: 'Beta Inc' })).id
    const document = await makeDocumentOf(ines, beta)
    for (const place of [
      { document_id: document.id },
      { plan_id: document.plan_id },
      { section_id: objectives },
      { task_scope: 'document' as const },
      { document_id: newId() },
    ])
      expect((await problemOf(newTask(ines, acme, place))).code, JSON.stringify(place)).toBe('invalid_input')
    expect((await problemOf(newTask(ines, beta, { document_id: document.id, section_id: 'nothing' }))).code).toBe('invalid_input')
    expect((await problemOf(newTask(ines, beta, { document_id: document.id, plan_id: newId() }))).code).toBe('invalid_input')
    expect((await problemOf(newTask(ines, newId()))).code).toBe('not_found')
  })

  test('can be deleted, and the deletion is on record; one that came with a plan can not', async () => {
    const task = await newTask(ines, acme, { title: 'A mistake' })
    await ines.api.tasks.remove({ task_id: task.id })
    expect((await problemOf(ines.api.tasks.get({ task_id: task.id }))).code).toBe('not_found')
    expect((await activitiesOf(task.id))[0]).toMatchObject({ action: 'task.deleted', before: { title: 'A mistake' } })
    const generated = await newTask(ines, acme)
    await world.sql('update task set is_generated = true where id = $1', [generated.id])
    const problem = ines.api.tasks.remove({ task_id: generated.id })
    await expect(problem).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('Cancel it instead') })
  })
})

describe('changing a task', () => {
  test('changes what is named and leaves the rest, and says what it was before', async () => {
    const task = await newTask(ines, acme, { description: 'By phone', due_date: '2027-03-01' })
    const changed = await ines.api.tasks.update({ task_id: task.id, title: 'Write to the auditor', due_date: null })
    expect(changed).toMatchObject({ title: 'Write to the auditor', description: 'By phone', due_date: null, priority: 'medium' })
    expect((await activitiesOf(task.id))[0]).toMatchObject({
      action: 'task.changed',
      before: { title: 'Call the auditor', due_date: '2027-03-01' },
      after: { title: 'Write to the auditor', due_date: null },
    })
  })

  test('to what it already is writes nothing', async () => {
    const task = await newTask(ines, acme, { due_date: '2027-03-01' })
    const again = await ines.api.tasks.update({ task_id: task.id, title: task.title, due_date: '2027-03-01', status: 'pending' })
    expect(again).toEqual(task)
    expect(await activitiesOf(task.id)).toHaveLength(1)
  })

  test('is done through its life: begun, blocked with a reason, opened again, completed, each on record', async () => {
    const { id: task_id } = await newTask(ines, acme)
    await ines.api.tasks.start({ task_id })
    expect(await ines.api.tasks.block({ task_id, reason: 'The auditor is on holiday' })).toMatchObject({
      status: 'blocked',
      blocked_reason: 'The auditor is on holiday',
    })
    expect(await ines.api.tasks.reopen({ task_id })).toMatchObject({ status: 'pending', blocked_reason: null })
    const completed = await ines.api.tasks.complete({ task_id })
    expect(completed).toMatchObject({ status: 'completed', completed_by: { name: 'Ines Duarte' }, completed_at: expect.any(String) })
    expect(await ines.api.tasks.complete({ task_id })).toEqual(completed)
    expect(await ines.api.tasks.reopen({ task_id })).toMatchObject({ status: 'pending', completed_by: null, completed_at: null })
    await ines.api.tasks.cancel({ task_id })
    expect((await activitiesOf(task_id)).map(({ action, after }) => [action, (after as { status?: string }).status])).toEqual([
      ['task.status_changed', 'cancelled'],
      ['task.status_changed', 'pending'],
      ['task.status_changed', 'completed'],
      ['task.status_changed', 'pending'],
      ['task.status_changed', 'blocked'],
      ['task.status_changed', 'in_progress'],
      ['task.created', undefined],
    ])
  })

  test('does not complete what lacks required evidence, and says which', async () => {
    const { id: task_id } = await newTask(ines, acme, { requires_evidence: true, evidence_description: 'The signed contract' })
    await expect(ines.api.tasks.complete({ task_id })).rejects.toMatchObject({
      code: 'conflict',
      status: 409,
      message: 'This task needs evidence before it can be completed: The signed contract',
    })
    expect((await problemOf(ines.api.tasks.update({ task_id, status: 'completed' }))).code).toBe('conflict')
    await giveEvidence(task_id)
    expect(await ines.api.tasks.complete({ task_id })).toMatchObject({ status: 'completed', evidence_uploaded: true })
  })

  test('to a status it cannot have now is a conflict, and changes nothing else either', async () => {
    const { id: task_id } = await newTask(ines, acme)
    await ines.api.tasks.complete({ task_id })
    expect((await problemOf(ines.api.tasks.update({ task_id, status: 'cancelled', title: 'Changed' }))).code).toBe('conflict')
    expect((await problemOf(ines.api.tasks.update({ task_id, requires_evidence: true }))).code).toBe('conflict')
    expect(await ines.api.tasks.get({ task_id })).toMatchObject({ status: 'completed', title: 'Call the auditor' })
    expect((await problemOf(ines.api.tasks.update({ task_id, status: 'blocked' }))).code).toBe('invalid_input')
  })

  test('twice at once completes it once', async () => {
    const { id: task_id } = await newTask(ines, acme)
    await Promise.all([ines.api.tasks.complete({ task_id }), ines.api.tasks.complete({ task_id })])
    expect((await activitiesOf(task_id)).filter(({ action }) => action === 'task.status_changed')).toHaveLength(1)
  })
})

describe('assigning a task', () => {
  test('is on record, and takes somebody who can see the customer', async () => {
    const maya = await invite(world, ines, 'Maya Stone', 'member')
    const daniel = await invite(world, ines, 'Daniel Brandt', 'contributor', acme)
    const { id: task_id } = await newTask(ines, acme, { assigned_to: maya.me.user.id })
    expect(await ines.api.tasks.update({ task_id, assigned_to: daniel.me.user.id })).toMatchObject({
      assigned_to: daniel.me.user.id,
      assignee: { name: 'Daniel Brandt' },
    })
    expect((await activitiesOf(task_id))[0]).toMatchObject({
      action: 'task.assigned',
      before: { assigned_to: maya.me.user.id },
      after: { assigned_to: daniel.me.user.id },
    })
    expect(await ines.api.tasks.update({ task_id, assigned_to: null })).toMatchObject({ assignee: null })
  })

  test('to a stranger, to another customer’s staff or to somebody who left is refused', async () => {
    const omar = await signUp(world, 'Omar Haddad', 'Northlight Advisors')
    const beta = (await ines.api.customers.create({ company_name: 'Beta Inc' })).id
    const sofia = await invite(world, ines, 'Sofia Lindqvist', 'manager', beta)
    const gone = await invite(world, ines, 'Gone Person', 'member')
    await ines.api.members.remove({ user_id: gone.me.user.id })
    for (const person of [omar, sofia, gone]) {
      expect((await problemOf(newTask(ines, acme, { assigned_to: person.me.user.id }))).code).toBe('invalid_input')
    }
  })
})

describe('many tasks at once', () => {
  test('change each by itself: what cannot change says why and keeps no other from it', async () => {
    const [plain, needing] = [await newTask(ines, acme), await newTask(ines, acme, { requires_evidence: true })]
    const missing = newId()
    const task_ids = [plain.id, needing.id, missing, plain.id]
    const { results } = await ines.api.tasks.bulk({ task_ids, changes: { status: 'completed', priority: 'low' } })
    expect(results).toEqual([
      { task_id: plain.id, ok: true, code: null, detail: null },
      { task_id: needing.id, ok: false, code: 'conflict', detail: expect.stringContaining('needs evidence') },
      { task_id: missing, ok: false, code: 'not_found', detail: expect.any(String) },
    ])
    expect(await ines.api.tasks.get({ task_id: plain.id })).toMatchObject({ status: 'completed', priority: 'low' })
    expect(await ines.api.tasks.get({ task_id: needing.id })).toMatchObject({ status: 'pending', priority: 'medium' })
  })

  test('change each by itself: what nobody expected of one is told of that one, and the others are answered', async () => {
    const [plain, broken, last] = [await newTask(ines, acme), await newTask(ines, acme), await newTask(ines, acme)]
    await world.sql(`create function break_task() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$`)
    await world.sql(
      `create trigger break_task before update on task for each row when (old.id = '${broken.id}') execute function break_task()`,
    )
    const { results } = await ines.api.tasks.bulk({ task_ids: [plain.id, broken.id, last.id], changes: { priority: 'low' } })
    expect(results.map(({ task_id, code }) => [task_id, code])).toEqual([
      [plain.id, null],
      [broken.id, 'internal'],
      [last.id, null],
    ])
    expect(await ines.api.tasks.get({ task_id: last.id })).toMatchObject({ priority: 'low' })
  })

  test('change only where they stand as expected, if that is said', async () => {
    const [waiting, moved] = [await newTask(ines, acme), await newTask(ines, acme)]
    await ines.api.tasks.start({ task_id: moved.id })
    const changes = { status: 'cancelled', expected_status: 'pending' } as const
    const { results } = await ines.api.tasks.bulk({ task_ids: [waiting.id, moved.id], changes })
    expect(results.map(({ code }) => code)).toEqual([null, 'conflict'])
    expect(await ines.api.tasks.get({ task_id: moved.id })).toMatchObject({ status: 'in_progress' })
  })
})

describe('roles', () => {
  test.each(['reviewer', 'member', 'admin'] as const)('a %s adds, changes, completes and deletes tasks', async (role) => {
    const rolf = await invite(world, ines, 'Rolf Berg', role)
    const { id: task_id } = await newTask(rolf, acme)
    await rolf.api.tasks.update({ task_id, priority: 'high' })
    expect(await rolf.api.tasks.complete({ task_id })).toMatchObject({ status: 'completed', completed_by: { name: 'Rolf Berg' } })
    await rolf.api.tasks.remove({ task_id })
  })

  test('a viewer reads tasks and changes none', async () => {
    const vera = await invite(world, ines, 'Vera Kahn', 'viewer')
    const { id: task_id } = await newTask(ines, acme, { assigned_to: vera.me.user.id })
    expect(await vera.api.tasks.get({ task_id })).toMatchObject({ title: 'Call the auditor' })
    expect(
      await codesOf([
        vera.api.tasks.complete({ task_id }),
        vera.api.tasks.update({ task_id, title: 'Mine' }),
        vera.api.tasks.remove({ task_id }),
        vera.api.tasks.bulk({ task_ids: [task_id], changes: { status: 'completed' } }),
        newTask(vera, acme),
      ]),
    ).toEqual(new Set(['forbidden']))
  })

  test.each(['manager', 'contributor'] as const)("a customer's %s moves the tasks assigned to them, and nothing else", async (role) => {
    const daniel = await invite(world, ines, 'Daniel Brandt', role, acme)
    const { id: task_id } = await newTask(ines, acme, { assigned_to: daniel.me.user.id })
    expect(await daniel.api.tasks.block({ task_id, reason: 'On holiday' })).toMatchObject({ status: 'blocked' })
    expect(await daniel.api.tasks.update({ task_id, status: 'in_progress' })).toMatchObject({ status: 'in_progress' })
    expect(await daniel.api.tasks.complete({ task_id })).toMatchObject({ status: 'completed', completed_by: { name: 'Daniel Brandt' } })
    expect(await daniel.api.tasks.reopen({ task_id })).toMatchObject({ status: 'pending' })
    const other = await newTask(ines, acme)
    const cancelled = await newTask(ines, acme, { assigned_to: daniel.me.user.id })
    await ines.api.tasks.cancel({ task_id: cancelled.id })
    await expect(daniel.api.tasks.cancel({ task_id })).rejects.toMatchObject({ message: expect.stringContaining('your consultant') })
    expect(
      await codesOf([
        daniel.api.tasks.cancel({ task_id }),
        daniel.api.tasks.reopen({ task_id: cancelled.id }),
        daniel.api.tasks.update({ task_id, title: 'Mine' }),
        daniel.api.tasks.update({ task_id, status: 'pending', assigned_to: null }),
        daniel.api.tasks.complete({ task_id: other.id }),
        daniel.api.tasks.remove({ task_id }),
        daniel.api.tasks.bulk({ task_ids: [task_id], changes: { status: 'pending' } }),
        newTask(daniel, acme),
      ]),
    ).toEqual(new Set(['forbidden']))
    expect(await ines.api.tasks.get({ task_id })).toMatchObject({ status: 'pending' })
    expect(await ines.api.tasks.get({ task_id: cancelled.id })).toMatchObject({ status: 'cancelled' })
  })

  test("a customer's viewer completes not even what is assigned to them", async () => {
    const vito = await invite(world, ines, 'Vito Serra', 'viewer', acme)
    const { id: task_id } = await newTask(ines, acme, { assigned_to: vito.me.user.id })
    expect((await problemOf(vito.api.tasks.complete({ task_id }))).code).toBe('forbidden')
  })

  test('another organization and another customer’s staff see nothing of a task and change nothing', async () => {
    const omar = await signUp(world, 'Omar Haddad', 'Northlight Advisors')
    const beta = (await ines.api.customers.create({ company_name: 'Beta Inc' })).id
    const sofia = await invite(world, ines, 'Sofia Lindqvist', 'manager', beta)
    const { id: task_id } = await newTask(ines, acme)
    for (const stranger of [omar, sofia]) {
      expect((await stranger.api.tasks.list({})).data).toEqual([])
      expect(
        await codesOf([
          stranger.api.tasks.get({ task_id }),
          stranger.api.tasks.complete({ task_id }),
          stranger.api.tasks.remove({ task_id }),
        ]),
      ).toEqual(new Set(['not_found']))
    }
    expect((await problemOf(sofia.api.tasks.list({ customer_id: acme }))).code).toBe('not_found')
    const { results } = await omar.api.tasks.bulk({ task_ids: [task_id], changes: { status: 'completed' } })
    expect(results).toMatchObject([{ ok: false, code: 'not_found' }])
    expect(await ines.api.tasks.get({ task_id })).toMatchObject({ status: 'pending' })
  })
})
