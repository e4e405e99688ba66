import { actionItems, decisions, flags, type Note, parkingLot, readAgreed, type Said, skipped } from '@certloom/shared/collab/sessionDoc'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { comeIn, guestTicket, makeLink, startSession } from '../guests/guest.ts'
import { type Editor, join, ticketFor } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { openRawSocket } from '../support/rawSocket.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let olivia: Person
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterAll(() => world.stop())

let mallory: Person
let witness: Editor
let session: { id: string; room: string }
beforeEach(async () => {
  const started = await startSession(world, olivia, `Policy ${crypto.randomUUID()}`)
  session = started.session
  mallory = await invite(world, olivia, 'Mallory', 'contributor', started.document.customer_id)
  witness = await join(world, olivia, session.room)
  decisions(witness.doc).set('d1', note(saidBy(olivia), 'Backups are tested each quarter'))
  await witness.saved()
  return () => witness.leave()
})

const at = '2026-11-21T10:00:00.000Z'
const saidBy = ({ me }: Person): Said => ({ by: { id: me.user.id, name: me.user.name }, at })
const note = (said: Said, text: string): Note => ({ ...said, text, isDone: false })

/** An update made by somebody who has the room as it is. */
function forge(change: (doc: Y.Doc) => void, client?: number): Uint8Array {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(witness.doc))
  if (client !== undefined) doc.clientID = client
  const before = Y.encodeStateVector(doc)
  doc.transact(() => change(doc))
  return Y.encodeStateAsUpdate(doc, before)
}

async function endOf(update: Uint8Array, kind: 1 | 2, ticket: string): Promise<string> {
  const socket = await openRawSocket(world)
  await socket.join(session.room, ticket)
  socket.sendUpdate(session.room, update, kind)
  socket.sendStateless(session.room, '{"type":"barrier","n":1}')
  const end = await vi.waitFor(
    () => socket.ended[0] ?? socket.heard.find(({ text }) => text.includes('saved'))?.text ?? Promise.reject(new Error('no answer')),
    { timeout: 3_000, interval: 5 },
  )
  socket.close()
  return end
}

const sendAsMallory = async (update: Uint8Array, kind: 1 | 2 = 2) => endOf(update, kind, await ticketFor(mallory, session.room))

const minutes = () => olivia.api.interviews.minutes({ session_id: session.id })

const forgeries: [string, (doc: Y.Doc) => unknown][] = [
  ['a decision', (doc) => decisions(doc).set('d2', note(saidBy(olivia), 'Mallory is paid twice'))],
  ['something to do', (doc) => actionItems(doc).set('a1', note(saidBy(olivia), 'Give Mallory the keys'))],
  ['something parked', (doc) => parkingLot(doc).set('p1', note(saidBy(olivia), 'Mallory'))],
  ['a skip', (doc) => skipped(doc).set('q1', { ...saidBy(olivia), reason: 'Too hard' })],
  ['a flag', (doc) => flags(doc).set('q1', saidBy(olivia))],
  ['other words in her decision', (doc) => decisions(doc).set('d1', note(saidBy(olivia), 'Backups are never tested'))],
  [
    'her words at another time',
    (doc) => decisions(doc).set('d1', { ...note(saidBy(olivia), 'Backups are tested each quarter'), at: '2020' }),
  ],
  [
    'her decision about another question',
    (doc) => decisions(doc).set('d1', { ...note(saidBy(olivia), 'Backups are tested each quarter'), question: 'q' }),
  ],
  [
    'her name under one’s own id',
    (doc) => decisions(doc).set('d2', note({ ...saidBy(mallory), by: { ...saidBy(mallory).by, name: 'Olivia' } }, 'x')),
  ],
]

const hers = 'Backups are tested each quarter'

const removals: [string, (doc: Y.Doc) => unknown][] = [
  ['words of one’s own over hers', (doc) => decisions(doc).set('d1', note(saidBy(mallory), 'Backups are never tested'))],
  ['her words under one’s own name', (doc) => decisions(doc).set('d1', note(saidBy(mallory), hers))],
  ['what says nothing, over hers', (doc) => decisions(doc).set('d1', 'nothing' as never)],
  ['her decision taken away', (doc) => decisions(doc).delete('d1')],
  [
    'her decision ticked off and taken away at once',
    (doc) => {
      decisions(doc).set('d1', { ...note(saidBy(olivia), hers), isDone: true })
      decisions(doc).delete('d1')
    },
  ],
  [
    'her thing to do taken away beside one of one’s own',
    (doc) => {
      actionItems(doc).set('a2', note(saidBy(mallory), 'Lunch at noon'))
      actionItems(doc).delete('a1')
    },
  ],
  ['what she parked taken away', (doc) => parkingLot(doc).delete('p1')],
]

