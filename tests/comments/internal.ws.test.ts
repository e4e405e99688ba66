import { withTenant } from '@certloom/server/db/tenant'
import { sessionNotes, wholeDocument } from '@certloom/shared/collab/internalDoc'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { newId } from '@certloom/shared/ids'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { bytesOf, download, ended } from '../exports/finishedExport.ts'
import { readPdf } from '../exports/readPdf.ts'
import { fillPolicy, goal, newPolicies, submit } from '../reviews/submittable.ts'
import { problemOf } from '../support/client.ts'
import { type Editor, join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { unzip } from '../support/unzip.ts'
import { startWorld, type World } from '../support/world.ts'
import { replyTo, say, wordsIn } from './saying.ts'
import { differing, isPresence, type Sight, wiretap } from './wiretap.ts'

let world: World
let olivia: Person
let rita: Person
let vera: Person
let mara: Person
let document: DocumentDetail
/** says the same, and nobody talks about it */
let twin: DocumentDetail
let editor: Editor
let session: Awaited<ReturnType<Person['api']['interviews']['create']>>
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia Brandt', 'Harbor Compliance')
  rita = await invite(world, olivia, 'Rita Novak', 'reviewer')
  vera = await invite(world, olivia, 'Vera Lund', 'viewer')
  const { id } = await olivia.api.customers.create({ company_name: 'Acme Corp' })
  ;[document, twin] = (await newPolicies(world, olivia, id, ['One', 'One'])) as [DocumentDetail, DocumentDetail]
  for (const one of [document, twin]) await fillPolicy(world, olivia, one)
  mara = await invite(world, olivia, 'Mara Acme', 'manager', document.customer_id)
  session = await olivia.api.interviews.create({ customer_id: document.customer_id, document_id: document.id })
  await olivia.api.interviews.pause({ session_id: session.id }) // its time stands still
  editor = await join(world, olivia, document.room)
  editor.type(goal, ' Objectives are set every year by the board.')
  await editor.saved()
})
afterAll(async () => {
  editor.leave()
  await world.stop()
})

/** Where a customer's people look at all of this. */
const sight = (ids: Record<string, string> = {}): Sight => ({
  rooms: [document.room, session.room],
  ids: {
    customer_id: document.customer_id,
    plan_id: document.plan_id,
    document_id: document.id,
    entity_id: document.id,
    section_id: goal,
    session_id: session.id,
    revision: '1',
    ...ids,
  },
})

/** Staff write for themselves during the interview. */
async function writeNotes(): Promise<void> {
  const room = session.notes_room ?? ''
  const notes = await join(world, rita, room)
  sessionNotes(notes.doc).insert(0, [new Y.XmlText('Quietly: they never tested a backup')])
  await notes.saved()
  notes.leave()
  await world.app.services.live.store(room)
}

/** Staff note something beside the document, in a room of its own; answers that room. */
async function noteInternally(): Promise<string> {
  const { room } = await olivia.api.documents.internalNotes({ document_id: document.id })
  const [hers, ritas] = [await join(world, olivia, room), await join(world, rita, room)]
  hers.type(goal, 'Quietly: they will fail.')
  ritas.type(wholeDocument, 'Quietly: charge more.')
  await Promise.all([hers.saved(), ritas.saved()])
  await vi.waitFor(() => expect(hers.words(wholeDocument)).toContain('Quietly: charge more.'))
  await world.app.services.live.store(room)
  hers.leave()
  ritas.leave()
  return room
}

/** Staff talk among themselves in every way there is, and leave one thread open; answers everything of it that could be told. */
async function talkInternally(id = newId()): Promise<string[]> {
  const notes = await noteInternally()
  const target = wordsIn(editor.doc, goal, 'every year')
  const thread = await say(rita, document.id, 'Quietly: not convincing @Olivia Brandt', {
    id,
    target,
    is_internal: true,
    mentions: [olivia.me.user.id],
  })
  const whole = await say(olivia, document.id, 'Quietly: fire them?', { is_internal: true })
  const reply = await replyTo(olivia, thread.id, 'Quietly: agreed')
  await olivia.api.comments.edit({ comment_id: reply.comments[1]?.id ?? '', body: 'Quietly: agreed, mostly' })
  await rita.api.comments.resolve({ thread_id: thread.id })
  await rita.api.comments.reopen({ thread_id: thread.id })
  await olivia.api.comments.remove({ comment_id: whole.comments[0]?.id ?? '' })
  await writeNotes()
  return [
    'Quietly',
    session.notes_room ?? '',
    'internal:',
    'internal_note',
    notes,
    thread.id,
    whole.id,
    ...[thread, whole, reply].flatMap(({ comments }) => comments.map((comment) => comment.id)),
  ]
}

