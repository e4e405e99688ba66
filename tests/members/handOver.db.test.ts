import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { logOf } from '../accounts/log.ts'
import { betaTemplates, iso9001, planFor } from '../plans/planFor.ts'
import { problemOf } from '../support/client.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { newTask } from '../tasks/newTask.ts'

let world: World
let ines: Person
let tom: Person
let acme: string
beforeAll(async () => {
  world = await startWorld()
})
beforeEach(async () => {
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
  tom = await invite(world, ines, 'Tom Whitfield', 'member')
  acme = (await ines.api.customers.create({ company_name: 'Acme Corp' })).id
})
afterAll(() => world.stop())

const idOf = (person: Person): string => person.me.user.id
const assigneeOf = async (taskId: string) => (await ines.api.tasks.get({ task_id: taskId })).assigned_to

/** An open task, one that is done, a document and its plan, all Tom's. */
async function giveWork() {
  const open = await newTask(ines, acme, { title: 'Call the auditor', assigned_to: idOf(tom) })
  const done = await newTask(ines, acme, { title: 'Find an auditor', assigned_to: idOf(tom) })
  await ines.api.tasks.complete({ task_id: done.id })
  const plan = await planFor(ines, acme, iso9001)
  const [document] = (await ines.api.documents.list({ plan_id: plan.id })).data
  await ines.api.documents.update({ document_id: document?.id ?? '', assigned_to: idOf(tom) })
  await ines.api.plans.update({ customer_id: acme, plan_id: plan.id, owner_id: idOf(tom) })
  return { open, done, documentId: document?.id ?? '', planId: plan.id }
}

test('what somebody would leave behind is told before they are taken out', async () => {
  await giveWork()
  expect(await ines.api.members.openWork({ user_id: idOf(tom) })).toEqual({ tasks: 1, documents: 1, plans: 1 })
  expect((await problemOf(tom.api.members.openWork({ user_id: idOf(ines) }))).code).toBe('forbidden')
})

test('whoever is taken out hands over what is open, keeps what is done, and is signed out; each hand-over is on record', async () => {
  const { open, done, documentId, planId } = await giveWork()
  const mira = await invite(world, ines, 'Mira Kovac', 'member')
  await ines.api.members.remove({ user_id: idOf(tom), reassign_to: idOf(mira) })
  expect(await assigneeOf(open.id)).toBe(idOf(mira))
  expect(await assigneeOf(done.id)).toBe(idOf(tom))
  expect((await ines.api.documents.get({ document_id: documentId })).assigned_to).toBe(idOf(mira))
  expect((await problemOf(tom.api.accounts.me())).code).toBe('not_signed_in')
  expect((await logOf(world, ines.me.organization.id, 'task.assigned')).at(-1)).toMatchObject({
    actor_id: idOf(ines),
    entity_id: open.id,
    before: { assigned_to: idOf(tom) },
    after: { assigned_to: idOf(mira), title: 'Call the auditor' },
  })
  expect((await logOf(world, ines.me.organization.id, 'document.changed')).at(-1)).toMatchObject({
    entity_id: documentId,
    after: { assigned_to: idOf(mira) },
  })
  expect((await ines.api.plans.find({ plan_id: planId })).owner_id).toBe(idOf(mira))
  expect((await logOf(world, ines.me.organization.id, 'plan.changed')).at(-1)).toMatchObject({
    entity_id: planId,
    before: { owner_id: idOf(tom) },
    after: { owner_id: idOf(mira) },
  })
})

test('a team takes the tasks, and somebody what a team cannot answer for', async () => {
  const { open, documentId, planId } = await giveWork()
  const mira = await invite(world, ines, 'Mira Kovac', 'member')
  const team = await ines.api.teams.create({ name: 'Auditors', member_ids: [] })
  await ines.api.members.remove({ user_id: idOf(tom), reassign_to: idOf(mira), reassign_tasks_to_team: team.id })
  expect(await ines.api.tasks.get({ task_id: open.id })).toMatchObject({ assigned_to: null, assigned_team: team.id })
  expect((await ines.api.documents.get({ document_id: documentId })).assigned_to).toBe(idOf(mira))
  expect((await ines.api.plans.find({ plan_id: planId })).owner_id).toBe(idOf(mira))
})

