import { onBehalfOf, onBehalfOfHeader } from '@certloom/shared/accounts/onBehalfOf'
import { documentMeta, evidenceSection, listSection, textSection } from '@certloom/shared/collab/documentDoc'
import { linkedEvidence } from '@certloom/shared/collab/evidenceDoc'
import { addItems } from '@certloom/shared/collab/listDoc'
import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import { actionItems, flags, parkingLot, readSteering, steer } from '@certloom/shared/collab/sessionDoc'
import { newId } from '@certloom/shared/ids'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import * as Y from 'yjs'
import { iso9001, planFor } from '../plans/planFor.ts'
import { makeChecklist } from '../readiness/checklist.ts'
import { problemOf, visit } from '../support/client.ts'
import { readDocument, textOf } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { type Person, signUp } from '../support/people.ts'
import { ask, forAnybody, forGuests, procedures } from '../support/procedures.ts'
import { openRawSocket } from '../support/rawSocket.ts'
import { upload } from '../support/uploads.ts'
import { startWorld, type World } from '../support/world.ts'
import { comeIn, guestTicket, joinAsGuest, makeLink, startSession } from './guest.ts'

let world: World
let olivia: Person
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterAll(() => world.stop())

/** PRODUCT section 3: a right that is taken away takes effect on open sockets within two seconds. */
const atMost = { timeout: 2_000, interval: 10 }

async function invited() {
  const { document, session } = await startSession(world, olivia)
  const { token, link } = await makeLink(olivia, session.id)
  return { document, session, token, link, ana: await comeIn(world, token) }
}

test('every procedure of the interface refuses a guest’s secret, as cookie or as login, except the few that are theirs', async () => {
  const { document, session, link, ana } = await invited()
  const { evidence, file, task } = {
    ...(await upload(olivia, document.customer_id, 'proof.txt', 'proof')),
    task: await olivia.api.tasks.create({ customer_id: document.customer_id, title: 'Call' }),
  }
  const project = await makeChecklist(olivia, 'Guest walk')
  const secret = ana.cookie().split('=')[1] ?? ''
  const ids = {
    customer_id: document.customer_id,
    document_id: document.id,
    session_id: session.id,
    plan_id: document.plan_id,
    link_id: link.id,
    project_id: project.id,
    evidence_id: evidence?.id ?? '',
    file_id: file.id,
    task_id: task.id,
    user_id: olivia.me.user.id,
    revision: '1',
  }
  expect(procedures.length).toBeGreaterThan(150)
  const theirs = new Set([...forGuests, ...forAnybody])
  expect([...theirs].filter((name) => !procedures.some((procedure) => procedure.name === name))).toEqual([])
  const open: string[] = []
  const disguises: Record<string, string>[] = [
    { cookie: ana.cookie() },
    { cookie: `certloom_session=${secret}; ${ana.cookie()}` },
    { authorization: `Bearer ${secret}` },
  ]
  for (const headers of disguises)
    for (const procedure of procedures) {
      if (theirs.has(procedure.name)) continue
      const { status } = await ask(world, procedure, ids, headers)
      if (status !== 401) open.push(`${procedure.name} ${status}`)
    }
  expect(open).toEqual([])
  expect((await ana.api.guests.session()).session.id).toBe(session.id)
})

test('a page opened for one guest does nothing in the name of another who came in by the same browser', async () => {
  const { session, ana } = await invited()
  const { token: other } = await makeLink(olivia, session.id)
  const carlos = await comeIn(world, other)
  const headers = {
    cookie: carlos.cookie(),
    [onBehalfOfHeader]: onBehalfOf({ userId: ana.me.user.id, organizationId: ana.me.organization.id }),
  }
  const done: string[] = []
  for (const procedure of procedures) {
    if (!forGuests.includes(procedure.name)) continue
    const { status, text } = await ask(world, procedure, {}, headers)
    if (status !== 409 || !text.includes('other_person')) done.push(`${procedure.name} ${status}`)
  }
  expect(done).toEqual([])
  expect((await carlos.api.guests.session()).session.id).toBe(session.id)
})

