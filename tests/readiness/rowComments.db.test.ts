import { newId } from '@certloom/shared/ids'
import type { ReadinessProjectDetail } from '@certloom/shared/readiness/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { problemOf } from '../support/client.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { makeChecklist, readAnswer } from './checklist.ts'

let world: World
let olivia: Person
let mia: Person
let carla: Person
let project: ReadinessProjectDetail
let row: { project_id: string; requirement_id: string }
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  mia = await invite(world, olivia, 'Mia', 'member')
  project = await makeChecklist(olivia, 'Acme Corp')
  carla = await invite(world, olivia, 'Carla', 'viewer', project.customer_id)
  row = { project_id: project.id, requirement_id: (await readAnswer(olivia, project.id, 'A.5.1')).requirement_id }
  await olivia.api.readiness.answer({ ...row, owner: { kind: 'person', id: mia.me.user.id } })
})
afterAll(() => world.stop())

const begin = (by: Person, body: string, more: { mentions?: string[]; is_internal?: boolean; id?: string } = {}) =>
  by.api.comments.beginOnRow({ ...row, id: newId(), comment_id: newId(), body, ...more })
const bodiesFor = async (by: Person) =>
  (await by.api.comments.listOfRow(row)).data.map(({ comments }) => comments.map(({ author, body }) => `${author.name}: ${body}`))
const noticesOf = async (by: Person) => (await by.api.notifications.list({})).data.map(({ kind, path }) => `${kind} ${path}`)

test('people talk about a row in threads, and whoever owns it and whoever is named is told', async () => {
  const thread = await begin(carla, 'Is the board’s signature enough, @Olivia?', { mentions: [olivia.me.user.id] })
  expect(thread).toMatchObject({ document_id: null, project_id: project.id, anchor: { kind: 'section', section_id: row.requirement_id } })
  await olivia.api.comments.reply({ thread_id: thread.id, id: newId(), body: 'It is.' })
  expect(await bodiesFor(carla)).toEqual([['Carla: Is the board’s signature enough, @Olivia?', 'Olivia: It is.']])
  expect(await noticesOf(olivia)).toContain(`comment_mentioned /comments/${thread.id}`)
  expect(await noticesOf(mia)).toContain(`document_commented /comments/${thread.id}`)
  expect(await noticesOf(carla)).toContain(`comment_replied /comments/${thread.id}`)
  expect((await olivia.api.comments.resolve({ thread_id: thread.id })).resolved_by).toMatchObject({ name: 'Olivia' })
  const log = await olivia.api.activity.list({ entity_id: thread.id })
  expect(log.data.map(({ action, actor }) => `${action} ${actor.name}`)).toEqual([
    'comment_thread.resolved Olivia',
    'comment.added Olivia',
    'comment.added Carla',
  ])
  expect(log.data[0]?.after).toMatchObject({ project_id: project.id, document_name: expect.stringMatching(/^A\.5\.1 Policies/) })
})

test('sent twice it is one thread, and an id that is taken begins none', async () => {
  const id = newId()
  const before = (await bodiesFor(olivia)).length
  await begin(olivia, 'Once', { id })
  await begin(olivia, 'Once', { id })
  expect(await bodiesFor(olivia)).toHaveLength(before + 1)
  expect(await problemOf(begin(mia, 'Mine', { id }))).toMatchObject({ code: 'conflict' })
})

test('what is internal is told to no customer’s people', async () => {
  const thread = await begin(mia, 'They will not pass.', { is_internal: true })
  expect(JSON.stringify(await bodiesFor(mia))).toContain('They will not pass.')
  expect(JSON.stringify(await bodiesFor(carla))).not.toContain('They will not pass.')
  expect(await problemOf(carla.api.comments.get({ thread_id: thread.id }))).toMatchObject({ code: 'not_found' })
  expect(await problemOf(begin(carla, 'Whispered', { is_internal: true }))).toMatchObject({ code: 'not_found' })
})

test('other companies, other tenants and archived checklists have none', async () => {
  const other = await makeChecklist(olivia, 'Beta Inc')
  const bea = await invite(world, olivia, 'Bea', 'manager', other.customer_id)
  const sten = await signUp(world, 'Sten', 'Northlight Advisors')
  for (const stranger of [bea, sten]) {
    expect(await problemOf(stranger.api.comments.listOfRow(row))).toMatchObject({ code: 'not_found' })
    expect(await problemOf(begin(stranger, 'Hello'))).toMatchObject({ code: 'not_found' })
  }
  const thread = await begin(olivia, 'Before')
  await olivia.api.readiness.update({ project_id: project.id, archived: true })
  expect(await problemOf(begin(olivia, 'After'))).toMatchObject({ code: 'not_found' })
  expect(await problemOf(olivia.api.comments.get({ thread_id: thread.id }))).toMatchObject({ code: 'not_found' })
})
