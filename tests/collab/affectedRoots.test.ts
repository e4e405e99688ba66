import { readUpdate } from '@certloom/shared/collab/affectedRoots'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { applyToRoots, randomEdits, rootContents, rootNames } from '../support/randomEdits.ts'

/** What really changes when the update is applied: the slow and certain way. */
function rootsByApplying(state: Uint8Array, update: Uint8Array): Set<string> {
  const doc = new Y.Doc()
  applyToRoots(doc)
  Y.applyUpdate(doc, state)
  const touched = new Set<string>()
  for (const name of rootNames) doc.share.get(name)?.observeDeep(() => touched.add(name))
  Y.applyUpdate(doc, update)
  return touched
}

test('no update reaches a root that was not read from it beforehand', () => {
  fc.assert(
    fc.property(randomEdits(), (edits) => {
      const server = new Y.Doc({ gc: true })
      applyToRoots(server)
      for (const { update } of edits) {
        const reading = readUpdate(server, update)
        expect(reading.isComplete).toBe(true)
        const really = rootsByApplying(Y.encodeStateAsUpdate(server), update)
        for (const root of really) expect(reading.roots).toContain(root)
        Y.applyUpdate(server, update)
      }
      expect(server.store.pendingStructs).toBeNull()
    }),
    { numRuns: 60 },
  )
})

test('an update is read without changing the document', () => {
  const server = new Y.Doc()
  server.getText('sec:a').insert(0, 'hello')
  const client = new Y.Doc()
  Y.applyUpdate(client, Y.encodeStateAsUpdate(server))
  client.getText('sec:a').insert(5, ' world')
  const before = rootContents(server)
  readUpdate(server, Y.encodeStateAsUpdate(client, Y.encodeStateVector(server)))
  expect(rootContents(server)).toEqual(before)
})

test('an edit whose predecessor never arrived is incomplete', () => {
  const client = new Y.Doc()
  const updates: Uint8Array[] = []
  client.on('update', (update: Uint8Array) => updates.push(update))
  client.getText('sec:a').insert(0, 'one')
  client.getText('sec:a').insert(3, 'two')
  expect(readUpdate(new Y.Doc(), updates[1] as Uint8Array).isComplete).toBe(false)
  expect(readUpdate(new Y.Doc(), updates[0] as Uint8Array).isComplete).toBe(true)
})

test('a deletion of something the server never saw is incomplete', () => {
  const client = new Y.Doc()
  client.getText('sec:a').insert(0, 'one')
  const vector = Y.encodeStateVector(client)
  client.getText('sec:a').delete(0, 1)
  expect(readUpdate(new Y.Doc(), Y.encodeStateAsUpdate(client, vector)).isComplete).toBe(false)
})

test('text smuggled behind an item of another root counts for that root', () => {
  // Client 7 wrote "abc" in sec:locked. It sends the same clocks again, longer, and claims they belong to sec:open.
  const server = new Y.Doc()
  const honest = new Y.Doc()
  honest.clientID = 7
  honest.getText('sec:locked').insert(0, 'abc')
  Y.applyUpdate(server, Y.encodeStateAsUpdate(honest))
  const forger = new Y.Doc()
  forger.clientID = 7
  forger.getText('sec:open').insert(0, 'abcSMUGGLED')
  const reading = readUpdate(server, Y.encodeStateAsUpdate(forger))
  expect(reading.roots).toContain('sec:locked')
})

test('bytes that are no update are refused loudly', () => {
  expect(() => readUpdate(new Y.Doc(), new Uint8Array([255, 1, 2, 3]))).toThrow()
})
