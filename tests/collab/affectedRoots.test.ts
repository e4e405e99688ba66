import { readUpdate, type UpdateReading } from '@certloom/shared/collab/affectedRoots'
import { type Struct, UpdateReader } from '@certloom/shared/collab/updateReader'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { applyToRoots, randomEdits, rootContents, rootNames } from '../support/randomEdits.ts'

/** More updates with `ORACLE_UPDATES`. */
const updates = Number(process.env.ORACLE_UPDATES ?? 5_000)
const seed = Number(process.env.ORACLE_SEED ?? Date.now() % 100_000)

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

type Reader = (doc: Y.Doc, update: Uint8Array) => Pick<UpdateReading, 'roots' | 'isComplete'>

/** Roots that random updates of four people change and a reader does not name beforehand. */
function missedBy(read: Reader, updates: number): string[] {
  const missed: string[] = []
  for (let count = 0, round = 0; count < updates; round++) {
    const server = new Y.Doc({ gc: true })
    applyToRoots(server)
    const [edits = []] = fc.sample(randomEdits(), { numRuns: 1, seed: seed + round })
    count += edits.length
    for (const { update } of edits) {
      const { roots, isComplete } = read(server, update)
      const really = rootsByApplying(Y.encodeStateAsUpdate(server), update)
      if (!isComplete) missed.push('incomplete')
      missed.push(...[...really].filter((root) => !roots.has(root)))
      Y.applyUpdate(server, update)
    }
    expect(server.store.pendingStructs).toBeNull()
  }
  return missed
}

test(`none of ${updates} updates reaches a root that was not read from it beforehand (seed ${seed})`, {
  timeout: 30_000 + 5 * updates,
}, () => {
  expect(missedBy(readUpdate, updates)).toEqual([])
})

test.each<[string, Reader]>([
  [
    'overlooks deletions',
    (doc, update) => {
      const reader = new UpdateReader(doc, Y.decodeUpdate(update).structs as Struct[])
      reader.readStructs()
      return { roots: reader.roots, isComplete: true }
    },
  ],
  [
    'overlooks what stands beside other content instead of naming its root',
    (_doc, update) => {
      const items = Y.decodeUpdate(update).structs.filter((struct) => struct instanceof Y.Item)
      return { roots: new Set(items.map((item) => item.parent).filter((parent) => typeof parent === 'string')), isComplete: true }
    },
  ],
])('a reader that %s is found out', (_what, read) => {
  expect(missedBy(read, 500)).not.toEqual([])
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
