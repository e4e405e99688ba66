import { Uploaded } from '@certloom/shared/evidence/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Visitor } from '../support/client.ts'
import { problemOf } from '../support/client.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { upload } from '../support/uploads.ts'
import { startWorld, type World } from '../support/world.ts'
import { newTask } from '../tasks/newTask.ts'

let world: World
let ines: Person
let mara: Person
let stranger: Person
let customer_id: string
beforeAll(async () => {
  world = await startWorld()
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
  customer_id = (await ines.api.customers.create({ company_name: 'Acme Corp' })).id
  const other = await ines.api.customers.create({ company_name: 'Beta Inc' })
  mara = await invite(world, ines, 'Mara Acme', 'contributor', customer_id)
  stranger = await invite(world, ines, 'Bea Beta', 'manager', other.id)
})
afterAll(() => world.stop())

function give(by: Visitor, taskId: string, name: string, fields: Record<string, string> = {}): Promise<Response> {
  const form = new FormData()
  for (const [key, value] of Object.entries(fields)) form.append(key, value)
  form.append('file', new Blob([`This is ${name}.`]), name)
  return by.fetch(`/api/v1/tasks/${taskId}/upload-evidence`, { method: 'POST', body: form })
}

test('a file sent to a task is its evidence and completes it; from a customer it waits', async () => {
  const task = await newTask(ines, customer_id, { requires_evidence: true })
  const answer = await give(ines, task.id, 'minutes.txt', { title: 'Minutes of the board', valid_until: '2031-01-31' })
  expect(answer.status).toBe(201)
  const { evidence } = Uploaded.parse(await answer.json())
  expect(evidence).toMatchObject({ title: 'Minutes of the board', valid_until: '2031-01-31', links: [{ task_id: task.id }] })
  expect(await ines.api.tasks.get({ task_id: task.id })).toMatchObject({ status: 'completed', evidence_uploaded: true })

  const waiting = await newTask(ines, customer_id, { requires_evidence: true })
  expect((await give(mara, waiting.id, 'log.txt')).status).toBe(201)
  expect(await ines.api.tasks.get({ task_id: waiting.id })).toMatchObject({ status: 'pending', evidence_uploaded: true })
})

test('its evidence is listed page by page, and a file is taken away from it without losing the file', async () => {
  const task = await newTask(ines, customer_id)
  const other = await newTask(ines, customer_id)
  const { file, evidence } = await upload(ines, customer_id, 'one.txt', 'one', { task_id: task.id })
  await ines.api.evidence.attach({ evidence_id: evidence?.id ?? '', target: { task_id: other.id } })
  await upload(ines, customer_id, 'two.txt', 'two', { task_id: task.id })
  const first = await mara.api.taskEvidence.list({ task_id: task.id, limit: 1 })
  const rest = await mara.api.taskEvidence.list({ task_id: task.id, limit: 1, cursor: first.next_cursor ?? '' })
  expect([...first.data, ...rest.data].map(({ title }) => title)).toEqual(['two', 'one'])

  await ines.api.taskEvidence.detachFile({ task_id: task.id, file_id: file.id })
  expect((await ines.api.taskEvidence.list({ task_id: task.id })).data.map(({ title }) => title)).toEqual(['two'])
  expect((await ines.api.taskEvidence.list({ task_id: other.id })).data.map(({ title }) => title)).toEqual(['one'])
  expect(await ines.api.files.get({ file_id: file.id })).toMatchObject({ original_filename: 'one.txt' })
  expect(await problemOf(ines.api.taskEvidence.detachFile({ task_id: task.id, file_id: file.id }))).toMatchObject({ code: 'not_found' })
})

test('whoever may not see the task neither reads, gives nor takes its evidence', async () => {
  const task = await newTask(ines, customer_id)
  const { file } = await upload(ines, customer_id, 'kept.txt', 'kept', { task_id: task.id })
  expect((await give(stranger, task.id, 'planted.txt')).status).toBe(404)
  expect(await problemOf(stranger.api.taskEvidence.list({ task_id: task.id }))).toMatchObject({ code: 'not_found' })
  expect(await problemOf(stranger.api.taskEvidence.detachFile({ task_id: task.id, file_id: file.id }))).toMatchObject({ code: 'not_found' })
  const viewer = await invite(world, ines, 'Vera Acme', 'viewer', customer_id)
  expect((await give(viewer, task.id, 'planted.txt')).status).toBe(403)
  expect(await problemOf(viewer.api.taskEvidence.detachFile({ task_id: task.id, file_id: file.id }))).toMatchObject({ code: 'forbidden' })
  expect((await ines.api.taskEvidence.list({ task_id: task.id })).data.map(({ title }) => title)).toEqual(['kept'])
})
