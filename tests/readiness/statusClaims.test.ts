import { checklistRow, readRow } from '@certloom/shared/collab/checklistDoc'
import { type Editing, editingOf, stepsIn } from '@certloom/shared/collab/checklistEditing'
import { chooseStatus, confirmStatus, openClaims } from '@certloom/shared/collab/statusClaims'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

const row = 'd3b07384-d9a0-4c4d-8a3f-000000000001'
const at = (seconds: number) => new Date(Date.UTC(2026, 10, 21, 9, 0, seconds))
const [ana, ben] = ['ana', 'ben']
const claimed = (doc: Y.Doc) => openClaims(checklistRow(doc, row)).map(({ userId, status }) => `${userId}: ${status}`)
const sync = (a: Y.Doc, b: Y.Doc) => {
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b))
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a))
}

test('one person changing their mind disagrees with nobody', () => {
  const doc = new Y.Doc()
  chooseStatus(checklistRow(doc, row), 'ready', { userId: ana, now: at(0) })
  chooseStatus(checklistRow(doc, row), 'partial', { userId: ana, now: at(5) })
  expect(claimed(doc)).toEqual([])
  expect(readRow(checklistRow(doc, row)).status).toBe('partial')
})

test('two people choosing otherwise within a minute are both shown, until one is confirmed', () => {
  const doc = new Y.Doc()
  chooseStatus(checklistRow(doc, row), 'ready', { userId: ana, now: at(0) })
  chooseStatus(checklistRow(doc, row), 'missing', { userId: ben, now: at(59) })
  expect(claimed(doc)).toEqual(['ana: ready', 'ben: missing'])
  confirmStatus(checklistRow(doc, row), 'ready', { userId: ben, now: at(70) })
  expect(claimed(doc)).toEqual([])
  expect(readRow(checklistRow(doc, row)).status).toBe('ready')
})

test('they agree again when one of them takes over what the other chose', () => {
  const doc = new Y.Doc()
  chooseStatus(checklistRow(doc, row), 'ready', { userId: ana, now: at(0) })
  chooseStatus(checklistRow(doc, row), 'missing', { userId: ben, now: at(10) })
  chooseStatus(checklistRow(doc, row), 'missing', { userId: ana, now: at(20) })
  expect(claimed(doc)).toEqual([])
})

test('a minute later it is a new status and no disagreement', () => {
  const doc = new Y.Doc()
  chooseStatus(checklistRow(doc, row), 'ready', { userId: ana, now: at(0) })
  chooseStatus(checklistRow(doc, row), 'missing', { userId: ben, now: at(60) })
  expect(claimed(doc)).toEqual([])
})

test('choices made without knowing of each other are both shown, however far apart they were', () => {
  const [site, office] = [new Y.Doc(), new Y.Doc()]
  chooseStatus(checklistRow(site, row), 'ready', { userId: ana, now: at(0) })
  chooseStatus(checklistRow(office, row), 'missing', { userId: ben, now: at(3_600) })
  sync(site, office)
  expect(claimed(site)).toEqual(['ana: ready', 'ben: missing'])
  expect(claimed(office)).toEqual(claimed(site))
})

/** Somebody with a copy of their own, and what they can take back. */
const seat = (userId: string): { doc: Y.Doc; editing: Editing } => {
  const [doc, origin] = [new Y.Doc(), {}]
  const steps = stepsIn(doc, [row], origin)
  return { doc, editing: editingOf(doc, origin, userId, () => steps) }
}
const says = ({ doc }: { doc: Y.Doc }) => readRow(checklistRow(doc, row))

test('what another chose alike stays when one of them undoes it', () => {
  const [first, second] = [seat(ana), seat(ben)]
  first.editing.choose([row], 'ready')
  sync(first.doc, second.doc)
  second.editing.choose([row], 'ready')
  sync(first.doc, second.doc)
  first.editing.undo()
  sync(first.doc, second.doc)
  expect([says(first).status, says(second).status]).toEqual(['ready', 'ready'])
})

test('what was confirmed stays when whoever had chosen it undoes that', () => {
  const [first, second, lead] = [seat(ana), seat(ben), seat('lead')]
  first.editing.choose([row], 'ready')
  sync(first.doc, second.doc)
  second.editing.choose([row], 'missing')
  sync(second.doc, lead.doc)
  lead.editing.confirm(row, 'missing')
  sync(second.doc, lead.doc)
  second.editing.undo()
  sync(second.doc, lead.doc)
  expect(says(lead).status).toBe('missing')
})

test('an owner and a day that another set alike stay when one of them undoes theirs', () => {
  const [first, second] = [seat(ana), seat(ben)]
  const owner = { kind: 'person', id: row } as const
  for (const { editing } of [first, second]) {
    editing.own([row], owner)
    editing.due([row], '2027-03-01')
    sync(first.doc, second.doc)
  }
  while (first.editing.undo());
  sync(first.doc, second.doc)
  expect(says(second)).toMatchObject({ owner, due: '2027-03-01' })
})

test('what is no claim counts as none', () => {
  const doc = new Y.Doc()
  const map = checklistRow(doc, row)
  map.set('claim:ana', { status: 'splendid', at: at(0).toISOString() })
  map.set('claim:ben', 'ready')
  map.set('claim:cara', { status: 'ready', at: 'yesterday' })
  map.set('claim:dan', { status: 'ready', at: at(1).toISOString() })
  map.set('status', 'splendid')
  map.set('owner', 'person:nobody')
  map.set('due', '2026-02-30')
  map.set('evidence', 'javascript:alert(1)')
  expect(claimed(doc)).toEqual([])
  expect(readRow(map)).toEqual({ status: null, owner: null, due: null, evidence: null })
})
