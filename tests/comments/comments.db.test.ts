import { listSection, tableSection } from '@certloom/shared/collab/documentDoc'
import { addItems } from '@certloom/shared/collab/listDoc'
import { removeRow } from '@certloom/shared/collab/rowsDoc'
import { addTableRows } from '@certloom/shared/collab/tableDoc'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { newId } from '@certloom/shared/ids'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { walk } from '../plans/walk.ts'
import { problemOf } from '../support/client.ts'
import { commitments, makeDocument, objectives, projects, readDocument, roles } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { replyTo, say, wordsIn } from './saying.ts'

let world: World
let olivia: Person
let rita: Person
let vera: Person
let carl: Person
let document: DocumentDetail
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia Brandt', 'Harbor Compliance')
  rita = await invite(world, olivia, 'Rita Novak', 'reviewer')
  vera = await invite(world, olivia, 'Vera Lund', 'viewer')
  document = await makeDocument(olivia, 'Acme Corp')
  carl = await invite(world, olivia, 'Carl Acme', 'viewer', document.customer_id)
})
afterAll(() => world.stop())

const threadsOf = (by: Person, show?: 'open' | 'resolved' | 'mine' | 'mentioned' | 'internal') =>
  walk((cursor) => by.api.comments.list({ document_id: document.id, limit: 2, cursor, ...(show && { show }) }))
const bodies = (threads: { comments: { body: string }[] }[]) => threads.map(({ comments }) => comments.map(({ body }) => body))
const inboxOf = async (person: Person) =>
  (await person.api.notifications.list({ limit: 50 })).data.map(({ kind, path }) => ({ kind, path }))

/** Writes in the document, and answers what `look` says of the replica. */
async function withEditor<T>(by: Person, work: (editor: Awaited<ReturnType<typeof join>>) => T | Promise<T>): Promise<T> {
  const editor = await join(world, by, (await readDocument(by, document.id)).room)
  try {
    return await work(editor)
  } finally {
    editor.leave()
  }
}

test('somebody who may only read comments, is answered, and the thread is resolved and taken up again', async () => {
  const thread = await say(vera, document.id, 'Who approves this?', { target: { kind: 'section', section_id: objectives } })
  expect(thread).toMatchObject({ anchor: { kind: 'section', section_id: objectives }, quote: null, is_internal: false, resolved_at: null })
  const answered = await replyTo(carl, thread.id, 'Our manager does.')
  expect(answered.comments.map(({ author, body }) => [author.name, body])).toEqual([
    ['Vera Lund', 'Who approves this?'],
    ['Carl Acme', 'Our manager does.'],
  ])
  const resolved = await vera.api.comments.resolve({ thread_id: thread.id })
  expect(resolved.resolved_by?.name).toBe('Vera Lund')
  expect((await threadsOf(olivia, 'resolved')).map(({ id }) => id)).toEqual([thread.id])
  expect((await vera.api.comments.reopen({ thread_id: thread.id })).resolved_at).toBe(null)
  await vera.api.comments.resolve({ thread_id: thread.id })
  expect((await replyTo(carl, thread.id, 'One more thing.')).resolved_at).toBe(null)
})

test('a comment is on words of the live document, read by the server and not taken from the client', async () => {
  const target = await withEditor(olivia, async (editor) => {
    editor.type(objectives, 'Security objectives are set every year by the board.')
    await editor.saved()
    return wordsIn(editor.doc, objectives, 'every year')
  })
  const thread = await say(vera, document.id, 'Twice a year, please.', { target })
  expect(thread.quote).toBe('every year')
  expect(thread.anchor).toMatchObject({ kind: 'text', text: 'every year', before: 'Security objectives are set ', after: ' by the board.' })
})

