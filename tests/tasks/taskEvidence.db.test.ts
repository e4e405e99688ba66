import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptySection, fillSection } from '../documents/fillSection.ts'
import { iso27001, makeDocument, objectives, readDocument } from '../support/documents.ts'
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

type Target = { task_id: string } | { document_id: string; section_id: string }
const give = (by: Person, customer_id: string, target: Target) =>
  by.api.evidence.addLink({ customer_id, title: 'Signed chart', url: 'https://files.acme.test/chart', targets: [target] })
const needing = () => newTask(ines, acme, { requires_evidence: true })
const read = (task_id: string) => ines.api.tasks.get({ task_id })

test('evidence that staff give completes the task that asked for it, in their name', async () => {
  const { id: task_id } = await needing()
  await give(ines, acme, { task_id })
  expect(await read(task_id)).toMatchObject({ status: 'completed', evidence_uploaded: true, completed_by: { name: 'Ines Duarte' } })
  expect((await ines.api.activity.list({ entity_id: task_id })).data[0]).toMatchObject({
    action: 'task.status_changed',
    after: { status: 'completed' },
  })
})

test('what a customer gives waits until it is accepted; rejecting it takes it away again', async () => {
  const daniel = await invite(world, ines, 'Daniel Brandt', 'contributor', acme)
  const { id: task_id } = await needing()
  const evidence = await give(daniel, acme, { task_id })
  expect(await read(task_id)).toMatchObject({ status: 'pending', evidence_uploaded: true })
  await ines.api.evidence.accept({ evidence_id: evidence.id })
  expect(await read(task_id)).toMatchObject({ status: 'completed' })
  await ines.api.evidence.reject({ evidence_id: evidence.id, reason: 'It is last year’s' })
  expect(await read(task_id)).toMatchObject({ status: 'in_progress', evidence_uploaded: false, completed_by: null })
})

test('a customer’s person does not complete a task with evidence nobody has accepted', async () => {
  const daniel = await invite(world, ines, 'Daniel Brandt', 'contributor', acme)
  const { id: task_id } = await newTask(ines, acme, { requires_evidence: true, assigned_to: daniel.me.user.id })
  const evidence = await give(daniel, acme, { task_id })
  await expect(daniel.api.tasks.complete({ task_id })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('waits for review'),
  })
  expect(await read(task_id)).toMatchObject({ status: 'pending' })
  await ines.api.evidence.accept({ evidence_id: evidence.id })
  expect(await read(task_id)).toMatchObject({ status: 'completed' })
})

test('a task that asks for none is left as it is', async () => {
  const { id: task_id } = await newTask(ines, acme)
  await give(ines, acme, { task_id })
  expect(await read(task_id)).toMatchObject({ status: 'pending', evidence_uploaded: true })
})

test('evidence of a section counts for the section’s task, which is done when words and evidence are there', async () => {
  const document = await makeDocument(ines, 'Sections Ltd')
  const target = { document_id: document.id, section_id: objectives }
  const [task] = (await ines.api.tasks.list(target)).data
  const task_id = task?.id ?? ''
  await ines.api.tasks.update({ task_id, requires_evidence: true })
  const evidence = await give(ines, document.customer_id, target)
  expect(await read(task_id)).toMatchObject({ status: 'pending', evidence_uploaded: true })
  await fillSection(world, ines, document.room, objectives, 'We protect what is entrusted to us.')
  expect(await read(task_id)).toMatchObject({ status: 'completed' })
  await ines.api.evidence.archive({ evidence_id: evidence.id })
  expect(await read(task_id)).toMatchObject({ status: 'in_progress', evidence_uploaded: false })
  await give(ines, document.customer_id, target)
  expect(await read(task_id)).toMatchObject({ status: 'completed' })
  await emptySection(world, ines, document.room, objectives)
  expect(await read(task_id)).toMatchObject({ status: 'pending' })
})

test('a section that is evidence is filled, and its task completed, by what is linked to it', async () => {
  const { id: customer_id } = await ines.api.customers.create({
    company_name: 'Evidence Ltd',
    iso_standards: [{ iso_standard_id: iso27001 }],
  })
  const { data } = await ines.api.documents.list({ customer_id, limit: 200 })
  const documents = await Promise.all(data.map(({ id }) => readDocument(ines, id)))
  const [found] = documents.flatMap((document) =>
    document.content.fillable_sections
      .filter((section) => section.type === 'evidence' && section.is_mandatory)
      .map((section) => ({ room: document.room, target: { document_id: document.id, section_id: section.id } })),
  )
  if (!found) throw new Error('No template has a mandatory evidence section.')
  const task_id = (await ines.api.tasks.list(found.target)).data[0]?.id ?? ''
  await give(ines, customer_id, found.target)
  await world.app.services.live.store(found.room)
  expect(await read(task_id)).toMatchObject({ status: 'completed', evidence_uploaded: true, task_type: 'fillable_section' })
  expect((await ines.api.activity.list({ entity_id: task_id })).data).toMatchObject([
    { actor: { name: 'Ines Duarte' }, after: { status: 'completed' } },
  ])
})
