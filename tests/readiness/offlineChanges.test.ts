import { type Change, changesOf } from '@certloom/shared/collab/changes'
import { checklistRoots, checklistRow, defineChecklistRoots, justificationText, setDue } from '@certloom/shared/collab/checklistDoc'
import { rescueAll, rescueOf } from '@certloom/shared/collab/rescue'
import { splitEdits } from '@certloom/shared/collab/splitEdits'
import { chooseStatus } from '@certloom/shared/collab/statusClaims'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

const [policies, roles] = ['d3b07384-d9a0-4c4d-8a3f-000000000001', 'd3b07384-d9a0-4c4d-8a3f-000000000002']
const sections = [
  { id: policies, title: 'A.5.1 Policies', type: 'list' as const, columns: [] },
  { id: roles, title: 'A.5.2 Roles', type: 'list' as const, columns: [] },
]
const by = { userId: 'ana', now: new Date('2026-11-21T09:00:00Z') }

/** What somebody does on a device without network, as it is kept there. */
function offline(doc: Y.Doc, change: () => void): { id: string; update: Uint8Array; changes: Change[] } {
  const before = Y.encodeStateVector(doc)
  let changes: Change[] = []
  doc.once('afterTransaction', (transaction: Y.Transaction) => {
    changes = [...changesOf(transaction)]
  })
  doc.transact(change)
  return { id: String(Math.random()), update: Y.encodeStateAsUpdate(doc, before), changes }
}

function device(): Y.Doc {
  const doc = new Y.Doc()
  defineChecklistRoots(doc, [policies, roles])
  return doc
}

test('a status counts as one change, with the claim that comes with it', () => {
  const doc = device()
  const { changes } = offline(doc, () => chooseStatus(checklistRow(doc, policies), 'ready', by))
  expect(changes).toHaveLength(1)
})

test('what may not be written any more is handed back in words, and the rest is merged', () => {
  const mine = device()
  const edits = [
    offline(mine, () => chooseStatus(checklistRow(mine, policies), 'not_applicable', by)),
    offline(mine, () => justificationText(mine, policies).insert(0, 'We have none.')),
    offline(mine, () => setDue(checklistRow(mine, roles), '2026-12-24')),
  ]
  const writable = checklistRoots([roles])
  const server = device()
  const split = splitEdits(server, edits, (root) => writable.has(root))
  for (const { update } of split.kept) Y.applyUpdate(server, update)
  expect(checklistRow(server, roles).get('due')).toBe('2026-12-24')
  expect(checklistRow(server, policies).size).toBe(0)
  expect(rescueOf({ mine, server, edits, sections }, split)).toEqual([
    { section: 'A.5.1 Policies', place: 'status', kind: 'written', text: 'not applicable' },
    { section: 'A.5.1 Policies', place: 'justification', kind: 'written', text: 'We have none.' },
  ])
  expect(rescueAll({ mine, edits, sections })).toHaveLength(3)
})
