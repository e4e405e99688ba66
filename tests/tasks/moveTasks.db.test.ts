import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { emptySection, fillSection } from '../documents/fillSection.ts'
import { makeDocument, objectives } from '../support/documents.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let ines: Person
beforeAll(async () => {
  world = await startWorld()
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
})
afterAll(() => world.stop())

const words = 'We protect what is entrusted to us.'

async function newTaskOfSection(company: string, change = 'set priority = priority') {
  const document = await makeDocument(ines, company)
  const [task] = (await ines.api.tasks.list({ document_id: document.id, section_id: objectives })).data
  if (!task) throw new Error('The section has no task.')
  await world.sql(`update task ${change} where id = $1`, [task.id])
  return { room: document.room, document_id: document.id, task_id: task.id }
}

const statusOf = async (task_id: string): Promise<string> => (await ines.api.tasks.get({ task_id })).status
const movesOf = async (entity_id: string) =>
  (await ines.api.activity.list({ entity_id })).data
    .filter(({ action }) => action === 'task.status_changed')
    .map(({ actor, after }) => [actor.name, (after as { status: string }).status])

test('filling a section completes its task, in the name of who filled it; emptying opens it again', async () => {
  const { room, task_id, document_id } = await newTaskOfSection('Acme Corp')
  const { customer_id } = await ines.api.documents.get({ document_id })
  const daniel = await invite(world, ines, 'Daniel Brandt', 'contributor', customer_id)
  await fillSection(world, daniel, room, objectives, words)
  expect(await ines.api.tasks.get({ task_id })).toMatchObject({ status: 'completed', completed_by: { name: 'Daniel Brandt' } })
  await fillSection(world, ines, room, objectives, 'And more.')
  await emptySection(world, ines, room, objectives)
  expect(await ines.api.tasks.get({ task_id })).toMatchObject({ status: 'pending', completed_by: null, completed_at: null })
  expect(await movesOf(task_id)).toEqual([
    ['Ines Duarte', 'pending'],
    ['Daniel Brandt', 'completed'],
  ])
})

test('a task that asks for evidence waits for it in progress', async () => {
  const { room, task_id } = await newTaskOfSection('Evidence Ltd', 'set requires_evidence = true')
  await fillSection(world, ines, room, objectives, words)
  expect(await statusOf(task_id)).toBe('in_progress')
})

test('marking a section as needing work opens its task again, taking the mark away completes it', async () => {
  const { room, task_id, document_id } = await newTaskOfSection('Marked Ltd')
  await fillSection(world, ines, room, objectives, words)
  await ines.api.documents.markSection({ document_id, section_id: objectives, needs_work: true })
  expect(await statusOf(task_id)).toBe('in_progress')
  await ines.api.documents.markSection({ document_id, section_id: objectives, needs_work: false })
  expect(await statusOf(task_id)).toBe('completed')
  expect(await movesOf(task_id)).toHaveLength(3)
})

test('what people decided stays: a cancelled task does not move, an opened one is not completed by more words', async () => {
  const cancelled = await newTaskOfSection('Cancelled Ltd', "set status = 'cancelled'")
  await fillSection(world, ines, cancelled.room, objectives, words)
  expect(await statusOf(cancelled.task_id)).toBe('cancelled')
  const opened = await newTaskOfSection('Opened Ltd')
  await fillSection(world, ines, opened.room, objectives, words)
  await ines.api.tasks.reopen({ task_id: opened.task_id })
  await fillSection(world, ines, opened.room, objectives, 'And more.')
  expect(await statusOf(opened.task_id)).toBe('pending')
})

test('what somebody decides while a document is saved stays too: the save waits for it', async () => {
  const { room, task_id } = await newTaskOfSection('Decided Ltd')
  const decider = new pg.Client({ connectionString: world.database.superuserUrl })
  await decider.connect()
  await decider.query('begin')
  await decider.query("update task set status = 'cancelled' where id = $1", [task_id])
  const saving = fillSection(world, ines, room, objectives, words)
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  await vi.waitFor(async () => expect(await world.sql(waiting)).toHaveLength(1), { timeout: 4_000 })
  await decider.query('commit')
  await decider.end()
  await saving
  expect(await statusOf(task_id)).toBe('cancelled')
  expect(await movesOf(task_id)).toEqual([])
})

test('only the task of that section moves', async () => {
  const { room, document_id } = await newTaskOfSection('Others Ltd')
  await fillSection(world, ines, room, objectives, words)
  const tasks = (await ines.api.tasks.list({ document_id })).data
  expect(tasks.filter((task) => task.status !== 'pending').map((task) => task.section_id)).toEqual([objectives])
  expect(tasks.length).toBeGreaterThan(1)
})