test.each(removals)('%s is refused, fresh or as an answer, and hers stays', async (_what, change) => {
  witness.doc.transact(() => {
    actionItems(witness.doc).set('a1', note(saidBy(olivia), 'Send the chart'))
    parkingLot(witness.doc).set('p1', note(saidBy(olivia), 'Who owns the tests?'))
  })
  await witness.saved()
  for (const kind of [1, 2] as const) expect(await sendAsMallory(forge(change), kind)).toBe('not_yours')
  const { decisions: decided, actions, parking } = readAgreed(witness.doc)
  expect([decided, actions, parking].flat()).toMatchObject([
    { text: hers, by: { name: 'Olivia' } },
    { text: 'Send the chart', by: { name: 'Olivia' } },
    { text: 'Who owns the tests?', by: { name: 'Olivia' } },
  ])
})

test('of their own notes people change and take away what they like, and flags and skips are everybody’s to take back', async () => {
  witness.doc.transact(() => {
    flags(witness.doc).set('q1', saidBy(olivia))
    skipped(witness.doc).set('q1', { ...saidBy(olivia), reason: 'Too hard' })
  })
  await witness.saved()
  const first = forge((doc) => {
    decisions(doc).set('d2', note(saidBy(mallory), 'Lunch at noon'))
    decisions(doc).set('d3', note(saidBy(mallory), 'Dinner at eight'))
    flags(doc).delete('q1')
    skipped(doc).set('q1', { ...saidBy(mallory), reason: 'Mine now' })
  })
  expect(await sendAsMallory(first)).toContain('saved')
  await vi.waitFor(() => expect(decisions(witness.doc).size).toBe(3))
  const second = forge((doc) => {
    decisions(doc).set('d2', note(saidBy(mallory), 'Lunch at one'))
    decisions(doc).delete('d3')
    skipped(doc).delete('q1')
  })
  expect(await sendAsMallory(second)).toContain('saved')
  await vi.waitFor(() => expect(readAgreed(witness.doc).decisions.map(({ text }) => text)).toEqual([hers, 'Lunch at one']))
  expect([flags(witness.doc).size, skipped(witness.doc).size]).toEqual([0, 0])
})

test.each(forgeries)('%s in somebody else’s name is refused, fresh or as an answer, under whatever client id', async (_what, change) => {
  const known = Y.encodeStateVector(witness.doc)
  for (const kind of [1, 2] as const) {
    expect(await sendAsMallory(forge(change), kind)).toBe('not_yours')
    const hidden = forge((doc) => {
      decisions(doc).set('own', note(saidBy(mallory), 'Lunch at noon'))
      change(doc)
    })
    expect(await sendAsMallory(hidden, kind)).toBe('not_yours')
  }
  const { clientID } = witness.doc
  witness.leave() // while she is away her client id is free to be used
  expect(await sendAsMallory(forge(change, clientID), 1)).toBe('not_yours')
  witness = await join(world, olivia, session.room)
  expect(Y.encodeStateVector(witness.doc)).toEqual(known)
  expect((await minutes()).decisions).toEqual([{ text: 'Backups are tested each quarter', by: 'Olivia', at }])
})

test('what somebody noted is ticked off by others and keeps its author, and everybody notes under their own name', async () => {
  const update = forge((doc) => {
    decisions(doc).set('d1', { ...note(saidBy(olivia), 'Backups are tested each quarter'), isDone: true })
    decisions(doc).set('d2', note(saidBy(mallory), 'Lunch at noon'))
    flags(doc).set('q1', saidBy(mallory))
  })
  expect(await sendAsMallory(update)).toContain('saved')
  await vi.waitFor(() => expect(readAgreed(witness.doc).decisions).toHaveLength(2))
  const again = forge((doc) => decisions(doc).set('d2', { ...note(saidBy(mallory), 'Lunch at noon'), isDone: true }))
  expect(await sendAsMallory(again, 1)).toContain('saved')
  await vi.waitFor(() =>
    expect(readAgreed(witness.doc).decisions.map(({ by, isDone }) => [by.name, isDone])).toEqual([
      ['Olivia', true],
      ['Mallory', true],
    ]),
  )
  expect((await minutes()).decisions.map(({ by }) => by)).toEqual(['Olivia', 'Mallory'])
})

test('a guest notes nothing in the room, in whoever’s name', async () => {
  const ana = await comeIn(world, (await makeLink(olivia, session.id)).token)
  const own: Said = { by: { id: ana.me.user.id, name: ana.me.user.name }, at }
  for (const said of [saidBy(olivia), own])
    for (const kind of [1, 2] as const)
      await endOf(
        forge((doc) => decisions(doc).set('d2', note(said, 'The guest decides'))),
        kind,
        await guestTicket(ana, session.room),
      )
  flags(witness.doc).set('heard', saidBy(olivia))
  await witness.saved()
  expect([...decisions(witness.doc).keys()]).toEqual(['d1'])
  expect((await minutes()).decisions.map(({ by }) => by)).toEqual(['Olivia'])
})
