import { connect } from 'node:net'
import { issueTicket } from '@certloom/server/auth/collabTicket'
import { type Decision, decisions as guard } from '@certloom/server/collab/guard'
import { ticketKeyPurpose } from '@certloom/server/collab/server'
import { derivedKey } from '@certloom/server/config'
import { checklistRow } from '@certloom/shared/collab/checklistDoc'
import { documentMeta, textSection } from '@certloom/shared/collab/documentDoc'
import { presenceColor } from '@certloom/shared/collab/presence'
import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import { decisions } from '@certloom/shared/collab/sessionDoc'
import { claimKey } from '@certloom/shared/collab/statusClaims'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { startSession } from '../guests/guest.ts'
import { makeChecklist, readAnswers } from '../readiness/checklist.ts'
import { visit } from '../support/client.ts'
import { makeDocument, makeDocumentOf, objectives, projects } from '../support/documents.ts'
import { type Editor, join, ticketFor } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { openRawSocket, type RawSocket } from '../support/rawSocket.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let olivia: Person
let mallory: Person
let viewer: Person
let stranger: Person
let documentId: string
let room: string
let witness: Editor

beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  mallory = await invite(world, olivia, 'Mallory', 'member')
  viewer = await invite(world, olivia, 'Vera', 'viewer')
  stranger = await signUp(world, 'Sten', 'Northlight Advisors')
})
afterAll(() => world.stop())

beforeEach(async () => {
  const document = await makeDocument(olivia, `Customer ${crypto.randomUUID()}`)
  documentId = document.id
  room = document.room
  witness = await join(world, olivia, room)
  witness.type(objectives, 'Untouched.')
  await witness.saved()
  return () => witness.leave()
})

/** The document is what it was, in memory and in the database, and the honest person in it can go on. */
async function expectUnharmed(): Promise<void> {
  expect(witness.refusal()).toBeUndefined()
  witness.type(objectives, ' Still writing.')
  await witness.saved()
  await world.app.services.live.store(room)
  const [row] = await world.sql<{ state: Buffer }>('select state from live_document where room = $1', [room])
  const stored = new Y.Doc()
  Y.applyUpdate(stored, new Uint8Array(row?.state ?? []))
  expect(textSection(stored, objectives).toJSON()).toBe('<paragraph>Untouched. Still writing.</paragraph>')
  expect([...stored.share.keys()].sort()).toEqual(['meta', `sec:${objectives}`])
  expect(documentMeta(stored).get('hacked')).toBeUndefined()
  expect(stored.store.pendingStructs).toBeNull()
  expect(await world.sql('select 1 from live_update where room = $1', [room])).toHaveLength(0)
}

/** An update made by somebody who has the document as it is. */
function forge(change: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(witness.doc))
  const before = Y.encodeStateVector(doc)
  change(doc)
  return Y.encodeStateAsUpdate(doc, before)
}

async function sendAs(person: Person, update: Uint8Array, kind: 1 | 2 = 2): Promise<string> {
  const socket = await openRawSocket(world)
  await socket.join(room, await ticketFor(person, room))
  socket.sendUpdate(room, update, kind)
  const reason = await vi.waitFor(() => socket.ended[0] ?? Promise.reject(new Error('not refused')), { timeout: 3_000, interval: 5 })
  socket.close()
  return reason
}

test.each([
  ['a fixed section', (doc: Y.Doc) => textSection(doc, 'purpose').insert(0, [new Y.XmlElement('paragraph')])],
  ['the server’s own notes', (doc: Y.Doc) => documentMeta(doc).set('hacked', true)],
  ['a root the template does not name', (doc: Y.Doc) => doc.getMap('anything').set('hacked', true)],
  [
    'a section of another type under a text root',
    (doc: Y.Doc) => textSection(doc, 's2_organization_chart').insert(0, [new Y.XmlElement('paragraph')]),
  ],
  ['an evidence mirror', (doc: Y.Doc) => doc.getMap('evd:s2_organization_chart').set('x', new Y.Map())],
  ['the evidence mirror of a section of text', (doc: Y.Doc) => doc.getMap(`evd:${objectives}`).set('x', { title: 'Forged' })],
])('an edit of %s is refused', async (_what, change) => {
  expect(await sendAs(mallory, forge(change))).toBe('not_allowed')
  expect(await sendAs(mallory, forge(change), 1)).toBe('not_allowed')
  await expectUnharmed()
})

