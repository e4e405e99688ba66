import { presenceColor } from '@certloom/shared/collab/presence'
import { expect, test, vi } from 'vitest'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { objectives } from '../support/documents.ts'
import { ticketFor } from '../support/live.ts'
import { openRawSocket } from '../support/rawSocket.ts'
import { besiege } from './besieged.ts'

const here = besiege()

test('nobody can appear as somebody else, nor as several', async () => {
  const socket = await openRawSocket(here.world)
  await socket.join(here.room, await ticketFor(here.mallory, here.room))
  const forged = new Awareness(new Y.Doc())
  forged.states.set(here.witness.doc.clientID, { user: { name: 'Olivia' }, section: 'forged' })
  forged.meta.set(here.witness.doc.clientID, { clock: 9_999, lastUpdated: Date.now() })
  forged.setLocalState({ user: { id: here.olivia.me.user.id, name: 'Olivia', color: '#ffffff' }, section: objectives })
  socket.sendAwareness(here.room, encodeAwarenessUpdate(forged, [here.witness.doc.clientID, forged.clientID]))
  const states = here.witness.provider.awareness?.getStates() ?? new Map()
  await vi.waitFor(() => expect([...states.values()].some((state) => state.user?.name === 'Mallory')).toBe(true))
  expect([...states.values()].some((state) => state.section === 'forged')).toBe(false)
  forged.destroy()
  socket.close()
})

/** What others are told of Mallory after she sent this as her presence. */
async function presenceAfter(state: Record<string, unknown>): Promise<Record<string, unknown>> {
  const socket = await openRawSocket(here.world)
  await socket.join(here.room, await ticketFor(here.mallory, here.room))
  const forged = new Awareness(new Y.Doc())
  forged.setLocalState(state)
  socket.sendAwareness(here.room, encodeAwarenessUpdate(forged, [forged.clientID]))
  const states = here.witness.provider.awareness?.getStates() ?? new Map()
  const told = await vi.waitFor(() => states.get(forged.clientID) ?? Promise.reject(new Error('not told')))
  forged.destroy()
  socket.close()
  return told
}

const bare = () => ({
  user: { id: here.mallory.me.user.id, name: 'Mallory', color: presenceColor(here.mallory.me.user.color) },
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
  const said = { section: objectives, isReading: true, cursor, isIdle: true, follows: here.olivia.me.user.id }
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
  await here.expectUnharmed()
})

test('nobody follows themselves', async () => {
  expect(await presenceAfter({ follows: here.mallory.me.user.id })).toEqual(bare())
})

test('presence longer than a few hundred bytes ends the connection that sent it', async () => {
  const socket = await openRawSocket(here.world)
  await socket.join(here.room, await ticketFor(here.mallory, here.room))
  const forged = new Awareness(new Y.Doc())
  forged.setLocalState({ section: 'x'.repeat(3_000) })
  socket.sendAwareness(here.room, encodeAwarenessUpdate(forged, [forged.clientID]))
  await vi.waitFor(() => expect(socket.ended).toEqual(['presence']))
  forged.destroy()
  socket.close()
  await here.expectUnharmed()
})

test('a flood of presence is refused unread', async () => {
  const socket = await openRawSocket(here.world)
  await socket.join(here.room, await ticketFor(here.viewer, here.room))
  socket.sendAwareness(here.room, new Uint8Array(1_000_000))
  await vi.waitFor(() => expect(socket.ended).toEqual(['presence']))
  await here.expectUnharmed()
  socket.close()
})