test('an anchor cannot be forged: letters of another section or document are not there', async () => {
  const own = await withEditor(olivia, async (editor) => {
    editor.type(projects, 'Projects are assessed.')
    await editor.saved()
    return wordsIn(editor.doc, projects, 'assessed')
  })
  expect((await problemOf(say(vera, document.id, 'Here?', { target: { ...own, section_id: objectives } }))).code).toBe('conflict')
  const other = await makeDocument(olivia, 'Other Ltd')
  expect((await problemOf(say(vera, other.id, 'Or here?', { target: own }))).code).toBe('unavailable')
  for (const target of [
    { kind: 'section', section_id: 'no_such_section' },
    { kind: 'text', section_id: roles, start: own.start, end: own.end },
    { kind: 'cell', section_id: commitments, row_id: newId(), column_id: 'x' },
  ] as const)
    expect((await problemOf(say(vera, document.id, 'Nowhere', { target }))).code).toBe('conflict')
})

test('a comment on words that were deleted meanwhile is refused with what to do, and nothing is stored', async () => {
  const target = await withEditor(olivia, async (editor) => {
    editor.type(projects, ' Short-lived words.')
    await editor.saved()
    const words = wordsIn(editor.doc, projects, 'Short-lived words.')
    editor.erase(projects, editor.words(projects).indexOf('Short-lived'), 'Short-lived words.'.length)
    await editor.saved()
    return words
  })
  const before = await threadsOf(vera)
  const problem = await problemOf(say(vera, document.id, 'Too late', { target }))
  expect(problem).toMatchObject({ code: 'conflict', detail: expect.stringContaining('removed meanwhile') })
  expect(await threadsOf(vera)).toEqual(before)
})

test('comments on cells and items keep what these said; a row that is gone takes none', async () => {
  const { row, item, gone, column } = await withEditor(olivia, async (editor) => {
    const table = document.content.fillable_sections.find(({ id }) => id === roles)
    const columns = table?.columns ?? []
    const text = columns.find(({ type }) => type === 'text')
    const [row = '', gone = ''] = addTableRows(tableSection(editor.doc, roles), columns, [{ [text?.id ?? '']: 'Security officer' }, {}])
    const [item = ''] = addItems(listSection(editor.doc, commitments), ['We protect customer data.'])
    removeRow(tableSection(editor.doc, roles), gone)
    await editor.saved()
    return { row, item, gone, column: text }
  })
  const cell = { kind: 'cell', section_id: roles, row_id: row, column_id: column?.id ?? '' } as const
  expect((await say(vera, document.id, 'Full time?', { target: cell })).quote).toBe(`${column?.label}: Security officer`)
  const onItem = { kind: 'item', section_id: commitments, item_id: item } as const
  expect((await say(vera, document.id, 'All of it?', { target: onItem })).quote).toBe('We protect customer data.')
  expect((await problemOf(say(vera, document.id, 'Gone', { target: { ...cell, row_id: gone } }))).code).toBe('conflict')
})

test('commenting makes nobody an author: the document has the same revision and history as before', async () => {
  const before = await readDocument(olivia, document.id)
  const target = await withEditor(olivia, (editor) => wordsIn(editor.doc, objectives, 'the board'))
  await say(vera, document.id, 'Which board?', { target })
  await world.restart()
  const after = await readDocument(olivia, document.id)
  expect(after.revision).toBe(before.revision)
  const { data } = await olivia.api.documents.contributors({ document_id: document.id })
  expect(data.flatMap(({ contributors }) => contributors.map(({ name }) => name))).not.toContain('Vera Lund')
})