test('an allowed edit with a forbidden one hidden in it is refused as a whole', async () => {
  const update = forge((doc) => {
    doc.transact(() => {
      textSection(doc, objectives).insert(0, [new Y.XmlElement('paragraph')])
      documentMeta(doc).set('hacked', true)
    })
  })
  expect(await sendAs(mallory, update)).toBe('not_allowed')
  await expectUnharmed()
})

test('a viewer can read and changes nothing', async () => {
  const socket = await openRawSocket(world)
  expect(await socket.join(room, await ticketFor(viewer, room))).toBe('readonly')
  socket.sendUpdate(
    room,
    forge((doc) => textSection(doc, objectives).delete(0, 1)),
  )
  await vi.waitFor(() => expect(socket.heard.some((heard) => heard.type === 8)).toBe(true))
  await expectUnharmed()
  socket.close()
})

test('bytes that are no update, and half an update, are refused', async () => {
  expect(await sendAs(mallory, new Uint8Array([255, 255, 255, 1, 9, 9]))).toBe('malformed')
  const whole = forge((doc) => textSection(doc, objectives).insert(0, [new Y.XmlElement('paragraph')]))
  expect(await sendAs(mallory, whole.slice(0, whole.length - 4))).toBe('malformed')
  await expectUnharmed()
})

test('an edit without its predecessor is left out, never called saved, and its sender asked for the rest', async () => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(witness.doc))
  const known = Y.encodeStateVector(doc)
  textSection(doc, objectives).insert(1, [new Y.XmlElement('paragraph')])
  const gap = Y.encodeStateVector(doc)
  textSection(doc, objectives).insert(1, [new Y.XmlElement('paragraph')])
  const socket = await openRawSocket(world)
  await socket.join(room, await ticketFor(mallory, room))
  socket.sendUpdate(room, Y.encodeStateAsUpdate(doc, gap))
  socket.sendStateless(room, '{"type":"barrier","n":1}')
  const asked = () => socket.heard.filter((heard) => heard.type === 0).length
  await vi.waitFor(() => expect(asked()).toBe(1))
  witness.type(objectives, ' Seen.')
  await witness.saved()
  expect(textSection(witness.doc, objectives).length).toBe(1)
  expect(socket.heard.some((heard) => heard.text.includes('saved'))).toBe(false)
  socket.sendUpdate(room, Y.encodeStateAsUpdate(doc, known), 1)
  await vi.waitFor(() => expect(socket.heard.at(-1)?.text).toBe('{"type":"saved","n":1}'))
  await vi.waitFor(() => expect(textSection(witness.doc, objectives).length).toBe(3))
  socket.close()
})

test('an update that would break the document’s own machinery is refused before it is applied', async () => {
  const update = forge((doc) => {
    textSection(doc, objectives).insert(1, [new Y.Doc() as never])
    const item = doc.store.clients.get(doc.clientID)?.at(-1) as Y.Item
    Object.assign(item.content, { opts: { guid: { toString: 1, valueOf: 1 } } }) // encoding it again throws inside Yjs
  })
  expect(await sendAs(mallory, update)).toBe('malformed')
  await expectUnharmed()
})

/** What the server makes of what was sent so far: it ends the connection, or says that it is saved, or asks for what came before. */
async function answerTo(socket: RawSocket, inRoom = room): Promise<string> {
  socket.sendStateless(inRoom, '{"type":"barrier","n":1}')
  return vi.waitFor(
    () => {
      if (socket.ended[0]) return socket.ended[0]
      if (!socket.isOpen()) return 'closed'
      if (socket.heard.some(({ text }) => text.includes('saved'))) return 'saved'
      return socket.asked() > 0 ? 'asked again' : Promise.reject(new Error('no answer'))
    },
    { timeout: 3_000, interval: 5 },
  )
}

async function answerToMallory(update: Uint8Array, { inRoom = room, kind = 2 }: { inRoom?: string; kind?: 1 | 2 } = {}): Promise<string> {
  const socket = await openRawSocket(world)
  await socket.join(inRoom, await ticketFor(mallory, inRoom))
  socket.sendUpdate(inRoom, update, kind)
  const answer = await answerTo(socket, inRoom)
  socket.close()
  return answer
}

const addParagraph = (doc: Y.Doc, section = objectives): void => textSection(doc, section).push([new Y.XmlElement('paragraph')])

