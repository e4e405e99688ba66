import { withTenant } from '@certloom/server/db/tenant'
import { sessionNotes, wholeDocument } from '@certloom/shared/collab/internalDoc'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { newId } from '@certloom/shared/ids'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { problemOf } from '../support/client.ts'
import { makeDocument, objectives } from '../support/documents.ts'
import { type Editor, join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { replyTo, say, wordsIn } from './saying.ts'

let world: World
let olivia: Person
let rita: Person
let vera: Person
let mara: Person
let document: DocumentDetail
let editor: Editor
let session: Awaited<ReturnType<Person['api']['interviews']['create']>>
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia Brandt', 'Harbor Compliance')
  rita = await invite(world, olivia, 'Rita Novak', 'reviewer')
  vera = await invite(world, olivia, 'Vera Lund', 'viewer')
  document = await makeDocument(olivia, 'Acme Corp')
  mara = await invite(world, olivia, 'Mara Acme', 'manager', document.customer_id)
  session = await olivia.api.interviews.create({ customer_id: document.customer_id, document_id: document.id })
  await olivia.api.interviews.pause({ session_id: session.id }) // its time stands still
  editor = await join(world, olivia, document.room)
  editor.type(objectives, 'Objectives are set every year by the board.')
  await editor.saved()
})
afterAll(async () => {
  editor.leave()
  await world.stop()
})

/** Everything of a document, its comments, its interview and what goes with them that a customer's browser can read. */
const readings = () => [
  `/api/v1/customer-documents/${document.id}`,
  `/api/v1/customer-documents/${document.id}/history`,
  `/api/v1/customer-documents/${document.id}/contributors`,
  ...['all', 'open', 'resolved', 'mine', 'mentioned', 'internal'].map(
    (show) => `/api/v1/customer-documents/${document.id}/comment-threads?show=${show}`,
  ),
  `/api/v1/customer-documents/${document.id}/comment-threads?section_id=${objectives}`,
  '/api/v1/customer-documents',
  `/api/v1/customers/${document.customer_id}`,
  ...['', '/questions', '/minutes'].map((part) => `/api/v1/interview-sessions/${session.id}${part}`),
  '/api/v1/interview-sessions',
  '/api/v1/activity?limit=200',
  `/api/v1/activity?entity_id=${document.id}`,
  `/api/v1/activity?document_id=${document.id}`,
  `/api/v1/activity?customer_id=${document.customer_id}`,
  '/api/v1/notifications',
  '/api/v1/notifications/unread-count',
  '/api/v1/tasks',
  '/api/v1/plans',
  '/api/v1/members',
  '/api/v1/auth/me',
]

/** Every byte a browser of this person receives: answers of the REST interface, the stream of events, the socket. */
async function wiretap(person: Person) {
  const heard: string[] = []
  const stop = new AbortController()
  const events = await person.fetch('/api/v1/events', { signal: stop.signal })
  const reading = (async () => {
    const decoder = new TextDecoder()
    for await (const bytes of events.body ?? []) heard.push(decoder.decode(bytes as Uint8Array))
  })().catch(() => {})
  const clients = await Promise.all([document.room, session.room].map((room) => join(world, person, room)))
  const frames: Buffer[] = []
  for (const { provider } of clients)
    provider.configuration.websocketProvider.on('message', ({ data }: { data: ArrayBuffer }) => void frames.push(Buffer.from(data)))
  return {
    heard,
    frames,
    read: async (): Promise<Record<string, string>> =>
      Object.fromEntries(await Promise.all(readings().map(async (path) => [path, await (await person.fetch(path)).text()] as const))),
    async stop() {
      stop.abort()
      for (const client of clients) client.leave()
      await reading
    },
  }
}

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
  hers.type(objectives, 'Quietly: they will fail.')
  ritas.type(wholeDocument, 'Quietly: charge more.')
  await Promise.all([hers.saved(), ritas.saved()])
  await vi.waitFor(() => expect(hers.words(wholeDocument)).toContain('Quietly: charge more.'))
  await world.app.services.live.store(room)
  hers.leave()
  ritas.leave()
  return room
}

/** Staff talk among themselves in every way there is; answers everything of it that could be told. */
async function talkInternally(): Promise<string[]> {
  const notes = await noteInternally()
  const target = wordsIn(editor.doc, objectives, 'every year')
  const thread = await say(rita, document.id, 'Quietly: not convincing @Olivia Brandt', {
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
    ...[thread, whole, reply].flatMap(({ comments }) => comments.map(({ id }) => id)),
  ]
}

test('a customer’s browser receives nothing of what is internal: no byte differs from what it would have received without it', async () => {
  await olivia.api.documents.update({ document_id: document.id, assigned_to: mara.me.user.id })
  await world.app.services.live.store(document.room)
  const tap = await wiretap(mara)
  const before = await tap.read()
  const [heardBefore, framesBefore] = [tap.heard.join(''), tap.frames.length]

  const secrets = await talkInternally()
  await world.app.services.live.store(document.room)
  for (const [path, bytes] of Object.entries(await tap.read())) expect(bytes, path).toBe(before[path])

  const open = await say(rita, document.id, 'Openly: well done', { target: wordsIn(editor.doc, objectives, 'the board') })
  await vi.waitFor(() => expect(tap.heard.join('')).toContain(open.id))
  await tap.stop()
  const told = tap.heard.join('').slice(heardBefore.length)
  const events = [...told.matchAll(/^data: (.+)$/gm)].map(([, data]) => JSON.parse(data ?? '') as { type: string; id: string })
  expect(events.filter(({ type }) => type !== 'inbox.changed')).toMatchObject([{ type: 'comment.added', id: open.id }])
  const written = Buffer.concat(tap.frames.slice(framesBefore))
  expect(written.byteLength).toBe(0)
  const after = await tap.read()
  expect(Object.values(after).join('')).toContain('Openly: well done')
  for (const secret of secrets) expect(`${Object.values(after).join('')}${told}`, secret).not.toContain(secret)
})

test('internal notes are written by staff, read by its readers, on record without their words, and open to nobody else', async () => {
  const room = await noteInternally()
  const reader = await join(world, vera, room)
  expect(reader.words(objectives)).toContain('Quietly: they will fail.')
  expect(reader.provider.authorizedScope).toBe('readonly')
  reader.leave()
  const { data } = await vera.api.activity.list({ entity_id: document.id, limit: 200 })
  const noted = data.filter(({ action }) => action === 'internal_note.edited')
  expect(noted.map(({ actor, after }) => [actor.name, after])).toEqual(
    expect.arrayContaining([
      ['Olivia Brandt', { about: 'Security objectives and direction' }],
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
