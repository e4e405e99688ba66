import { readUpdate } from '@certloom/shared/collab/affectedRoots'
import { keepRoots } from '@certloom/shared/collab/keepRoots'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { applyToRoots, randomEdits, rootContents } from '../support/randomEdits.ts'

const allowed = new Set(['sec:a', 'tbl:c'])
const keep = (root: string): boolean => allowed.has(root)

/** Somebody's document with everything, and the server's without what they wrote last. */
function partition(edits: { update: Uint8Array }[]): { server: Y.Doc; mine: Y.Doc } {
  const [server, mine] = [new Y.Doc(), new Y.Doc()]
  applyToRoots(server)
  applyToRoots(mine)
  edits.forEach(({ update }, index) => {
    Y.applyUpdate(mine, update)
    if (index < edits.length / 2) Y.applyUpdate(server, update)
  })
  return { server, mine }
}

const only = (doc: Y.Doc): string[] => rootContents(doc).filter((content) => keep(content.split(' ')[0] ?? ''))

test('of what somebody wrote, the roots they may write are merged whole and the others stay as they are', () => {
  fc.assert(
    fc.property(randomEdits(), (edits) => {
      const { server, mine } = partition(edits)
      const before = rootContents(server).filter((content) => !keep(content.split(' ')[0] ?? ''))
      const update = keepRoots(server, Y.encodeStateAsUpdate(mine, Y.encodeStateVector(server)), keep)
      const reading = readUpdate(server, update)
      expect(reading.isComplete).toBe(true)
      for (const root of reading.roots) expect(allowed).toContain(root)
      Y.applyUpdate(server, update)
      expect(only(server)).toEqual(only(mine))
      expect(rootContents(server).filter((content) => !keep(content.split(' ')[0] ?? ''))).toEqual(before)
      expect(server.store.pendingStructs).toBeNull()
    }),
    { numRuns: 80 },
  )
})

test('whoever was cut down can go on writing under the same client id', () => {
  const server = new Y.Doc()
  applyToRoots(server)
  const mine = new Y.Doc()
  applyToRoots(mine)
  mine.getXmlFragment('sec:a').insert(0, [new Y.XmlText('kept')])
  mine.getXmlFragment('sec:b').insert(0, [new Y.XmlText('not kept')])
  mine.getXmlFragment('sec:a').insert(1, [new Y.XmlText('kept too')])
  Y.applyUpdate(server, keepRoots(server, Y.encodeStateAsUpdate(mine), keep))
  expect(Y.getState(server.store, mine.clientID)).toBe(Y.getState(mine.store, mine.clientID))
  mine.getXmlFragment('sec:a').insert(2, [new Y.XmlText('and more')])
  Y.applyUpdate(server, Y.encodeStateAsUpdate(mine, Y.encodeStateVector(server)))
  expect(server.getXmlFragment('sec:a').toString()).toBe('keptkept tooand more')
  expect(server.getXmlFragment('sec:b').toString()).toBe('')
})

test('an update with nothing to keep changes nothing', () => {
  const mine = new Y.Doc()
  mine.getMap('meta').set('x', 1)
  const server = new Y.Doc()
  Y.applyUpdate(server, keepRoots(server, Y.encodeStateAsUpdate(mine), keep))
  expect(server.getMap('meta').size).toBe(0)
})