test('people change and delete their own comments and nobody else’s', async () => {
  const thread = await say(vera, document.id, 'First')
  const [comment] = thread.comments
  const reply = await replyTo(carl, thread.id, 'Second')
  for (const other of [carl, olivia]) {
    expect((await problemOf(other.api.comments.edit({ comment_id: comment?.id ?? '', body: 'Mine now' }))).code).toBe('forbidden')
    expect((await problemOf(other.api.comments.remove({ comment_id: comment?.id ?? '' }))).code).toBe('forbidden')
  }
  const edited = await vera.api.comments.edit({ comment_id: comment?.id ?? '', body: 'First, better' })
  expect(edited.comments[0]).toMatchObject({ body: 'First, better', edited_at: expect.any(String) })
  await vera.api.comments.remove({ comment_id: comment?.id ?? '' })
  const rest = await vera.api.comments.get({ thread_id: thread.id })
  expect(rest.comments.map(({ body, is_deleted }) => [body, is_deleted])).toEqual([
    ['', true],
    ['Second', false],
  ])
  expect(await world.sql('select 1 from comment where body ilike $1', ['%First%'])).toEqual([])
  await carl.api.comments.remove({ comment_id: reply.comments[1]?.id ?? '' })
  expect((await problemOf(vera.api.comments.get({ thread_id: thread.id }))).code).toBe('not_found')
  expect((await problemOf(vera.api.comments.edit({ comment_id: comment?.id ?? '', body: 'Again' }))).code).toBe('not_found')
})

test('sent twice it is one comment; an id that somebody else used is not taken over', async () => {
  const ids = { id: newId(), comment_id: newId() }
  const first = await say(vera, document.id, 'Once', ids)
  expect(await say(vera, document.id, 'Once', ids)).toEqual(first)
  expect((await problemOf(say(olivia, document.id, 'Mine', ids))).code).toBe('conflict')
  const reply = { thread_id: first.id, id: newId(), body: 'Once more' }
  await vera.api.comments.reply(reply)
  expect((await vera.api.comments.reply(reply)).comments).toHaveLength(2)
  expect((await problemOf(olivia.api.comments.reply(reply))).code).toBe('conflict')
})

test('mentioned people are told once, participants and whoever is responsible too, each as they want', async () => {
  const petra = await invite(world, olivia, 'Petra Quist', 'member')
  const maria = await invite(world, olivia, 'Maria Acme', 'contributor', document.customer_id)
  await olivia.api.documents.update({ document_id: document.id, assigned_to: petra.me.user.id })
  const thread = await say(vera, document.id, '@Maria Acme please look', { mentions: [maria.me.user.id, maria.me.user.id] })
  const path = `/comments/${thread.id}`
  expect(await inboxOf(maria)).toEqual([{ kind: 'comment_mentioned', path }])
  expect(await inboxOf(petra)).toContainEqual({ kind: 'document_commented', path })
  await maria.api.notifications.setPreference({ kind: 'comment_replied', inbox: false, mail: false })
  await replyTo(maria, thread.id, '@Vera Lund done', [vera.me.user.id])
  expect((await inboxOf(vera)).filter((row) => row.path === path)).toEqual([{ kind: 'comment_mentioned', path }])
  await replyTo(vera, thread.id, 'Thanks')
  expect(await inboxOf(maria)).toEqual([{ kind: 'comment_mentioned', path }])
  expect((await threadsOf(maria, 'mentioned')).map(({ id }) => id)).toEqual([thread.id])
  const mails = await world.sql<{ subject: string; text: string }>(
    'select subject, text from mail where "to" = $1 order by created_at desc',
    [maria.email],
  )
  expect(mails[0]?.subject).toContain('mentioned you in a comment on')
  expect(mails[0]?.text).not.toContain('please look')
  await olivia.api.documents.update({ document_id: document.id, assigned_to: null })
})

test('somebody without access cannot be mentioned, and the answer does not say who exists', async () => {
  const stranger = await signUp(world, 'Sten Stranger', 'Northlight Advisors')
  const other = await makeDocument(olivia, 'Elsewhere Ltd')
  const outsider = await invite(world, olivia, 'Otto Elsewhere', 'manager', other.customer_id)
  const left = await invite(world, olivia, 'Lea Left', 'member')
  await olivia.api.members.remove({ user_id: left.me.user.id })
  const answers = await Promise.all(
    [stranger.me.user.id, outsider.me.user.id, left.me.user.id, newId()].map((id) =>
      problemOf(say(vera, document.id, 'Hello', { mentions: [id] })),
    ),
  )
  for (const answer of answers)
    expect(answer).toMatchObject({ code: 'invalid_input', detail: expect.stringContaining('cannot see this document') })
  const thread = await say(vera, document.id, 'Hello')
  expect((await problemOf(replyTo(vera, thread.id, 'Hello', [outsider.me.user.id]))).code).toBe('invalid_input')
})

