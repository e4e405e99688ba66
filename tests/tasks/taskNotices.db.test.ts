import { remindOfDueTasks } from '@certloom/server/tasks/remind'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { fillSection } from '../documents/fillSection.ts'
import { lastMailTo, type MailServer, startMailServer, wordsOf } from '../mail/mailServer.ts'
import { makeDocumentOf, objectives } from '../support/documents.ts'
import { inviteBy, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { newTask } from './newTask.ts'

let mailServer: MailServer
let world: World
let ines: Person
let maya: Person
let daniel: Person
let acme: string
beforeAll(async () => {
  mailServer = await startMailServer()
  world = await startWorld({ smtpUrl: mailServer.url, publicUrl: 'https://certloom.example' })
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
  acme = (await ines.api.customers.create({ company_name: 'Acme Corp' })).id
  maya = await inviteBy(lastMailTo(mailServer), world, ines, 'Maya Stone', 'member')
  daniel = await inviteBy(lastMailTo(mailServer), world, ines, 'Daniel Brandt', 'contributor', acme)
})
afterAll(async () => {
  await world.stop()
  await mailServer.stop()
})

const toldOf = async (person: Person, kind: string) =>
  (await person.api.notifications.list({ limit: 200 })).data.filter((row) => row.kind === kind)
const mailsTo = ({ email }: Person, words: string) =>
  mailServer.received.filter((mail) => mail.to.includes(email) && wordsOf(mail).includes(words))

test('whoever a task is assigned to is told in the inbox and by mail, after it is committed, once', async () => {
  const { id: task_id } = await newTask(ines, acme, { title: 'Call the registrar', assigned_to: maya.me.user.id })
  await vi.waitFor(() => expect(mailsTo(maya, 'Call the registrar')).toHaveLength(1))
  expect(wordsOf(mailsTo(maya, 'Call the registrar')[0] ?? { to: [], raw: '', messageId: '', subject: '' })).toContain(
    `https://certloom.example/tasks?task=${task_id}`,
  )
  expect(await toldOf(maya, 'task_assigned')).toMatchObject([
    { sentence: 'assigned you the task “Call the registrar” of Acme Corp', path: `/tasks?task=${task_id}`, actor: { name: 'Ines Duarte' } },
  ])
  await ines.api.tasks.update({ task_id, assigned_to: maya.me.user.id, priority: 'high' })
  await maya.api.tasks.update({ task_id, assigned_to: maya.me.user.id })
  expect(await toldOf(maya, 'task_assigned')).toHaveLength(1)
  const refused = ines.api.tasks.update({ task_id, assigned_to: daniel.me.user.id, assigned_team: crypto.randomUUID() })
  await expect(refused).rejects.toThrow()
  expect(await toldOf(daniel, 'task_assigned')).toEqual([])
})

test('a team’s people are told of its task, but not who gave it to them; a choice against mail holds', async () => {
  await maya.api.notifications.setPreference({ kind: 'task_assigned', inbox: true, mail: false })
  const team = await ines.api.teams.create({ name: 'Security', member_ids: [ines.me.user.id, maya.me.user.id] })
  await newTask(ines, acme, { assigned_team: team.id })
  expect(await toldOf(maya, 'task_assigned_team')).toHaveLength(1)
  expect(await toldOf(ines, 'task_assigned_team')).toEqual([])
  await newTask(ines, acme, { title: 'Only in the inbox', assigned_to: maya.me.user.id })
  await newTask(ines, acme, { title: 'By mail too', assigned_to: daniel.me.user.id })
  await vi.waitFor(() => expect(mailsTo(daniel, 'By mail too')).toHaveLength(1))
  expect(mailsTo(maya, 'Only in the inbox')).toEqual([])
})

test('a task that is blocked or done by the customer is told to who added it', async () => {
  const { id: task_id } = await newTask(ines, acme, { title: 'List the servers', assigned_to: daniel.me.user.id })
  await daniel.api.tasks.block({ task_id, reason: 'The admin is ill' })
  expect(await toldOf(ines, 'task_blocked')).toMatchObject([
    { sentence: 'blocked the task “List the servers” of Acme Corp because: The admin is ill' },
  ])
  await daniel.api.tasks.complete({ task_id })
  expect(await toldOf(ines, 'task_completed_by_customer')).toMatchObject([
    { sentence: 'completed the task “List the servers” of Acme Corp' },
  ])
})

test('a task done by what a customer writes in its section is told too; one done by staff is not', async () => {
  const { id, room } = await makeDocumentOf(ines, acme)
  const before = (await toldOf(ines, 'task_completed_by_customer')).length
  await fillSection(world, daniel, room, objectives, 'Nothing is lost')
  await vi.waitFor(async () => expect(await toldOf(ines, 'task_completed_by_customer')).toHaveLength(before + 1))
  const { data } = await ines.api.tasks.list({ document_id: id, section_id: objectives })
  expect(data).toMatchObject([{ status: 'completed' }])
})

test('what is due soon or overdue is told once a day it is due on, however often one looks', async () => {
  const now = new Date('2027-03-10T06:00:00Z')
  const due = (due_date: string, title: string, more = {}) =>
    newTask(ines, acme, { title, due_date, assigned_to: maya.me.user.id, ...more })
  const { id: late } = await due('2027-03-09', 'Late')
  await due('2027-03-13', 'Soon A')
  await due('2027-03-13', 'Soon B')
  await due('2027-03-13', 'Soon C')
  await due('2027-03-14', 'Not yet')
  const done = await due('2027-03-09', 'Done')
  await ines.api.tasks.complete({ task_id: done.id })
  for (let times = 0; times < 2; times++)
    await Promise.all([remindOfDueTasks(world.app.services, now), remindOfDueTasks(world.app.services, now)])
  expect(await toldOf(maya, 'task_overdue')).toMatchObject([
    { actor: null, sentence: 'reminds you: the task “Late” of Acme Corp, overdue since 9 March 2027', path: `/tasks?task=${late}` },
  ])
  expect(await toldOf(maya, 'task_due_soon')).toMatchObject([
    {
      sentence: expect.stringMatching(/^reminds you: 3 tasks: “Soon .”, “Soon .” and 1 more of Acme Corp, due on 13 March 2027$/),
      path: '/my-work',
    },
  ])
  await vi.waitFor(() => expect(mailsTo(maya, 'overdue since')).toHaveLength(1))
  await remindOfDueTasks(world.app.services, new Date('2027-03-11T06:00:00Z'))
  expect(await toldOf(maya, 'task_due_soon')).toHaveLength(2)
  expect(await toldOf(maya, 'task_overdue')).toHaveLength(1)
})

test('nobody is reminded of tasks of a plan that is paused', async () => {
  const beta = (await ines.api.customers.create({ company_name: 'Beta Inc' })).id
  const { plan_id } = await makeDocumentOf(ines, beta)
  await newTask(ines, beta, { plan_id, due_date: '2027-05-01', assigned_to: maya.me.user.id })
  await ines.api.plans.update({ customer_id: beta, plan_id: plan_id ?? '', plan_status: 'paused' })
  const before = (await toldOf(maya, 'task_overdue')).length
  await remindOfDueTasks(world.app.services, new Date('2027-05-02T06:00:00Z'))
  expect(await toldOf(maya, 'task_overdue')).toHaveLength(before)
})
