import * as Y from 'yjs'
import type { FillableSection } from '../templates/contract.ts'
import { type Change, type ChangePlace, placeOf } from './changes.ts'
import { checklistRow, justificationText, notesText, placeOfRoot, readRow } from './checklistDoc.ts'
import { listSection, tableSection, textSection } from './documentDoc.ts'
import { factOfRoot, factText } from './factsDoc.ts'
import { sessionNotes, sessionRoot } from './internalDoc.ts'
import { itemText } from './listDoc.ts'
import { hasTouched, type Written } from './ownWords.ts'
import { partOfRoot } from './partOfRoot.ts'
import { deletion, hasWords, mergedInto, type Row } from './rowsDoc.ts'
import { partOfSession, wordsSaid } from './sessionDoc.ts'
import { cellValue } from './tableDoc.ts'

export type DescribedSection = Pick<FillableSection, 'id' | 'title' | 'type' | 'columns'>

/** A change in words, for the person who made it. */
export type ChangeWords = {
  /** the title of the section */
  section: string
  /** where in the section: a row and a column by what they say; null where the section says enough */
  place: string | null
  kind: 'written' | 'removed' | 'moved' | 'joined'
  /** what was written there, or what was removed, as plain text that can be pasted elsewhere */
  text: string
}

type Replicas = {
  /** the document as this person had it */
  mine: Y.Doc
  /** the document as the server has it; null if it cannot be had */
  server: Y.Doc | null
  /** what this person wrote and took away */
  written: Written
}

/** Puts changes into words. What no section of the document holds is left out. */
export function describeChanges(replicas: Replicas, changes: readonly Change[], sections: readonly DescribedSection[]): ChangeWords[] {
  return changes.flatMap((change) => {
    const place = placeOf(change)
    const section = sections.find(({ id }) => id === partOfRoot(place.root))
    if (!section) return []
    if (placeOfRoot(place.root) !== null) return describeAnswer(replicas, section, place)
    if (factOfRoot(place.root) !== null) return describeFact(replicas, section, place)
    if (partOfSession(place.root) !== null) return describeSaid(replicas, section, place)
    if (place.root === sessionRoot) return describeText(replicas, section, sessionNotes)
    if (section.type === 'text') return describeText(replicas, section, (doc) => textSection(doc, section.id))
    if (place.row === null) return []
    return section.type === 'list' ? describeItem(replicas, section, place.row) : describeRow(replicas, section, place.row, place.column)
  })
}

/** A row of a checklist: one of its values, its justification, or its notes. */
function describeAnswer({ mine }: Replicas, { id, title }: DescribedSection, { root, row: field }: ChangePlace): ChangeWords[] {
  const cell = placeOfRoot(root)?.cell ?? field
  const text = cell === null ? '' : answerWords(mine, id, cell)
  return [{ section: title, place: cell, kind: text === '' ? 'removed' : 'written', text }]
}

function describeFact({ mine }: Replicas, { title }: DescribedSection, { root }: ChangePlace): ChangeWords[] {
  const key = factOfRoot(root)
  const text = key === null ? '' : factText(mine, key).toString()
  return [{ section: title, place: null, kind: text === '' ? 'removed' : 'written', text }]
}

/** An entry of a session: what was said, or what was taken away. */
function describeSaid({ mine, server }: Replicas, { title }: DescribedSection, { root, row }: ChangePlace): ChangeWords[] {
  const part = partOfSession(root)
  if (part === null || row === null) return []
  const own = wordsSaid(mine, part, row)
  const text = own === '' && server ? wordsSaid(server, part, row) : own
  return text === '' ? [] : [{ section: title, place: null, kind: own === '' ? 'removed' : 'written', text }]
}

function answerWords(doc: Y.Doc, requirementId: string, cell: string): string {
  if (cell === 'justification') return justificationText(doc, requirementId).toString()
  if (cell === 'notes') return linesOf(notesText(doc, requirementId)).map(wordsOfLine).join('\n')
  const { status, due, evidence } = readRow(checklistRow(doc, requirementId))
  if (cell === 'status') return status?.replace('_', ' ') ?? ''
  if (cell === 'due') return due ?? ''
  return cell === 'evidence' && evidence?.kind === 'link' ? evidence.url : ''
}