test('hostile words are kept as words, without what shows nothing; endless ones are refused', async () => {
  const script = '<script>alert(1)</script> \u0000\u001b[31m\u202Ered\u202C \ud800 **not bold**'
  const thread = await say(vera, document.id, script)
  expect(thread.comments[0]?.body).toBe('<script>alert(1)</script> [31mred \ufffd **not bold**')
  expect((await problemOf(say(vera, document.id, 'x'.repeat(100_000)))).code).toBe('invalid_input')
  for (const nothing of ['', '   \n ', '\u0000\u0007'])
    expect((await problemOf(say(vera, document.id, nothing))).code).toBe('invalid_input')
})

test('another tenant, another customer’s people and an archived document are all not there', async () => {
  const thread = await say(vera, document.id, 'Here')
  const stranger = await signUp(world, 'Nora West', 'Northlight Advisors')
  const other = await makeDocument(olivia, 'Third Ltd')
  const outsider = await invite(world, olivia, 'Olga Third', 'manager', other.customer_id)
  for (const person of [stranger, outsider]) {
    const comment_id = thread.comments[0]?.id ?? ''
    const calls = [
      say(person, document.id, 'Me too'),
      person.api.comments.list({ document_id: document.id }),
      person.api.comments.get({ thread_id: thread.id }),
      replyTo(person, thread.id, 'Me too'),
      person.api.comments.resolve({ thread_id: thread.id }),
      person.api.comments.edit({ comment_id, body: 'Me too' }),
      person.api.comments.remove({ comment_id }),
    ]
    for (const { code } of await Promise.all(calls.map(problemOf))) expect(code).toBe('not_found')
  }
  const onOther = await say(vera, other.id, 'Before')
  await olivia.api.customers.archive({ customer_id: other.customer_id })
  expect((await problemOf(say(vera, other.id, 'After'))).code).toBe('not_found')
  expect((await problemOf(replyTo(vera, onOther.id, 'After'))).code).toBe('not_found')
})

test('threads are shown by what one looks for', async () => {
  const before = new Set((await threadsOf(rita)).map(({ id }) => id))
  const mine = await say(rita, document.id, 'Mine')
  const other = await say(olivia, document.id, '@Rita Novak look', { mentions: [rita.me.user.id] })
  const hidden = await say(olivia, document.id, 'Between us', { is_internal: true })
  const fresh = async (show?: Parameters<typeof threadsOf>[1]) =>
    (await threadsOf(rita, show)).map(({ id }) => id).filter((id) => !before.has(id))
  expect(await fresh()).toEqual([mine.id, other.id, hidden.id])
  expect(await fresh('mine')).toEqual([mine.id])
  expect(await fresh('mentioned')).toEqual([other.id])
  expect(await fresh('internal')).toEqual([hidden.id])
  await rita.api.comments.resolve({ thread_id: other.id })
  expect(await fresh('open')).toEqual([mine.id, hidden.id])
  expect(bodies(await threadsOf(rita, 'mine')).flat()).toContain('Mine')
})

test('every act on a thread is on record, and none of its words', async () => {
  const thread = await say(vera, document.id, 'Whispered')
  await replyTo(olivia, thread.id, 'Whispered back')
  await vera.api.comments.resolve({ thread_id: thread.id })
  const { data } = await olivia.api.activity.list({ entity_id: thread.id })
  expect(data.map(({ action }) => action)).toEqual(['comment_thread.resolved', 'comment.added', 'comment.added'])
  expect(JSON.stringify(data)).not.toContain('Whispered')
  const ofDocument = (await olivia.api.activity.list({ document_id: document.id, limit: 200 })).data
  expect(ofDocument.map(({ id }) => id)).toEqual(expect.arrayContaining(data.map(({ id }) => id)))
  expect(ofDocument.map(({ action }) => action)).toContain('document.created')
})