/** An update whose predecessor is kept back. */
function forgeWithGap(): Uint8Array {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(witness.doc))
  addParagraph(doc)
  const gap = Y.encodeStateVector(doc)
  addParagraph(doc)
  return Y.encodeStateAsUpdate(doc, gap)
}

/** An edit under the client id of the colleague who is here. */
const forgeAsWitness = (): Uint8Array =>
  forge((doc) => {
    doc.clientID = witness.doc.clientID
    addParagraph(doc)
  })

/** Mallory loses a right after hers were looked up and before she is in; what she sent ahead waits for that moment. */
async function writeWhileShutOut(): Promise<string> {
  const [ticket, socket] = [await ticketFor(mallory, room), await openRawSocket(world)]
  const update = forge(addParagraph)
  const blocker = new pg.Client({ connectionString: world.database.superuserUrl })
  await blocker.connect()
  await blocker.query('begin; lock table customer_document in access exclusive mode')
  const verdict = socket.join(room, ticket)
  socket.sendUpdate(room, update)
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  await vi.waitFor(async () => expect(await world.sql(waiting)).not.toEqual([]), { timeout: 5_000 })
  world.app.services.live.revoke({ userId: mallory.me.user.id }, 'changed')
  await blocker.end()
  await verdict
  const answer = await answerTo(socket)
  socket.close()
  return answer
}

/** For each decision of the guard an attack that nothing else holds off, and what it is answered. */
const attacks: Record<Decision, { answer: string; attempt: () => Promise<string> }> = {
  revocation: { answer: 'closed', attempt: writeWhileShutOut },
  content: {
    answer: 'malformed',
    attempt: () => answerToMallory(forge((doc) => textSection(doc, objectives).insert(1, [new Y.Doc() as never]))),
  },
  predecessors: { answer: 'incomplete', attempt: () => answerToMallory(forgeWithGap(), { kind: 1 }) },
  rights: { answer: 'not_allowed', attempt: () => answerToMallory(forge((doc) => documentMeta(doc).set('hacked', true))) },
  locks: {
    answer: 'locked',
    async attempt() {
      await olivia.api.documents.lockSection({ document_id: documentId, section_id: projects, locked: true })
      return answerToMallory(forge((doc) => addParagraph(doc, projects)))
    },
  },
  keys: {
    answer: 'not_yours',
    async attempt() {
      const project = await makeChecklist(olivia, `Customer ${crypto.randomUUID()}`)
      const [row] = await readAnswers(olivia, project.id)
      const doc = new Y.Doc()
      checklistRow(doc, row?.requirement_id ?? '').set(claimKey(olivia.me.user.id), { status: 'ready', at: new Date().toISOString() })
      return answerToMallory(Y.encodeStateAsUpdate(doc), { inRoom: project.room })
    },
  },
  words: {
    answer: 'not_yours',
    async attempt() {
      const { session } = await startSession(world, olivia, `Policy ${crypto.randomUUID()}`)
      const doc = new Y.Doc()
      const by = { id: olivia.me.user.id, name: 'Olivia' }
      decisions(doc).set('d1', { by, at: new Date().toISOString(), text: 'Mallory is paid twice', isDone: false })
      return answerToMallory(Y.encodeStateAsUpdate(doc), { inRoom: session.room })
    },
  },
  record: {
    answer: 'not_yours',
    async attempt() {
      const { session } = await startSession(world, olivia, `Policy ${crypto.randomUUID()}`)
      const editor = await join(world, olivia, session.room)
      const by = { id: olivia.me.user.id, name: 'Olivia' }
      decisions(editor.doc).set('d1', { by, at: new Date().toISOString(), text: 'Mallory is not paid', isDone: false })
      await editor.saved()
      const known = Y.encodeStateVector(editor.doc)
      const copy = new Y.Doc()
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(editor.doc))
      editor.leave()
      decisions(copy).delete('d1')
      return answerToMallory(Y.encodeStateAsUpdate(copy, known), { inRoom: session.room })
    },
  },
  writers: { answer: 'not_yours', attempt: () => answerToMallory(forgeAsWitness()) },
  presence: {
    answer: 'asked again',
    async attempt() {
      witness.provider.setAwarenessField('section', objectives)
      await witness.saved() // which the server answers after it has heard of the presence
      return answerToMallory(forgeAsWitness(), { kind: 1 })
    },
  },
}

async function expectHeldOff(decision: Decision): Promise<void> {
  const { answer, attempt } = attacks[decision]
  expect(await attempt()).toBe(answer)
  await expectUnharmed()
}