const toldOf = async (person: Person, ...kinds: string[]) =>
  (await person.api.notifications.list({})).data
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ kind, sentence, path }) => ({ kind, sentence, path }))

test('whoever takes over is told once of the tasks and once of the documents, in the inbox and by mail', async () => {
  const { open, documentId } = await giveWork()
  const mira = await invite(world, ines, 'Mira Kovac', 'member')
  await ines.api.members.remove({ user_id: idOf(tom), reassign_to: idOf(mira) })
  const { document_name } = await ines.api.documents.get({ document_id: documentId })
  expect(await toldOf(mira, 'task_assigned', 'document_assigned')).toEqual([
    {
      kind: 'document_assigned',
      sentence: `made you responsible for the document “${document_name}” of Acme Corp`,
      path: `/documents/${documentId}`,
    },
    { kind: 'task_assigned', sentence: 'assigned you the task “Call the auditor” of Acme Corp', path: `/tasks?task=${open.id}` },
  ])
  const mails = await world.sql<{ subject: string }>('select subject from mail where "to" = $1', [mira.email])
  expect(mails.map(({ subject }) => subject)).toContain('Ines Duarte assigned you the task “Call the auditor” of Acme Corp')
})

test('whoever takes over is told of the plans they own now, in the inbox and by mail, without what is cancelled or archived', async () => {
  const ofTom = async (customer: string) => {
    const plan = await planFor(ines, customer, iso9001, betaTemplates)
    await ines.api.plans.update({ customer_id: customer, plan_id: plan.id, owner_id: idOf(tom) })
    return { customer_id: customer, plan_id: plan.id, name: plan.plan_name }
  }
  const gone = (await ines.api.customers.create({ company_name: 'Gone Ltd' })).id
  await ofTom(gone)
  await ines.api.customers.archive({ customer_id: gone })
  const { customer_id, plan_id } = await ofTom(acme)
  await ines.api.plans.cancel({ customer_id, plan_id })
  const open = await ofTom(acme)
  const mira = await invite(world, ines, 'Mira Kovac', 'member')
  await ines.api.members.remove({ user_id: idOf(tom), reassign_to: idOf(mira) })
  const sentence = `made you the owner of the plan “${open.name}” of Acme Corp`
  expect(await toldOf(mira, 'plan_assigned')).toEqual([{ kind: 'plan_assigned', sentence, path: `/plans/${open.plan_id}` }])
  const mails = await world.sql<{ subject: string }>('select subject from mail where "to" = $1', [mira.email])
  expect(mails.map(({ subject }) => subject)).toContain(`Ines Duarte ${sentence}`)
})

test('work of several customers is told together, without what is archived, and not to who hands it over', async () => {
  const beta = (await ines.api.customers.create({ company_name: 'Beta Inc' })).id
  const gone = (await ines.api.customers.create({ company_name: 'Gone Ltd' })).id
  for (const [customer, title] of [
    [acme, 'One'],
    [beta, 'Two'],
    [beta, 'Three'],
    [gone, 'Never'],
  ] as const)
    await newTask(ines, customer, { title, assigned_to: idOf(tom) })
  await ines.api.customers.archive({ customer_id: gone })
  const mira = await invite(world, ines, 'Mira Kovac', 'member')
  await ines.api.members.remove({ user_id: idOf(tom), reassign_to: idOf(mira) })
  expect(await toldOf(mira, 'task_assigned')).toEqual([
    { kind: 'task_assigned', sentence: expect.stringMatching(/^assigned you 3 tasks: .* and 1 more of 2 customers$/), path: '/my-work' },
  ])
  await ines.api.members.remove({ user_id: idOf(mira), reassign_to: idOf(ines) })
  expect(await toldOf(ines, 'task_assigned')).toEqual([])
})

