import { changesOf, distinctChanges } from '@certloom/shared/collab/changes'
import type { DescribedSection } from '@certloom/shared/collab/describeChanges'
import {
  defineDocumentRoots,
  editableRoots,
  listSection,
  sectionRoot,
  tableSection,
  textSection,
} from '@certloom/shared/collab/documentDoc'
import { addItems, itemText, mergeItem } from '@certloom/shared/collab/listDoc'
import { rescueOf } from '@certloom/shared/collab/rescue'
import { liveRows, moveRow, removeRow } from '@certloom/shared/collab/rowsDoc'
import { type OwnEdit, type Split, splitEdits } from '@certloom/shared/collab/splitEdits'
import { addTableRows, cellText, setScalar } from '@certloom/shared/collab/tableDoc'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

const columns: DescribedSection['columns'] = [
  { id: 'role', label: 'Role', type: 'text', options: [] },
  { id: 'due', label: 'Due', type: 'date', options: [] },
]
const sections: DescribedSection[] = [
  { id: 'scope', title: 'Scope', type: 'text', columns: [] },
  { id: 'aims', title: 'Aims', type: 'text', columns: [] },
  { id: 'roles', title: 'Roles', type: 'table', columns },
  { id: 'rules', title: 'Rules', type: 'list', columns: [] },
]
const roots = [...editableRoots(sections)]

function newDoc(state?: Uint8Array): Y.Doc {
  const doc = new Y.Doc()
  defineDocumentRoots(doc, sections)
  if (state) Y.applyUpdate(doc, state)
  return doc
}

/** Somebody who works on a copy of a document; every edit they make is noted, as a page does. */
function writer(doc: Y.Doc): { doc: Y.Doc; edits: OwnEdit[] } {
  const edits: OwnEdit[] = []
  doc.on('update', (update: Uint8Array, origin: unknown, _doc: unknown, transaction: Y.Transaction) => {
    if (origin !== 'server') edits.push({ id: String(edits.length), update, changes: [...changesOf(transaction)] })
  })
  return { doc, edits }
}

const paragraphs = (doc: Y.Doc, section: string): Y.XmlElement[] => textSection(doc, section).toArray() as Y.XmlElement[]

const lineAt = (doc: Y.Doc, section: string, index: number): Y.XmlText => paragraphs(doc, section)[index]?.get(0) as Y.XmlText

function addParagraph(doc: Y.Doc, section: string, at: number, text: string): void {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(text)])
  textSection(doc, section).insert(Math.min(at, textSection(doc, section).length), [paragraph])
}

type Step = { place: number; kind: number; at: number }
const step: fc.Arbitrary<Step> = fc.record({ place: fc.nat(3), kind: fc.nat(5), at: fc.nat(50) })

/** One thing somebody does; what they write is a word nobody else writes. */
function act(doc: Y.Doc, { place, kind, at }: Step, word: string): void {
  const section = sections[place] as DescribedSection
  doc.transact(() => {
    if (section.type === 'text') actOnText(doc, section.id, kind, at, word)
    else actOnRows(doc, section, kind, at, word)
  })
}

function actOnText(doc: Y.Doc, section: string, kind: number, at: number, word: string): void {
  const all = paragraphs(doc, section)
  const index = all.length === 0 ? 0 : at % all.length
  const text = all[index]?.get(0)
  if (!(text instanceof Y.XmlText) || kind === 0) addParagraph(doc, section, index, word)
  else if (kind === 1) textSection(doc, section).delete(index, 1)
  else if (kind === 2) text.delete(0, Math.min(text.length, 1 + (at % 5)))
  else if (kind === 3) text.format(0, Math.min(2, text.length), { bold: true })
  else text.insert(at % (text.length + 1), word)
}

function actOnRows(doc: Y.Doc, section: DescribedSection, kind: number, at: number, word: string): void {
  const rows = section.type === 'list' ? listSection(doc, section.id) : tableSection(doc, section.id)
  const live = liveRows(rows)
  const found = live.length === 0 ? undefined : live[at % live.length]
  if (!found || kind === 0) section.type === 'list' ? addItems(rows, [word]) : addTableRows(rows, columns, [{ role: word }])
  else if (kind === 1) removeRow(rows, found.id)
  else if (kind === 2) moveRow(rows, found.id, null)
  else if (kind === 3 && section.type === 'table')
    setScalar(found.row, columns[1] as never, `2026-01-${String((at % 28) + 1).padStart(2, '0')}`)
  else {
    const text = section.type === 'list' ? itemText(found.row) : cellText(found.row, 'role')
    text?.insert(at % (text.length + 1), word)
  }
}