/** The lines that were written in, whole: a few letters say nothing to anybody. */
function describeText(
  { mine, server, written }: Replicas,
  { title }: DescribedSection,
  textOf: (doc: Y.Doc) => Y.XmlFragment,
): ChangeWords[] {
  const touched = linesOf(textOf(mine)).filter((line) => isTouched(line, written))
  const text = touched.map(wordsOfLine).join('\n')
  const here = new Set(linesOf(textOf(mine)).map(idOfLine))
  const removed = server ? linesOf(textOf(server)).filter((line) => !here.has(idOfLine(line)) && wasRemoved(line, written)) : []
  const words: ChangeWords[] = []
  if (text.trim() !== '') words.push({ section: title, place: null, kind: 'written', text })
  if (removed.length > 0 || words.length === 0)
    words.push({ section: title, place: null, kind: 'removed', text: removed.map(wordsOfLine).join('\n') })
  return words
}

function describeItem({ mine, server }: Replicas, { id, title }: DescribedSection, row: string): ChangeWords[] {
  const item = listSection(mine, id).get(row)
  const stored = server && listSection(server, id).get(row)
  const text = (item && itemText(item)?.toString()) ?? ''
  const before = stored ? (itemText(stored)?.toString() ?? '') : null
  return [{ section: title, place: null, kind: kindOf(item, text === before), text: text === '' ? (before ?? '') : text }]
}

function describeRow(replicas: Replicas, section: DescribedSection, rowId: string, columnId: string | null): ChangeWords[] {
  const row = tableSection(replicas.mine, section.id).get(rowId)
  const stored = replicas.server && tableSection(replicas.server, section.id).get(rowId)
  const own = row ? cellsOf(section, row) : []
  const before = stored ? cellsOf(section, stored) : null
  if (columnId === null) {
    const isSame = before !== null && before.join('\n') === own.join('\n')
    return [
      {
        section: section.title,
        place: nameOfRow(section, row),
        kind: kindOf(row, isSame),
        text: (own.length > 0 ? own : (before ?? [])).join('\n'),
      },
    ]
  }
  const column = section.columns.find(({ id }) => id === columnId)
  if (!column) return []
  const place = [nameOfRow(section, row), column.label].filter((part) => part !== null).join(', ')
  const text = row ? words(column, row) : ''
  if (text === '' && stored) return [{ section: section.title, place, kind: 'removed', text: words(column, stored) }]
  return [{ section: section.title, place, kind: 'written', text }]
}

function kindOf(row: Row | undefined, isSame: boolean): ChangeWords['kind'] {
  if (row === undefined || row.get(deletion) !== undefined) return 'removed'
  if (mergedInto(row) !== undefined && !hasWords(row)) return 'joined'
  return isSame ? 'moved' : 'written'
}

type Cell = DescribedSection['columns'][number]

function words(column: Cell, row: Row): string {
  const value = cellValue(row, column)
  if (value === null) return ''
  return column.type === 'choice' ? (column.options.find(({ id }) => id === value)?.label ?? '') : String(value)
}

const cellsOf = ({ columns }: DescribedSection, row: Row): string[] =>
  columns.flatMap((column) => {
    const text = words(column, row)
    return text === '' ? [] : [`${column.label}: ${text}`]
  })

/** A row goes by what its first filled text cell says. */
function nameOfRow({ columns }: DescribedSection, row: Row | undefined): string | null {
  if (!row) return null
  const names = columns.filter(({ type }) => type === 'text').map((column) => words(column, row))
  return names.find((name) => name !== '') ?? null
}

/** The lines of a text: a paragraph, a heading, an entry of a list. */
function linesOf(node: Y.XmlFragment): Y.XmlText[] {
  return node.toArray().flatMap((child) => {
    if (child instanceof Y.XmlText) return [child]
    return child instanceof Y.XmlElement ? linesOf(child) : []
  })
}

const idOfLine = (line: Y.XmlText): string => `${line._item?.id.client}:${line._item?.id.clock}`

function isTouched(line: Y.XmlText, written: Written): boolean {
  for (let item = line._start; item; item = item.right) if (hasTouched(written, item)) return true
  return false
}

function wasRemoved({ _item: item }: Y.XmlText, { deletions }: Written): boolean {
  return (
    item !== null &&
    (deletions.get(item.id.client)?.some(({ clock, len }) => item.id.clock >= clock && item.id.clock < clock + len) ?? false)
  )
}

const wordsOfLine = (line: Y.XmlText): string =>
  line
    .toDelta()
    .map(({ insert }: { insert: unknown }) => (typeof insert === 'string' ? insert : ''))
    .join('')