test('a team that takes over is told', async () => {
  await giveWork()
  const mira = await invite(world, ines, 'Mira Kovac', 'member')
  const team = await ines.api.teams.create({ name: 'Auditors', member_ids: [idOf(mira), idOf(tom)] })
  await ines.api.members.remove({ user_id: idOf(tom), reassign_tasks_to_team: team.id })
  expect((await toldOf(mira, 'task_assigned_team')).map(({ sentence }) => sentence)).toEqual([
    'assigned to your team Auditors the task “Call the auditor” of Acme Corp',
  ])
})

test('a team of another customer takes nothing over, and nobody is taken out then', async () => {
  const { open } = await giveWork()
  const beta = (await ines.api.customers.create({ company_name: 'Beta Inc' })).id
  const team = await ines.api.teams.create({ name: 'Beta people', member_ids: [], customer_id: beta })
  const removal = ines.api.members.remove({ user_id: idOf(tom), reassign_tasks_to_team: team.id })
  expect((await problemOf(removal)).code).toBe('invalid_input')
  expect(await assigneeOf(open.id)).toBe(idOf(tom))
})

test('without a successor the work is nobody’s, not a former colleague’s', async () => {
  const { open } = await giveWork()
  await ines.api.members.remove({ user_id: idOf(tom) })
  expect(await assigneeOf(open.id)).toBeNull()
})

test('a task of an archived customer does not come back to somebody who left', async () => {
  const { open } = await giveWork()
  await ines.api.customers.archive({ customer_id: acme })
  await ines.api.members.remove({ user_id: idOf(tom) })
  await ines.api.customers.unarchive({ customer_id: acme })
  expect(await assigneeOf(open.id)).toBeNull()
})

test('somebody who cannot see the customer, who left or who leaves takes nothing over, and nobody is taken out then', async () => {
  const { open } = await giveWork()
  const beta = (await ines.api.customers.create({ company_name: 'Beta Inc' })).id
  const bea = await invite(world, ines, 'Bea Lang', 'contributor', beta)
  const gone = await invite(world, ines, 'Gone Person', 'member')
  await ines.api.members.remove({ user_id: idOf(gone) })
  const stranger = await signUp(world, 'Omar Haddad', 'Northlight Advisors')
  for (const successor of [bea, gone, stranger, tom])
    expect((await problemOf(ines.api.members.remove({ user_id: idOf(tom), reassign_to: idOf(successor) }))).code).toBe('invalid_input')
  expect(await assigneeOf(open.id)).toBe(idOf(tom))
  expect((await tom.api.accounts.me()).user.id).toBe(idOf(tom))
})

test('a customer’s manager hands over the work of their own people', async () => {
  const daniel = await invite(world, ines, 'Daniel Brandt', 'manager', acme)
  const lea = await invite(world, ines, 'Lea Vogt', 'contributor', acme)
  const task = await newTask(ines, acme, { assigned_to: idOf(lea) })
  expect(await daniel.api.members.openWork({ user_id: idOf(lea) })).toEqual({ tasks: 1, documents: 0, plans: 0 })
  await daniel.api.members.remove({ user_id: idOf(lea), reassign_to: idOf(daniel) })
  expect(await assigneeOf(task.id)).toBe(idOf(daniel))
})

test('a task given to somebody while they are taken out is never left with them', async () => {
  for (let round = 0; round < 8; round++) {
    const leaving = await invite(world, ines, 'Leaving Person', 'member')
    const task = await newTask(ines, acme)
    await Promise.allSettled([
      ines.api.tasks.update({ task_id: task.id, assigned_to: idOf(leaving) }),
      ines.api.members.remove({ user_id: idOf(leaving) }),
    ])
    expect(await assigneeOf(task.id)).toBeNull()
  }
})
