import { documentMeta, textSection } from '@certloom/shared/collab/documentDoc'
import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { objectives } from '../support/documents.ts'
import { ticketFor } from '../support/live.ts'
import { openRawSocket } from '../support/rawSocket.ts'
import { besiege } from './besieged.ts'

const here = besiege()

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
  expect(await here.sendAs(here.mallory, here.forge(change))).toBe('not_allowed')
  expect(await here.sendAs(here.mallory, here.forge(change), 1)).toBe('not_allowed')
  await here.expectUnharmed()
})

test('an allowed edit with a forbidden one hidden in it is refused as a whole', async () => {
  const update = here.forge((doc) => {
    doc.transact(() => {
      textSection(doc, objectives).insert(0, [new Y.XmlElement('paragraph')])
      documentMeta(doc).set('hacked', true)
    })
  })
  expect(await here.sendAs(here.mallory, update)).toBe('not_allowed')
  await here.expectUnharmed()
})

test('nobody writes under the client id that the first state of every room was written under', async () => {
  const update = here.forge((doc) => {
    doc.clientID = 1
    textSection(doc, objectives).push([new Y.XmlElement('paragraph')])
  })
  expect(await here.sendAs(here.mallory, update)).toBe('not_yours')
  await here.expectUnharmed()
})

test('a viewer can read and changes nothing', async () => {
  const socket = await openRawSocket(here.world)
  expect(await socket.join(here.room, await ticketFor(here.viewer, here.room))).toBe('readonly')
  socket.sendUpdate(
    here.room,
    here.forge((doc) => textSection(doc, objectives).delete(0, 1)),
  )
  await vi.waitFor(() => expect(socket.heard.some((heard) => heard.type === 8)).toBe(true))
  await here.expectUnharmed()
  socket.close()
})

test('bytes that are no update, and half an update, are refused', async () => {
  expect(await here.sendAs(here.mallory, new Uint8Array([255, 255, 255, 1, 9, 9]))).toBe('malformed')
  const whole = here.forge((doc) => textSection(doc, objectives).insert(0, [new Y.XmlElement('paragraph')]))
  expect(await here.sendAs(here.mallory, whole.slice(0, whole.length - 4))).toBe('malformed')
  await here.expectUnharmed()
})

test('an edit without its predecessor is left out, never called saved, and its sender asked for the rest', async () => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(here.witness.doc))
  const known = Y.encodeStateVector(doc)
  textSection(doc, objectives).insert(1, [new Y.XmlElement('paragraph')])
  const gap = Y.encodeStateVector(doc)
  textSection(doc, objectives).insert(1, [new Y.XmlElement('paragraph')])
  const socket = await openRawSocket(here.world)
  await socket.join(here.room, await ticketFor(here.mallory, here.room))
  socket.sendUpdate(here.room, Y.encodeStateAsUpdate(doc, gap))
  socket.sendStateless(here.room, '{"type":"barrier","n":1}')
  const asked = () => socket.heard.filter((heard) => heard.type === 0).length
  await vi.waitFor(() => expect(asked()).toBe(1))
  here.witness.type(objectives, ' Seen.')
  await here.witness.saved()
  expect(textSection(here.witness.doc, objectives).length).toBe(1)
  expect(socket.heard.some((heard) => heard.text.includes('saved'))).toBe(false)
  socket.sendUpdate(here.room, Y.encodeStateAsUpdate(doc, known), 1)
  await vi.waitFor(() => expect(socket.heard.at(-1)?.text).toBe('{"type":"saved","n":1}'))
  await vi.waitFor(() => expect(textSection(here.witness.doc, objectives).length).toBe(3))
  socket.close()
})

test('an update that would break the document’s own machinery is refused before it is applied', async () => {
  const update = here.forge((doc) => {
    textSection(doc, objectives).insert(1, [new Y.Doc() as never])
    const item = doc.store.clients.get(doc.clientID)?.at(-1) as Y.Item
    Object.assign(item.content, { opts: { guid: { toString: 1, valueOf: 1 } } }) // encoding it again throws inside Yjs
  })
  expect(await here.sendAs(here.mallory, update)).toBe('malformed')
  await here.expectUnharmed()
})

test('a refused answer confirms nothing that waited for it', async () => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(here.witness.doc))
  textSection(doc, objectives).insert(1, [new Y.XmlElement('paragraph')])
  const gap = Y.encodeStateVector(doc)
  textSection(doc, objectives).insert(1, [new Y.XmlElement('paragraph')])
  const socket = await openRawSocket(here.world)
  await socket.join(here.room, await ticketFor(here.mallory, here.room))
  socket.sendUpdate(here.room, Y.encodeStateAsUpdate(doc, gap))
  socket.sendStateless(here.room, '{"type":"barrier","n":1}')
  socket.sendUpdate(here.room, Y.encodeStateAsUpdate(doc, gap), 1)
  await vi.waitFor(() => expect(socket.ended).toEqual(['incomplete']))
  expect(socket.heard.some((heard) => heard.text.includes('saved'))).toBe(false)
  await here.expectUnharmed()
  socket.close()
})