const decisionsOfTheGuard = Object.keys(attacks) as Decision[]

test.each(decisionsOfTheGuard)('what the guard’s decision on %s is for is held off', expectHeldOff)

test.each(decisionsOfTheGuard)('a guard that lets everything pass in its decision on %s is found out', async (decision) => {
  const planted = vi.spyOn(guard, decision as 'revocation').mockReturnValue(null)
  onTestFinished(() => planted.mockRestore())
  await expect(expectHeldOff(decision)).rejects.toThrow('to be')
  expect(planted).toHaveBeenCalled()
})

test('a refused answer confirms nothing that waited for it', async () => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(witness.doc))
  textSection(doc, objectives).insert(1, [new Y.XmlElement('paragraph')])
  const gap = Y.encodeStateVector(doc)
  textSection(doc, objectives).insert(1, [new Y.XmlElement('paragraph')])
  const socket = await openRawSocket(world)
  await socket.join(room, await ticketFor(mallory, room))
  socket.sendUpdate(room, Y.encodeStateAsUpdate(doc, gap))
  socket.sendStateless(room, '{"type":"barrier","n":1}')
  socket.sendUpdate(room, Y.encodeStateAsUpdate(doc, gap), 1)
  await vi.waitFor(() => expect(socket.ended).toEqual(['incomplete']))
  expect(socket.heard.some((heard) => heard.text.includes('saved'))).toBe(false)
  await expectUnharmed()
  socket.close()
})

test('a flood of presence is refused unread', async () => {
  const socket = await openRawSocket(world)
  await socket.join(room, await ticketFor(viewer, room))
  socket.sendAwareness(room, new Uint8Array(1_000_000))
  await vi.waitFor(() => expect(socket.ended).toEqual(['presence']))
  await expectUnharmed()
  socket.close()
})

test('a connection that is cut before it became a socket harms nobody', async () => {
  const { port } = new URL(world.url)
  for (let attempt = 0; attempt < 20; attempt++) {
    const cut = connect(Number(port), '127.0.0.1')
    cut.write('GET /elsewhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    cut.on('error', () => {})
    cut.resetAndDestroy()
  }
  await expectUnharmed()
})

test('a frame of 5 MB ends the socket that sent it and nothing else', async () => {
  const socket = await openRawSocket(world)
  await socket.join(room, await ticketFor(mallory, room))
  socket.sendUpdate(room, new Uint8Array(5 * 1024 * 1024))
  expect(await socket.closed()).toBe(1009)
  await expectUnharmed()
})

test('another organization’s room is not there', async () => {
  const socket = await openRawSocket(world)
  expect(await socket.join(room, await ticketFor(stranger, room))).toBe('denied not_found')
  socket.sendUpdate(
    room,
    forge((doc) => textSection(doc, objectives).delete(0, 1)),
  )
  await expectUnharmed()
  socket.close()
})

test('a customer’s staff enters the rooms of their own customer only', async () => {
  const beta = await olivia.api.customers.create({ company_name: `Beta ${crypto.randomUUID()}` })
  const bea = await invite(world, olivia, 'Bea', 'contributor', beta.id)
  const own = await makeDocumentOf(olivia, beta.id)
  const socket = await openRawSocket(world)
  expect(await socket.join(own.room, await ticketFor(bea, own.room))).toBe('read-write')
  expect(await socket.join(room, await ticketFor(bea, room))).toBe('denied not_found')
  socket.close()
})

test('a room name that is none, another kind, or an epoch that is over is not there', async () => {
  const socket = await openRawSocket(world)
  const ofOtherKinds = ['checklist', 'interview', 'facts', 'template'].map((kind) => room.replace('document', kind))
  for (const name of [room.replace(/:1$/, ':2'), room.replace('document', 'internal').replace(/:1$/, ':2'), ...ofOtherKinds]) {
    expect(await socket.join(name, await ticketFor(olivia, name))).toBe('denied not_found')
  }
  const ticket = await ticketFor(olivia, room)
  expect(await socket.join(`${room} `, ticket)).toBe('denied ticket')
  expect(await socket.join('', ticket)).toBe('denied ticket')
  await expectUnharmed()
  socket.close()
})

test('a ticket opens a room once, only the rooms it names, and only unaltered', async () => {
  const ticket = await ticketFor(mallory, room)
  const [first, second] = await Promise.all([openRawSocket(world), openRawSocket(world)])
  expect(await first.join(room, ticket)).toBe('read-write')
  expect(await second.join(room, ticket)).toBe('denied ticket')
  const other = await makeDocument(olivia, `Customer ${crypto.randomUUID()}`)
  expect(await second.join(other.room, await ticketFor(mallory, room))).toBe('denied ticket')
  expect(await second.join(room, `${(await ticketFor(mallory, room)).slice(0, -2)}AA`)).toBe('denied ticket')
  expect(await second.join(room, 'not a ticket')).toBe('denied ticket')
  first.close()
  second.close()
})

test('a ticket is worth nothing after the login it rests on has ended', async () => {
  const leaver = await invite(world, olivia, 'Lea', 'member')
  const ticket = await ticketFor(leaver, room)
  await leaver.api.accounts.logout()
  const socket = await openRawSocket(world)
  expect(await socket.join(room, ticket)).toBe('denied signed_out')
  socket.close()
})

test('a ticket is worth nothing after its login has expired', async () => {
  const leaver = await invite(world, olivia, 'Lee', 'member')
  const ticket = await ticketFor(leaver, room)
  await world.sql(`update session set expires_at = now() - interval '1 second' where user_id = $1`, [leaver.me.user.id])
  const socket = await openRawSocket(world)
  expect(await socket.join(room, ticket)).toBe('denied signed_out')
  socket.close()
})

test('a ticket of a client that spoke an older schema opens nothing', async () => {
  const [session] = await world.sql<{ id: string }>('select id from session where user_id = $1 limit 1', [mallory.me.user.id])
  const holder = { sessionId: session?.id ?? '', organizationId: mallory.me.organization.id }
  const { ticket } = issueTicket(derivedKey(world.config, ticketKeyPurpose), holder, [room], schemaVersion - 1)
  const socket = await openRawSocket(world)
  expect(await socket.join(room, ticket)).toBe('denied outdated')
  socket.close()
})

test('a ticket is worth nothing after a minute', async () => {
  const ticket = await ticketFor(mallory, room)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 })
  const socket = await openRawSocket(world)
  const verdict = await socket.join(room, ticket)
  vi.useRealTimers()
  expect(verdict).toBe('denied ticket')
  socket.close()
})

