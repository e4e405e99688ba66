import { type Change, changesOf } from '@certloom/shared/collab/changes'
import { defineSessionNotes, sessionNoteRoots, sessionNotes } from '@certloom/shared/collab/internalDoc'
import { rescueAll, rescueOf } from '@certloom/shared/collab/rescue'
import { decisions, defineSessionRoots, flags, sessionParts, sessionRoots, skipped, steer } from '@certloom/shared/collab/sessionDoc'
import { splitEdits } from '@certloom/shared/collab/splitEdits'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

const said = { by: { id: 'ana', name: 'Ana' }, at: '2026-11-22T09:00:00Z' }
const sections = Object.entries(sessionParts).map(([id, title]) => ({ id, title, type: 'list' as const, columns: [] }))

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

function session(): Y.Doc {
  const doc = new Y.Doc()
  defineSessionRoots(doc)
  return doc
}

const decide = (doc: Y.Doc, text: string) => offline(doc, () => decisions(doc).set(text, { ...said, text, isDone: false }))

test('what came up in a session is merged as long as one takes part, and nobody steers by what they pointed at long ago', () => {
  const mine = session()
  const edits = [
    offline(mine, () => steer(mine, { leader: 'ana' })),
    decide(mine, 'We certify in spring.'),
    offline(mine, () => flags(mine).set('goal', said)),
    offline(mine, () => skipped(mine).set('goal', { ...said, reason: 'Ask the board.' })),
  ]
  const server = session()
  const roots = sessionRoots(false)
  const split = splitEdits(server, edits, (root) => roots.has(root))
  for (const { update } of split.kept) Y.applyUpdate(server, update)
  expect(decisions(server).get('We certify in spring.')?.text).toBe('We certify in spring.')
  expect(flags(server).has('goal')).toBe(true)
  expect(skipped(server).get('goal')?.reason).toBe('Ask the board.')
  expect(server.getMap('steer').size).toBe(0)
  expect(rescueOf({ mine, server, edits, sections }, split)).toEqual([])
})

test('what came up in a session that is closed meanwhile is handed back in words', () => {
  const mine = session()
  const edits = [
    decide(mine, 'We certify in spring.'),
    offline(mine, () => skipped(mine).set('goal', { ...said, reason: 'Ask the board.' })),
  ]
  expect(rescueAll({ mine, edits, sections })).toEqual([
    { section: 'Decisions', place: null, kind: 'written', text: 'We certify in spring.' },
    { section: 'Skipped questions', place: null, kind: 'written', text: 'Ask the board.' },
  ])
})

test('private notes are merged into what others wrote meanwhile, and handed back where that cannot be', () => {
  const write = (doc: Y.Doc, text: string) => () => {
    const line = new Y.XmlElement('paragraph')
    line.insert(0, [new Y.XmlText(text)])
    sessionNotes(doc).push([line])
  }
  const mine = new Y.Doc()
  defineSessionNotes(mine)
  const edits = [offline(mine, write(mine, 'They sound unsure.'))]
  const server = new Y.Doc()
  write(server, 'Ask for the budget.')()
  const split = splitEdits(server, edits, (root) => sessionNoteRoots.has(root))
  expect(split.kept).toHaveLength(1)
  for (const { update } of split.kept) Y.applyUpdate(server, update)
  expect(sessionNotes(server).toString()).toContain('They sound unsure.')
  expect(rescueAll({ mine, edits, sections: [{ id: 'notes', title: 'Private notes', type: 'text', columns: [] }] })).toEqual([
    { section: 'Private notes', place: null, kind: 'written', text: 'They sound unsure.' },
  ])
})