/** Every character of a word on its own, so that a word that is parted by somebody else's typing is still found. */
const alphabet = (index: number): string => String.fromCodePoint(0x4e00 + index * 2, 0x4e00 + index * 2 + 1)

/** @param from where in the alphabet this person's words begin */
function actAll(doc: Y.Doc, steps: readonly Step[], from: number): void {
  for (const [index, one] of steps.entries()) act(doc, one, alphabet(from + index))
}

const visible = (doc: Y.Doc): string =>
  [
    ...sections.filter(({ type }) => type === 'text').map(({ id }) => textSection(doc, id).toString()),
    ...liveRows(tableSection(doc, 'roles')).map(({ row }) => cellText(row, 'role')?.toString() ?? ''),
    ...liveRows(listSection(doc, 'rules')).map(({ row }) => itemText(row)?.toString() ?? ''),
  ].join('\n')

/** What the person would be shown of a split: everything that is not merged, in words. */
const shown = (mine: Y.Doc, server: Y.Doc, edits: readonly OwnEdit[], split: Split): string =>
  rescueOf({ mine, server, edits, sections }, split)
    .map(({ text }) => text)
    .join('\n')

test('what is kept and what is rescued together are everything somebody typed while they were away', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 12 }),
      fc.array(step, { minLength: 1, maxLength: 25 }),
      fc.array(step, { maxLength: 12 }),
      fc.subarray(roots),
      fc.boolean(),
      (before, own, others, writable, isSyncedFirst) => {
        const server = newDoc()
        actAll(server, before, 0)
        const me = writer(newDoc(Y.encodeStateAsUpdate(server)))
        actAll(me.doc, own, 1_000)
        const typed = [...visible(me.doc)].filter((character) => character >= alphabet(1_000).charAt(0))
        actAll(server, others, 500)
        const state = Y.encodeStateAsUpdate(server)
        if (isSyncedFirst) Y.applyUpdate(me.doc, state, 'server')

        const split = splitEdits(server, me.edits, (root) => writable.includes(root))
        const closed = roots.filter((root) => !writable.includes(root)).map((root) => contentOf(server, root))
        for (const { update } of split.kept) Y.applyUpdate(server, update)
        expect(server.store.pendingStructs).toBeNull()
        expect(roots.filter((root) => !writable.includes(root)).map((root) => contentOf(server, root))).toEqual(closed)
        const somewhere = new Set([...visible(server), ...shown(me.doc, newDoc(state), me.edits, split)])
        expect(typed.filter((character) => !somewhere.has(character))).toEqual([])
      },
    ),
    { numRuns: 400 },
  )
})

const contentOf = (doc: Y.Doc, root: string): string => JSON.stringify(doc.get(root)?.toJSON())

test('nothing is lost and nothing is shown when everything may be written and nobody was in the way', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (own) => {
      const server = newDoc()
      const me = writer(newDoc())
      actAll(me.doc, own, 0)
      const split = splitEdits(server, me.edits, () => true)
      for (const { update } of split.kept) Y.applyUpdate(server, update)
      expect(visible(server)).toBe(visible(me.doc))
      expect(split).toMatchObject({ lost: [], buried: [] })
    }),
    { numRuns: 100 },
  )
})

/** A document with a line, a row and an item in it, and somebody who has a copy. */
function offline() {
  const server = newDoc()
  addParagraph(server, 'scope', 0, 'All offices.')
  addTableRows(tableSection(server, 'roles'), columns, [{ role: 'Sponsor' }])
  addItems(listSection(server, 'rules'), ['Lock the door'])
  const me = writer(newDoc(Y.encodeStateAsUpdate(server)))
  const cell = () => cellText(liveRows(tableSection(me.doc, 'roles'))[0]?.row as never, 'role')
  const item = () => itemText(liveRows(listSection(me.doc, 'rules'))[0]?.row as never)
  return { server, ...me, cell, item }
}

const told = (me: { doc: Y.Doc; edits: OwnEdit[] }, server: Y.Doc, split: Split) =>
  rescueOf({ mine: me.doc, server, edits: me.edits, sections }, split)