test('a client that speaks another schema version gets no ticket', async () => {
  const answer = await mallory.fetch('/api/v1/collab/tickets', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ rooms: [room], schema_version: 999 }),
  })
  expect(answer.status).toBe(409)
  expect(await answer.json()).toMatchObject({ code: 'conflict', data: { schema_version: schemaVersion } })
})

test('a socket from another site is not opened, nor one to another address', async () => {
  await expect(openRawSocket(world, { origin: 'https://evil.example' })).rejects.toThrow('403')
  await expect(openRawSocket(world, { path: '/socket' })).rejects.toThrow('404')
  await expect(openRawSocket(world, { path: '//' })).rejects.toThrow('404')
  const own = await openRawSocket(world, { origin: world.url })
  expect(own.isOpen()).toBe(true)
  own.close()
})

test('a ticket needs a login', async () => {
  const answer = await visit(world).fetch('/api/v1/collab/tickets', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ rooms: [room], schema_version: schemaVersion }),
  })
  expect(answer.status).toBe(401)
})

test('nobody can appear as somebody else, nor as several', async () => {
  const socket = await openRawSocket(world)
  await socket.join(room, await ticketFor(mallory, room))
  const forged = new Awareness(new Y.Doc())
  forged.states.set(witness.doc.clientID, { user: { name: 'Olivia' }, section: 'forged' })
  forged.meta.set(witness.doc.clientID, { clock: 9_999, lastUpdated: Date.now() })
  forged.setLocalState({ user: { id: olivia.me.user.id, name: 'Olivia', color: '#ffffff' }, section: objectives })
  socket.sendAwareness(room, encodeAwarenessUpdate(forged, [witness.doc.clientID, forged.clientID]))
  const states = witness.provider.awareness?.getStates() ?? new Map()
  await vi.waitFor(() => expect([...states.values()].some((state) => state.user?.name === 'Mallory')).toBe(true))
  expect([...states.values()].some((state) => state.section === 'forged')).toBe(false)
  forged.destroy()
  socket.close()
})