/** None of it is in what somebody received; ids they asked for themselves are theirs. */
function expectNothingOf(secrets: readonly string[], received: ReadonlyMap<string, string>): void {
  for (const [where, words] of received)
    for (const secret of secrets) if (!where.includes(secret)) expect(words, where).not.toContain(secret)
}

test('a customer’s browser receives nothing of what is internal: no byte differs from what it would have received without it', async () => {
  await olivia.api.documents.update({ document_id: document.id, assigned_to: mara.me.user.id })
  await world.app.services.live.store(document.room)
  const threadId = newId()
  const tap = await wiretap(world, mara, sight({ thread_id: threadId }))
  const before = await tap.read()
  expect([...before.keys()]).toContain(`/api/v1/customer-documents/${document.id}/comment-threads?show=internal`)
  expect(differing(before, await tap.read())).toEqual([])
  const [toldBefore, framesBefore] = [tap.told().length, tap.frames.length]

  const secrets = await talkInternally(threadId)
  await world.app.services.live.store(document.room)
  expect(differing(before, await tap.read())).toEqual([])
  const frames = tap.frames.slice(framesBefore)
  expect(frames.filter((frame) => !isPresence(frame))).toEqual([])

  const open = await say(rita, document.id, 'Openly: well done', { target: wordsIn(editor.doc, goal, 'the board') })
  const told = () => tap.told().slice(toldBefore)
  const events = () => [...told().matchAll(/^data: (.+)$/gm)].map(([, data]) => JSON.parse(data ?? '') as { type: string; id: string })
  const expected = [
    { type: 'comment.added', id: open.id },
    { type: 'inbox.changed', id: mara.me.user.id },
  ]
  const heard = () => events().toSorted((a, b) => (a.type < b.type ? -1 : 1))
  await vi.waitFor(() => expect(heard()).toMatchObject(expected))
  const after = await tap.read()
  await tap.stop()
  expect(heard()).toMatchObject(expected) // her inbox changed once: by what is open, by nothing before it
  expect([...after.values()].join('')).toContain('Openly: well done')
  expectNothingOf(secrets, new Map([...after, ['events', told()], ['frames', `${Buffer.concat(frames)}`]]))
})

test('a submission, an export and a first look at it tell a customer nothing of what staff talk about meanwhile', async () => {
  for (const { id } of (await mara.api.comments.list({ document_id: document.id, show: 'open' })).data)
    await mara.api.comments.resolve({ thread_id: id })
  const secrets = await talkInternally()
  // Staff see every thread while they submit; from a customer's own submission the database hides them.
  for (const { id } of [document, twin]) await submit(olivia, id)
  const checklistOf = async ({ id }: Pick<DocumentDetail, 'id'>) =>
    (await mara.api.reviews.state({ document_id: id })).review?.checks.map(({ code, is_met, sections }) => ({ code, is_met, sections }))
  expect(await checklistOf(document)).toEqual(await checklistOf(twin))
  expect(await checklistOf(twin)).toContainEqual({ code: 'comments_resolved', is_met: true, sections: [] })

  const exported = async (format: 'docx' | 'pdf') => {
    const job = await ended(mara, await mara.api.exports.exportDocument({ document_id: document.id, format }))
    return { id: job.id, bytes: await bytesOf(await download(mara, job)) }
  }
  const [word, pdf] = [await exported('docx'), await exported('pdf')]
  const { text } = await readPdf(pdf.bytes)
  expect(text).toContain('set every year by the board')

  const tap = await wiretap(world, mara, sight({ export_id: word.id }))
  const received = await tap.read()
  await tap.stop()
  const frames = Buffer.concat(tap.frames).toString('utf8')
  expect(frames).toContain('set every year by the board')
  expectNothingOf(secrets, new Map([...received, ...(await unzip(word.bytes)), ['pdf', text], ['events', tap.told()], ['frames', frames]]))
})

