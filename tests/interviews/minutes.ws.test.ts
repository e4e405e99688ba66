import { endForgotten } from '@certloom/server/interviews/endForgotten'
import { factText } from '@certloom/shared/collab/factsDoc'
import { actionItems, decisions, type Note, parkingLot, readAgreed, skipped } from '@certloom/shared/collab/sessionDoc'
import { newId } from '@certloom/shared/ids'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { readPdf } from '../exports/readPdf.ts'
import { problemOf } from '../support/client.ts'
import { readDocument, textOf } from '../support/documents.ts'
import { type Editor, join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { listOfTemplate, makeDocumentsWith, makeDocumentWith, textOfTemplate } from '../support/templates.ts'
import { unzip } from '../support/unzip.ts'
import { upload } from '../support/uploads.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let olivia: Person
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterAll(() => world.stop())

const sections = [
  { ...textOfTemplate('goal'), title: 'Goals', placeholder: 'What do you want to achieve?' },
  { ...listOfTemplate('rules'), title: 'Rules', is_mandatory: false },
]

async function meet(name: string) {
  const document = await makeDocumentWith(world, olivia, sections, name)
  const { customer_id } = document
  const [carl, mona] = await Promise.all([
    invite(world, olivia, 'Carl', 'contributor', customer_id),
    invite(world, olivia, 'Mona', 'manager', customer_id),
  ])
  const session = await olivia.api.interviews.create({ customer_id, document_id: document.id })
  const { data: questions } = await olivia.api.interviews.questions({ session_id: session.id })
  return { document, session, session_id: session.id, carl, mona, questions }
}

const saidBy = ({ me }: Person) => ({ by: { id: me.user.id, name: me.user.name }, at: new Date().toISOString() })
const note = (by: Person, text: string, more: Partial<Note> = {}): Note => ({ ...saidBy(by), text, isDone: false, ...more })

async function inRoom(person: Person, room: string, act: (editor: Editor) => void): Promise<void> {
  const editor = await join(world, person, room)
  act(editor)
  await editor.saved()
  editor.leave()
}

const fileOf = async (session_id: string, format: 'docx' | 'pdf'): Promise<Buffer> => {
  const { id } = await olivia.api.exports.exportMinutes({ session_id, format })
  await vi.waitFor(async () => expect((await olivia.api.exports.get({ export_id: id })).status).toBe('done'), {
    timeout: 30_000,
    interval: 50,
  })
  return Buffer.from(await (await olivia.fetch(`/api/v1/exports/${id}/download`)).arrayBuffer())
}

test('minutes say who was there when, what was answered, decided, left to do and skipped, and stay as they were', async () => {
  const { document, session, session_id, carl, mona, questions } = await meet('Minutes')
  const [goals, rules] = questions
  const action = newId()
  await inRoom(olivia, session.room, ({ doc }) => {
    decisions(doc).set(newId(), note(olivia, 'Backups are tested each quarter'))
    skipped(doc).set(rules?.id ?? '', { ...saidBy(olivia), reason: 'The works council decides' })
    actionItems(doc).set(action, note(olivia, 'Ask the works council', { question: rules?.id ?? '' }))
    actionItems(doc).set(newId(), note(olivia, 'Book the room', { isDone: true }))
  })
  await inRoom(carl, session.room, ({ doc }) => parkingLot(doc).set(newId(), note(carl, 'Who owns the backup tests?')))
  await olivia.api.interviews.pause({ session_id })
  await olivia.api.interviews.resume({ session_id })
  await inRoom(mona, session.room, () => {})
  await Promise.all(
    [carl, mona].map((person) => inRoom(person, document.room, (editor) => editor.type('goal', `${person.me.user.name} says so. `))),
  )
  await upload(olivia, document.customer_id, 'Proof.txt', 'proof', { document_id: document.id, section_id: 'goal' })

  expect((await carl.api.interviews.minutes({ session_id })).completed_at).toBeNull()
  await olivia.api.interviews.complete({ session_id })
  const minutes = await carl.api.interviews.minutes({ session_id })
  expect(minutes).toMatchObject({
    session_name: 'Interview: Minutes',
    organization_name: 'Harbor Compliance',
    topics: ['Minutes'],
    sittings: [
      {
        people: [
          { name: 'Olivia', side: 'staff' },
          { name: 'Carl', side: 'customer' },
        ],
      },
      { people: [{ name: 'Mona', side: 'customer' }] },
    ],
    questions: [
      { question_id: goals?.id, question: 'What do you want to achieve?', evidence: ['Proof'], skipped: null },
      { answer: '', answered_by: [], skipped: { text: 'The works council decides', by: 'Olivia' } },
    ],
    decisions: [{ text: 'Backups are tested each quarter', by: 'Olivia' }],
    actions: [
      { text: 'Ask the works council', task: { id: action, assignee: null } },
      { text: 'Book the room', is_done: true, task: null },
    ],
    parking: [{ text: 'Who owns the backup tests?', by: 'Carl' }],
    work: [],
  })
  expect(minutes.questions[0]?.answered_by.toSorted()).toEqual(['Carl', 'Mona'])
  expect(minutes.questions[0]?.answer).toContain('Carl says so.')
  for (const { ended_at } of minutes.sittings) expect(ended_at).not.toBeNull()
  expect(await carl.api.tasks.get({ task_id: action })).toMatchObject({
    title: 'Ask the works council',
    task_type: 'interview',
    document_id: document.id,
    created_by: { name: 'Olivia' },
  })

  await inRoom(carl, document.room, (editor) => editor.type('goal', 'And later something else.'))
  expect(await olivia.api.interviews.minutes({ session_id })).toEqual(minutes)
  await olivia.api.interviews.resume({ session_id })
  await olivia.api.interviews.complete({ session_id })
  expect((await olivia.api.interviews.minutes({ session_id })).questions[0]?.answer).toContain('And later something else.')

  const words = (await unzip(await fileOf(session_id, 'docx'))).get('word/document.xml')
  for (const said of ['Carl (customer)', 'Backups are tested each quarter', 'The works council decides', 'Ask the works council'])
    expect(words).toContain(said)
  expect((await readPdf(await fileOf(session_id, 'pdf'))).text).toContain('Backups are tested each quarter')
})

/** A socket that was closed is open again by then. */
const onceBack = { timeout: 15_000, interval: 50 }

test('whoever stays while a session is paused, or comes in then, is in the sitting after it', async () => {
  const { session, session_id, carl, mona } = await meet('Paused')
  const stays = await join(world, carl, session.room)
  await olivia.api.interviews.pause({ session_id })
  const comes = await join(world, mona, session.room)
  await olivia.api.interviews.resume({ session_id })
  const present = async () =>
    (await olivia.api.interviews.minutes({ session_id })).sittings.map(({ people }) => people.map(({ name }) => name))
  await vi.waitFor(async () => expect((await present()).map((names) => names.toSorted())).toEqual([['Carl'], ['Carl', 'Mona']]), onceBack)
  for (const editor of [stays, comes]) editor.leave()
})

test('a completed session takes nothing more to note, from those who stayed and those who come, until it is resumed', async () => {
  const { document, session, session_id, carl } = await meet('Closed')
  await inRoom(carl, document.room, (editor) => editor.type('goal', 'Ours.'))
  await upload(olivia, document.customer_id, 'Proof.txt', 'proof', { document_id: document.id, section_id: 'goal' })
  const stayed = await join(world, carl, session.room)
  await olivia.api.interviews.complete({ session_id })
  decisions(stayed.doc).set(newId(), note(carl, 'Said too late'))
  await vi.waitFor(() => expect(stayed.refusal()).toBe('not_allowed'), onceBack)
  stayed.leave()
  const late = await join(world, olivia, session.room)
  actionItems(late.doc).set(newId(), note(olivia, 'To be done never'))
  await vi.waitFor(() => expect(late.refusal()).toBe('not_allowed'), onceBack)
  late.leave()
  const waits = await join(world, carl, session.room)
  expect(readAgreed(waits.doc)).toMatchObject({ decisions: [], actions: [] })
  await olivia.api.interviews.resume({ session_id })
  decisions(waits.doc).set(newId(), note(carl, 'Said in the next sitting'))
  await vi.waitFor(async () => {
    const minutes = await olivia.api.interviews.minutes({ session_id })
    expect(minutes.decisions.map(({ text }) => text)).toEqual(['Said in the next sitting'])
    expect(minutes.sittings[1]?.people.map(({ name }) => name)).toEqual(['Carl'])
  }, onceBack)
  waits.leave()
})

test('something to do becomes one task, however many make it at once, and everybody sees that it is one', async () => {
  const { session, session_id, carl } = await meet('Tasks')
  const [action_id, theirs] = [newId(), newId()]
  await inRoom(carl, session.room, ({ doc }) => {
    actionItems(doc).set(action_id, note(carl, 'Send the chart'))
    actionItems(doc).set(theirs, note(carl, 'Mine to make'))
  })
  const due_date = '2031-05-06'
  const make = () => olivia.api.interviews.makeTask({ session_id, action_id, assigned_to: carl.me.user.id, due_date })
  const tasks = await Promise.all([make(), make(), make()])
  expect(new Set(tasks.map(({ id }) => id))).toEqual(new Set([action_id]))
  expect(tasks[0]).toMatchObject({ assignee: { name: 'Carl' }, due_date, task_scope: 'customer', title: 'Send the chart' })
  expect((await carl.api.notifications.list({})).data).toMatchObject([{ kind: 'task_assigned' }])
  const look = await join(world, carl, session.room)
  expect(readAgreed(look.doc).actions.map(({ id, isTask }) => [id, isTask])).toEqual([
    [action_id, true],
    [theirs, false],
  ])
  look.leave()
  expect((await problemOf(carl.api.interviews.makeTask({ session_id, action_id: theirs }))).code).toBe('forbidden')
  expect((await problemOf(olivia.api.interviews.makeTask({ session_id, action_id: newId() }))).code).toBe('not_found')
  const created = (await olivia.api.activity.list({ entity_id: action_id })).data.filter(({ action }) => action === 'task.created')
  expect(created).toMatchObject([{ actor: { name: 'Olivia' } }])
})

test('a note that bears the id of somebody else’s task takes nothing over', async () => {
  const one = await meet('Victim')
  const other = await meet('Elsewhere')
  const task = await olivia.api.tasks.create({ customer_id: one.document.customer_id, title: 'Secret of the first' })
  await inRoom(other.carl, other.session.room, ({ doc }) => actionItems(doc).set(task.id, note(other.carl, 'Mine now')))
  const making = olivia.api.interviews.makeTask({ session_id: other.session_id, action_id: task.id })
  expect((await problemOf(making)).code).toBe('conflict')
})

test('a workshop goes through documents and a checklist without a question, and its minutes say who worked on what', async () => {
  const { document, carl } = await meet('Workshop')
  const { customer_id } = document
  const { data: frameworks } = await olivia.api.frameworks.list({})
  const project = await olivia.api.readiness.create({ customer_id, iso_standard_id: frameworks[0]?.id ?? '' })
  const start = (about: Partial<Parameters<typeof olivia.api.interviews.create>[0]>) =>
    olivia.api.interviews.create({ customer_id, session_kind: 'workshop', ...about })
  expect((await problemOf(start({}))).code).toBe('invalid_input')
  expect((await problemOf(start({ readiness_project_id: newId() }))).code).toBe('invalid_input')
  const workshop = await start({ document_ids: [document.id], readiness_project_id: project.id })
  expect(workshop).toMatchObject({
    session_kind: 'workshop',
    session_name: 'Workshop: Workshop and 1 more',
    documents: [{ id: document.id }],
    readiness_project: { id: project.id },
    questions_total: 0,
    completion_percentage: 100,
  })
  const session_id = workshop.id
  expect((await carl.api.interviews.questions({ session_id })).data).toEqual([])
  await inRoom(carl, workshop.room, () => {})
  await inRoom(carl, document.room, (editor) => editor.type('goal', 'Ours.'))
  await olivia.api.interviews.complete({ session_id })
  expect(await carl.api.interviews.minutes({ session_id })).toMatchObject({
    session_kind: 'workshop',
    questions: [],
    work: [{ topic: 'Workshop', part: 'Goals', by: ['Carl'] }],
  })
  await olivia.api.readiness.update({ project_id: project.id, archived: true })
  expect((await olivia.api.interviews.get({ session_id })).readiness_project).toBeNull()
})

test('what was archived meanwhile is asked no more, and its session can still be completed', async () => {
  const { document, session_id } = await meet('Archived')
  await olivia.api.plans.cancel({ customer_id: document.customer_id, plan_id: document.plan_id })
  expect((await olivia.api.interviews.questions({ session_id })).data).toEqual([])
  expect(await olivia.api.interviews.complete({ session_id })).toMatchObject({ session_status: 'completed', documents: [] })
  expect((await olivia.api.interviews.minutes({ session_id })).topics).toEqual([])
  await olivia.api.plans.resume({ customer_id: document.customer_id, plan_id: document.plan_id })
  expect((await olivia.api.interviews.questions({ session_id })).data).toHaveLength(2)
})

test('a locked section is answered by nobody, and is not filled with what is said elsewhere', async () => {
  const shared = { ...textOfTemplate('who'), interview: { question_key: 'who' } }
  const [first, second] = await makeDocumentsWith(world, olivia, { Open: [shared], Locked: [shared] })
  if (!first || !second) throw new Error('The plan has no documents.')
  const { id: session_id } = await olivia.api.interviews.create({ customer_id: first.customer_id, document_ids: [first.id, second.id] })
  await olivia.api.documents.lockSection({ document_id: second.id, section_id: 'who', locked: true })
  await olivia.api.interviews.answer({ session_id, question_id: `${first.id}:who`, answer: 'Harbor builders.' })
  expect(textOf(await readDocument(olivia, second.id), 'who')).toBe('')
  await olivia.api.documents.lockSection({ document_id: second.id, section_id: 'who', locked: false })
  await olivia.api.interviews.complete({ session_id })
  expect(textOf(await readDocument(olivia, second.id), 'who')).toBe('Harbor builders.')
})

test('a sitting that everybody left is ended as of when they had, by nobody', async () => {
  const { document, session, session_id, carl } = await meet('Forgotten')
  const begun = await meet('Just begun')
  await inRoom(carl, session.room, () => {})
  await inRoom(carl, document.room, (editor) => editor.type('goal', 'Ours.'))
  await world.app.services.live.store(document.room)
  await world.sql(
    `update interview_session set running_since = running_since - interval '30 hours', created_at = created_at - interval '30 hours' where id = $1`,
    [session_id],
  )
  await world.sql('alter table activity disable trigger user')
  await world.sql(`update activity set created_at = created_at - interval '29 hours' where entity_id = any($1)`, [
    [session_id, document.id],
  ])
  await endForgotten(world.app.services)
  await endForgotten(world.app.services)
  const paused = await olivia.api.interviews.get({ session_id })
  expect(paused).toMatchObject({ session_status: 'paused', running_since: null })
  expect(paused.elapsed_seconds).toBeGreaterThanOrEqual(3_600)
  expect(paused.elapsed_seconds).toBeLessThan(3_700)
  const [ended] = (await olivia.api.activity.list({ entity_id: session_id })).data
  expect(ended).toMatchObject({ action: 'interview.paused', actor: { name: 'Certloom' } })
  const [sitting] = (await olivia.api.interviews.minutes({ session_id })).sittings
  expect(Date.now() - Date.parse(sitting?.ended_at ?? '')).toBeGreaterThan(28 * 3_600_000)
  expect((await olivia.api.interviews.get({ session_id: begun.session_id })).session_status).toBe('active')
})

test('an onboarding whose facts are being filled goes on, and once it is forgotten ends as of the last of them', async () => {
  const { id: customer_id } = await olivia.api.customers.create({ company_name: `Acme ${crypto.randomUUID()}` })
  const carl = await invite(world, olivia, 'Carl', 'contributor', customer_id)
  const { id: session_id } = await olivia.api.interviews.create({ customer_id, session_kind: 'onboarding' })
  const age = async (hours: number, entityId: string) => {
    await world.sql('alter table activity disable trigger user')
    await world.sql(`update activity set created_at = created_at - make_interval(hours => $1) where entity_id = $2`, [hours, entityId])
    await world.sql('alter table activity enable trigger user')
  }
  await world.sql(`update interview_session set running_since = running_since - interval '30 hours' where id = $1`, [session_id])
  await age(30, session_id)
  await age(40, customer_id)
  const { room } = await carl.api.facts.get({ customer_id })
  await inRoom(carl, room, ({ doc }) => factText(doc, 'isms_manager').insert(0, 'Jana Weber'))
  await world.app.services.live.store(room)
  await endForgotten(world.app.services)
  expect((await olivia.api.interviews.get({ session_id })).session_status).toBe('active')
  await age(28, customer_id)
  await endForgotten(world.app.services)
  const { session_status, elapsed_seconds } = await olivia.api.interviews.get({ session_id })
  expect(session_status).toBe('paused')
  expect(Math.round(elapsed_seconds / 3_600)).toBe(2)
})