/** What others are told of Mallory after she sent this as her presence. */
async function presenceAfter(state: Record<string, unknown>): Promise<Record<string, unknown>> {
  const socket = await openRawSocket(world)
  await socket.join(room, await ticketFor(mallory, room))
  const forged = new Awareness(new Y.Doc())
  forged.setLocalState(state)
  socket.sendAwareness(room, encodeAwarenessUpdate(forged, [forged.clientID]))
  const states = witness.provider.awareness?.getStates() ?? new Map()
  const told = await vi.waitFor(() => states.get(forged.clientID) ?? Promise.reject(new Error('not told')))
  forged.destroy()
  socket.close()
  return told
}

const bare = () => ({
  user: { id: mallory.me.user.id, name: 'Mallory', color: presenceColor(mallory.me.user.color) },
  section: null,
  isReading: false,
  cursor: null,
  isIdle: false,
  follows: null,
  hasHandUp: false,
  mayLead: false,
  uploading: [],
})

test('presence says what it may say and nothing else', async () => {
  const cursor = {
    anchor: { type: null, tname: `sec:${objectives}`, item: null, assoc: 0 },
    head: { item: { client: 1, clock: 2 }, assoc: -1 },
  }
  const said = { section: objectives, isReading: true, cursor, isIdle: true, follows: olivia.me.user.id }
  expect(await presenceAfter(said)).toEqual({ ...bare(), ...said })
  const cell = { row: 'r1', column: 'role' }
  expect(await presenceAfter({ section: objectives, cursor: cell })).toEqual({ ...bare(), section: objectives, cursor: cell })
})

test.each<[string, Record<string, unknown>]>([
  ['a name and markup of one’s own', { user: { id: 'x', name: '<img src=x onerror=alert(1)>', color: 'red;background:url(x)' } }],
  ['a colour of one’s own', { user: { color: '#ffffff' } }],
  ['fields nobody knows', { section: null, isAdmin: true, html: '<b>x</b>' }],
  ['a section that is none', { section: { toString: 'x' } }],
  ['an endless section', { section: 'x'.repeat(500) }],
  ['being idle in another form', { isIdle: 'yes', isReading: 1 }],
  ['a cursor without ends', { cursor: { anchor: null, head: null } }],
  ['a cursor that would throw in an editor', { cursor: { anchor: { item: { client: 'x', clock: {} } }, head: 5 } }],
  ['a cell of objects', { cursor: { row: {}, column: [] } }],
  ['following somebody who is not here', { follows: '01890000-0000-7000-8000-000000000000' }],
  ['following something that is no person', { follows: { id: 'x' } }],
])('presence with %s is told without it', async (_what, state) => {
  expect(await presenceAfter(state)).toEqual(bare())
  await expectUnharmed()
})

test('nobody follows themselves', async () => {
  expect(await presenceAfter({ follows: mallory.me.user.id })).toEqual(bare())
})

test('presence longer than a few hundred bytes ends the connection that sent it', async () => {
  const socket = await openRawSocket(world)
  await socket.join(room, await ticketFor(mallory, room))
  const forged = new Awareness(new Y.Doc())
  forged.setLocalState({ section: 'x'.repeat(3_000) })
  socket.sendAwareness(room, encodeAwarenessUpdate(forged, [forged.clientID]))
  await vi.waitFor(() => expect(socket.ended).toEqual(['presence']))
  forged.destroy()
  socket.close()
  await expectUnharmed()
})

test('noise on the socket neither stops the server nor reaches anybody', async () => {
  for (const bytes of [new Uint8Array(), new Uint8Array([0]), new Uint8Array(300).fill(255), new TextEncoder().encode('hello')]) {
    const socket = await openRawSocket(world)
    socket.sendBytes(bytes)
    socket.sendStateless(room, '{"type":"barrier","n":1}')
    socket.close()
  }
  const member = await openRawSocket(world)
  await member.join(room, await ticketFor(mallory, room))
  for (const payload of [
    '',
    '{',
    'null',
    '{"type":"barrier"}',
    '{"type":"barrier","n":-1}',
    `{"type":"barrier","n":1,"x":"${'x'.repeat(5_000)}"}`,
  ])
    member.sendStateless(room, payload)
  member.sendStateless(room, '{"type":"barrier","n":5}')
  await vi.waitFor(() =>
    expect(member.heard.filter((heard) => heard.text !== '').map((heard) => heard.text)).toEqual(['{"type":"saved","n":5}']),
  )
  await expectUnharmed()
  member.close()
  expect((await fetch(`${world.url}/healthz`)).status).toBe(200)
})