test('internal notes are written by staff, read by its readers, on record without their words, and open to nobody else', async () => {
  const room = await noteInternally()
  const reader = await join(world, vera, room)
  expect(reader.words(goal)).toContain('Quietly: they will fail.')
  expect(reader.provider.authorizedScope).toBe('readonly')
  reader.leave()
  const { data } = await vera.api.activity.list({ entity_id: document.id, limit: 200 })
  const noted = data.filter(({ action }) => action === 'internal_note.edited')
  expect(noted.map(({ actor, after }) => [actor.name, after])).toEqual(
    expect.arrayContaining([
      ['Olivia Brandt', { about: 'Goal' }],
      ['Rita Novak', { about: document.document_name }],
    ]),
  )
  expect(JSON.stringify(data)).not.toContain('Quietly')

  expect((await problemOf(mara.api.documents.internalNotes({ document_id: document.id }))).code).toBe('not_found')
  const stranger = await join(world, mara, room, { waitForSync: false })
  await vi.waitFor(() => expect(stranger.refusal()).toBe('not_found'))
  stranger.leave()
  const rows = (customerId?: string) =>
    withTenant(world.app.services.db, { organizationId: olivia.me.organization.id, customerId }, (tx) =>
      tx.liveDocument.count({ where: { kind: 'internal' } }),
    )
  expect(await rows()).toBeGreaterThan(0)
  expect(await rows(document.customer_id)).toBe(0)
})

test('staff are told of what is internal, readers of it too, and only those who may write it do', async () => {
  const thread = await say(rita, document.id, 'Among us', { is_internal: true, mentions: [vera.me.user.id] })
  expect((await vera.api.comments.get({ thread_id: thread.id })).is_internal).toBe(true)
  expect((await vera.api.notifications.list({})).data[0]).toMatchObject({ kind: 'comment_mentioned', path: `/comments/${thread.id}` })
  expect((await problemOf(replyTo(vera, thread.id, 'May I?'))).code).toBe('forbidden')
  expect((await problemOf(say(vera, document.id, 'May I?', { is_internal: true }))).code).toBe('forbidden')
  expect((await problemOf(vera.api.comments.resolve({ thread_id: thread.id }))).code).toBe('forbidden')
})

test('what is internal answers a customer’s people as what does not exist, and they cannot be named in it', async () => {
  const thread = await say(rita, document.id, 'Among us', { is_internal: true })
  const answers = async (path: string, init?: RequestInit) => {
    const answer = await mara.fetch(path, init)
    const { request_id: _, ...problem } = (await answer.json()) as Record<string, unknown>
    return { status: answer.status, problem }
  }
  const post = (body: object) => ({ method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
  for (const path of ['', '/resolve', '/reopen', '/comments']) {
    const init = path === '' ? undefined : post(path === '/comments' ? { id: newId(), body: 'Hello' } : {})
    const real = await answers(`/api/v1/comment-threads/${thread.id}${path}`, init)
    expect(real.status).toBe(404)
    expect(real).toEqual(await answers(`/api/v1/comment-threads/${newId()}${path}`, init))
  }
  expect((await problemOf(say(mara, document.id, 'Me too', { is_internal: true }))).code).toBe('not_found')
  const naming = say(rita, document.id, 'Look', { is_internal: true, mentions: [mara.me.user.id] })
  expect(await problemOf(naming)).toMatchObject({ code: 'invalid_input', detail: expect.stringContaining('staff only') })
})

test('the database itself keeps what is internal from a customer’s people, whatever a query asks for', async () => {
  await say(rita, document.id, 'Among us', { is_internal: true })
  const organizationId = olivia.me.organization.id
  const count = (customerId?: string) =>
    withTenant(world.app.services.db, { organizationId, customerId }, async (tx) => ({
      threads: await tx.commentThread.count({ where: { isInternal: true } }),
      comments: await tx.comment.count({ where: { isInternal: true } }),
    }))
  expect((await count()).comments).toBeGreaterThan(0)
  expect(await count(document.customer_id)).toEqual({ threads: 0, comments: 0 })
})