test('what is a guest’s own is closed to logins, and shows a guest no other document of the customer', async () => {
  const { document, ana } = await invited()
  await planFor(olivia, document.customer_id, iso9001)
  const others = (await olivia.api.documents.list({ customer_id: document.customer_id, limit: 200 })).data.filter(
    ({ id }) => id !== document.id,
  )
  expect(others.length).toBeGreaterThan(0)
  for (const { id } of others.slice(0, 3))
    expect(await problemOf(ana.api.guests.document({ document_id: id }))).toMatchObject({ status: 404 })
  expect(await problemOf(olivia.api.guests.session())).toMatchObject({ status: 401 })
  const login = olivia.cookie().split('=')[1] ?? ''
  const disguised = await visit(world).fetch('/api/v1/guest/session', { headers: { cookie: `certloom_guest=${login}` } })
  expect(disguised.status).toBe(401)
})

test('a guest gives a file for what is asked, under their name and for a reviewer to see first, and for nothing else', async () => {
  const { document, ana } = await invited()
  let sentId = newId()
  const give = (by: Pick<typeof ana, 'fetch'>, section: string, name = 'Proof.txt', id = document.id) => {
    const form = new FormData()
    form.append('id', sentId)
    form.append('file', new Blob(['proof']), name)
    return by.fetch(`/api/v1/guest/documents/${id}/sections/${section}/evidence`, { method: 'POST', body: form })
  }
  for (const _answer of ['lost', 'heard']) expect((await give(ana, 'goal')).status).toBe(201)
  const { data } = await olivia.api.evidence.list({ document_id: document.id, section_id: 'goal' })
  expect(data).toMatchObject([{ title: 'Proof', status: 'pending', created_by: { name: 'Guest: Ana' } }])
  const witness = await join(world, olivia, document.room)
  expect(linkedEvidence(evidenceSection(witness.doc, 'goal'))).toMatchObject([{ title: 'Proof' }])
  witness.leave()
  const other = await startSession(world, olivia, 'Another')
  sentId = newId()
  for (const answer of [await give(ana, 'repeated'), await give(ana, 'nothing'), await give(ana, 'goal', 'Proof.txt', other.document.id)])
    expect(answer.status).toBe(404)
  expect((await give(ana, 'goal', 'Proof.exe')).status).toBeGreaterThanOrEqual(400)
  for (const somebody of [olivia, visit(world)]) expect((await give(somebody, 'goal')).status).toBe(401)
  await ana.api.guests.leave()
  expect((await give(ana, 'goal')).status).toBe(401)
  expect((await olivia.api.evidence.list({ customer_id: document.customer_id })).data).toHaveLength(1)
})

test('a guest enters the session and its documents, and no other room, with whatever ticket', async () => {
  const { document, session, ana } = await invited()
  const [other, checklist] = [await startSession(world, olivia, 'Another'), await makeChecklist(olivia, 'Not theirs')]
  await planFor(olivia, document.customer_id, iso9001)
  const neighbour = (await olivia.api.documents.list({ customer_id: document.customer_id, limit: 200 })).data.find(
    ({ id }) => id !== document.id,
  )
  const { room } = await readDocument(olivia, neighbour?.id ?? '')
  for (const closed of [
    room,
    other.document.room,
    other.session.room,
    checklist.room,
    `template:${document.id}:1`,
    `facts:${document.customer_id}:1`,
    `internal:${session.id}:1`,
  ]) {
    const raw = await openRawSocket(world)
    expect(await raw.join(closed, await guestTicket(ana, closed)), closed).toBe('denied not_found')
    expect(await raw.join(closed, await guestTicket(ana, document.room)), closed).toBe('denied ticket')
    raw.close()
  }
  const raw = await openRawSocket(world)
  expect(await raw.join(document.room, await guestTicket(ana, document.room))).toBe('read-write')
  expect(await raw.join(session.room, await guestTicket(ana, session.room))).toBe('readonly')
  raw.close()
})