test('changes are counted as people count them: by section, row, cell and item, however many keys they took', () => {
  const me = offline()
  const line = lineAt(me.doc, 'scope', 0)
  for (const letter of ' And homes.') line.insert(line.length, letter)
  for (const letter of 'Executive ') me.cell()?.insert(me.cell()?.length ?? 0, letter)
  me.doc.transact(() => addTableRows(tableSection(me.doc, 'roles'), columns, [{ role: 'Auditor' }]))
  const [, added] = liveRows(tableSection(me.doc, 'roles'))
  cellText(added?.row as never, 'role')?.insert(0, 'Lead ')
  me.item()?.insert(0, 'Always: ')
  expect(distinctChanges(me.edits.flatMap((edit) => edit.changes))).toHaveLength(4)
})

test('what is refused is told in words: the line, the cell by its row, the item, and what was removed', () => {
  const me = offline()
  lineAt(me.doc, 'scope', 0).insert(4, 'European ')
  me.cell()?.insert(0, 'Executive ')
  removeRow(listSection(me.doc, 'rules'), liveRows(listSection(me.doc, 'rules'))[0]?.id ?? '')
  const split = splitEdits(me.server, me.edits, () => false)
  expect(told(me, me.server, split)).toEqual([
    { section: 'Scope', place: null, kind: 'written', text: 'All European offices.' },
    { section: 'Roles', place: 'Executive Sponsor, Role', kind: 'written', text: 'Executive Sponsor' },
    { section: 'Rules', place: null, kind: 'removed', text: 'Lock the door' },
  ])
  expect(split.kept).toEqual([])
  expect(liveRows(listSection(me.server, 'rules'))).toHaveLength(1)
})

test('an item joined with another is told as joined, not as written', () => {
  const me = offline()
  const rules = listSection(me.doc, 'rules')
  const into = liveRows(rules)[0]?.id ?? ''
  const [added = ''] = addItems(listSection(me.server, 'rules'), ['and the window'])
  Y.applyUpdate(me.doc, Y.encodeStateAsUpdate(me.server), 'server')
  me.doc.transact(() => mergeItem(rules, added, into))
  const split = splitEdits(me.server, me.edits, () => false)
  expect(new Set(told(me, me.server, split))).toEqual(
    new Set([
      { section: 'Rules', place: null, kind: 'written', text: 'Lock the doorand the window' },
      { section: 'Rules', place: null, kind: 'joined', text: 'and the window' },
    ]),
  )
})

test('words typed in a paragraph or a row that somebody else removed meanwhile are handed back', () => {
  const me = offline()
  lineAt(me.doc, 'scope', 0).insert(12, ' And homes.')
  me.item()?.insert(0, 'Always: ')
  textSection(me.server, 'scope').delete(0, 1)
  removeRow(listSection(me.server, 'rules'), liveRows(listSection(me.server, 'rules'))[0]?.id ?? '')
  expect(
    told(
      me,
      me.server,
      splitEdits(me.server, me.edits, () => true),
    ),
  ).toEqual([
    { section: 'Scope', place: null, kind: 'written', text: ' And homes.' },
    { section: 'Rules', place: null, kind: 'written', text: 'Always: ' },
  ])
})

test('an edit that builds on what the server does not have is handed back whole', () => {
  const me = offline()
  const other = newDoc(Y.encodeStateAsUpdate(me.doc))
  addParagraph(other, 'scope', 1, 'Never sent: ')
  Y.applyUpdate(me.doc, Y.encodeStateAsUpdate(other), 'server')
  lineAt(me.doc, 'scope', 1).insert(12, 'mine')
  const split = splitEdits(me.server, me.edits, () => true)
  expect(split.kept).toEqual([])
  expect(told(me, me.server, split)).toEqual([{ section: 'Scope', place: null, kind: 'written', text: 'Never sent: mine' }])
})

test('one edit that is too large for the socket is handed back, and what was typed beside it is merged', () => {
  const me = offline()
  addParagraph(me.doc, 'aims', 0, 'x'.repeat(2_200_000))
  me.item()?.insert(0, 'Always: ')
  const { kept, lost } = splitEdits(me.server, me.edits, () => true)
  for (const { update } of kept) Y.applyUpdate(me.server, update)
  expect(visible(me.server)).toContain('Always: Lock the door')
  expect(lost).toEqual([sectionRoot(sections[1] as DescribedSection).replace(':', '%3A')])
})