test('a guest fills what is asked; writing anywhere else ends the room on their socket and changes nothing', async () => {
  const { document, session, ana } = await invited()
  const witness = await join(world, olivia, document.room)
  const editor = await joinAsGuest(world, ana, document.room)
  editor.type('goal', 'Safe by spring.')
  addItems(listSection(editor.doc, 'rules'), ['Lock the yard.'])
  await editor.saved()
  await vi.waitFor(() => expect(witness.words('goal')).toBe('Safe by spring.'))
  editor.leave()

  const attacks: [string, (doc: Y.Doc) => void][] = [
    ['a section that is not asked', (doc) => void textSection(doc, 'repeated').insert(0, [new Y.XmlElement('paragraph')])],
    ['evidence', (doc) => void evidenceSection(doc, 'goal').set('x', {} as never)],
    ['what the server keeps', (doc) => void documentMeta(doc).set('lock:goal', { by: ana.me.user, at: '' })],
    ['a root nobody has', (doc) => void doc.getMap('smuggled').set('x', 1)],
  ]
  for (const [what, write] of attacks) {
    const attacker = await joinAsGuest(world, ana, document.room)
    write(attacker.doc)
    await vi.waitFor(() => expect(attacker.refusal(), what).toBe('not_allowed'))
    attacker.leave()
  }
  expect(['', 'Safe by spring.'], 'but for what was carried there').toContain(witness.words('repeated'))
  expect(witness.doc.share.has('smuggled')).toBe(false)

  const room = await join(world, olivia, session.room)
  const visiting = await joinAsGuest(world, ana, session.room)
  expect(visiting.provider.authorizedScope).toBe('readonly')
  steer(visiting.doc, { leader: ana.me.user.id })
  flags(visiting.doc).set('q', { by: ana.me.user, at: '' })
  parkingLot(visiting.doc).set('n', { by: ana.me.user, at: '', text: 'mine', isDone: false })
  await visiting.saved() // the server has heard it all
  flags(room.doc).set('heard', { by: { id: olivia.me.user.id, name: 'Olivia' }, at: '' })
  await vi.waitFor(() => expect(flags(visiting.doc).has('heard')).toBe(true))
  expect(readSteering(room.doc).leader).toBe(olivia.me.user.id)
  expect([[...flags(room.doc).keys()], parkingLot(room.doc).size]).toEqual([['heard'], 0])
  for (const one of [witness, room, visiting]) one.leave()
})

test('a locked section is closed to a guest too', async () => {
  const { document, ana } = await invited()
  await olivia.api.documents.lockSection({ document_id: document.id, section_id: 'goal', locked: true })
  const editor = await joinAsGuest(world, ana, document.room)
  editor.type('goal', 'An intrusion.')
  await vi.waitFor(() => expect(editor.refusal()).toBe('locked'))
  editor.leave()
})

test('what a guest writes is theirs by name: in the section, the version, the activity, and where it was carried', async () => {
  const { document, ana } = await invited()
  const editor = await joinAsGuest(world, ana, document.room)
  editor.type('goal', 'Safe by spring.')
  await editor.saved()
  editor.leave()
  await vi.waitFor(async () => expect(textOf(await readDocument(olivia, document.id), 'repeated')).toBe('Safe by spring.'), {
    timeout: 10_000,
  })
  const stored = await readDocument(olivia, document.id)
  const by = stored.content.fillable_sections.filter(({ type }) => type === 'text').map(({ filled_by }) => filled_by)
  expect(by).toEqual([
    { id: ana.me.user.id, name: 'Guest: Ana' },
    { id: ana.me.user.id, name: 'Guest: Ana' },
  ])
  const { data: versions } = await olivia.api.documents.history({ document_id: document.id })
  expect(new Set(versions.flatMap(({ contributors }) => contributors.map(({ name }) => name)))).toEqual(new Set(['Guest: Ana']))
  const { data: contributors } = await olivia.api.documents.contributors({ document_id: document.id })
  expect(contributors[0]?.contributors).toMatchObject([{ name: 'Guest: Ana' }])
  const { data } = await olivia.api.activity.list({ entity_id: document.id })
  const did = data.map(({ action, actor }) => `${actor.name} ${action}`)
  expect(did).toEqual(expect.arrayContaining(['Guest: Ana section.edited', 'Guest: Ana section.carried']))
})

test('others see a guest under the name that the server knows, whatever their client says', async () => {
  const { document, ana } = await invited()
  const witness = await join(world, olivia, document.room)
  const editor = await joinAsGuest(world, ana, document.room)
  editor.provider.awareness?.setLocalState({ user: { id: olivia.me.user.id, name: 'Olivia', color: '#000000' } })
  const names = () =>
    [...(witness.provider.awareness?.getStates().values() ?? [])].map((state) => (state as { user?: { name: string } }).user?.name)
  await vi.waitFor(() => expect(names()).toContain('Guest: Ana'))
  expect(names()).not.toContain('Olivia')
  for (const one of [witness, editor]) one.leave()
})

/** Whatever ends a guest's stay. */
const endings: [string, (of: Awaited<ReturnType<typeof invited>>) => Promise<unknown>][] = [
  ['the link is taken back', ({ session, link }) => olivia.api.guests.revoke({ session_id: session.id, link_id: link.id })],
  ['the session is archived', ({ session }) => olivia.api.interviews.remove({ session_id: session.id })],
  ['they leave', ({ ana }) => ana.api.guests.leave()],
]

test.each(endings)('when %s, they hear and say nothing more within two seconds', async (_when, end) => {
  const all = await invited()
  const { document, ana } = all
  const [witness, editor] = [await join(world, olivia, document.room), await joinAsGuest(world, ana, document.room)]
  await end(all)
  await vi.waitFor(() => expect(editor.provider.isSynced).toBe(false), atMost)
  editor.type('goal', 'An intrusion.')
  witness.type('goal', 'A secret.')
  await witness.saved()
  expect(witness.words('goal')).toBe('A secret.')
  expect(editor.words('goal')).not.toContain('A secret.')
  expect(await problemOf(ana.api.guests.session())).toMatchObject({ status: 401 })
  for (const one of [witness, editor]) one.leave()
})

test('a completed session sends its guests out, with what they wrote stored under their name', async () => {
  const { document, session, ana } = await invited()
  const editor = await joinAsGuest(world, ana, document.room)
  editor.type('goal', 'The last word.')
  await editor.saved()
  await olivia.api.interviews.complete({ session_id: session.id })
  await vi.waitFor(() => expect(editor.provider.isSynced).toBe(false), atMost)
  expect(textOf(await readDocument(olivia, document.id), 'goal')).toBe('The last word.')
  editor.leave()
})

test('guests are sent out of a completed session though its room cannot be written any more', async () => {
  const { document, session, ana } = await invited()
  const [room, editor] = [await join(world, olivia, session.room), await joinAsGuest(world, ana, document.room)]
  editor.type('goal', 'The last word.')
  const by = { id: olivia.me.user.id, name: 'Olivia' }
  actionItems(room.doc).set(newId(), { by, at: new Date().toISOString(), text: 'Send the chart', isDone: false })
  await Promise.all([editor.saved(), room.saved()])
  await world.sql(`create function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$`)
  onTestFinished(async () => void (await world.sql('drop function refuse cascade')))
  for (const moment of ['insert on live_update', 'update on live_document'])
    await world.sql(`create trigger refuse before ${moment} for each row when (new.room = '${session.room}') execute function refuse()`)
  const completing = problemOf(olivia.api.interviews.complete({ session_id: session.id }))
  const wasCompleted = `select 1 from interview_session where id = $1 and status = 'completed'`
  await vi.waitFor(async () => expect(await world.sql(wasCompleted, [session.id])).not.toEqual([]), { timeout: 60_000, interval: 10 })
  await vi.waitFor(() => expect(editor.provider.isSynced).toBe(false), atMost)
  expect((await completing).code).toBe('not_durable')
  for (const one of [room, editor]) one.leave()
})

test('a link that ends while somebody is in closes their socket by itself, and others of the session stay', async () => {
  const { session, document, link, ana } = await invited()
  const second = await makeLink(olivia, session.id)
  const ben = await comeIn(world, second.token, 'Ben')
  await world.sql(`update guest_link set expires_at = now() + interval '1200 milliseconds' where id = $1`, [link.id])
  const [ending, staying] = [await joinAsGuest(world, ana, document.room), await joinAsGuest(world, ben, document.room)]
  await vi.waitFor(() => expect(ending.provider.isSynced).toBe(false), { timeout: 4_000, interval: 10 })
  await olivia.api.guests.revoke({ session_id: session.id, link_id: link.id })
  staying.type('goal', 'Undisturbed.')
  await staying.saved()
  for (const one of [ending, staying]) one.leave()
})

test('a guest’s ticket of another layout only reads, by the protocol for programs as well', async () => {
  const { document, ana } = await invited()
  const { ticket } = await ana.api.collab.guestTicket({ rooms: [document.room] })
  const raw = await openRawSocket(world)
  expect(await raw.join(document.room, ticket)).toBe('denied outdated')
  raw.close()
  const other = await startSession(world, olivia, 'Another')
  const { ticket: foreign } = await ana.api.collab.guestTicket({ rooms: [other.document.room], schema_version: schemaVersion })
  const socket = await openRawSocket(world, { path: `/yjs/${encodeURIComponent(other.document.room)}?ticket=${foreign}` })
  expect(await socket.closed()).toBe(4403)
})
