import type { Doc } from 'yjs'
import { listSection, tableSection, textSection } from '../collab/documentDoc.ts'
import { readLetters } from '../collab/letters.ts'
import { itemText } from '../collab/listDoc.ts'
import { liveRows, type Row, type Rows } from '../collab/rowsDoc.ts'
import { cellValue } from '../collab/tableDoc.ts'
import { anchorAt } from '../collab/textAnchor.ts'
import type { FillableSection } from '../templates/contract.ts'
import type { CommentAnchor, CommentTarget } from './contract.ts'
import { maxQuoteLength } from './limits.ts'

/** What a target is in the live document: how to find it again, and what it says. `unheard`: it was written a moment ago and is not here yet. */
export type ReadTarget = { anchor: CommentAnchor; quote: string | null } | 'gone' | 'unheard'

type Sections = { fixed: readonly { id: string }[]; fillable: readonly FillableSection[] }

/** Looks a target up in its document. Nothing a client says is taken for true but which place it means, and that must be there. */
export function readTarget(doc: Doc, { fixed, fillable }: Sections, target: CommentTarget): ReadTarget {
  if (target.kind === 'document') return { anchor: target, quote: null }
  const section = fillable.find(({ id }) => id === target.section_id)
  if (target.kind === 'section') {
    const isThere = section !== undefined || fixed.some(({ id }) => id === target.section_id)
    return isThere ? { anchor: target, quote: null } : 'gone'
  }
  if (section === undefined || section.type !== typeOf[target.kind]) return 'gone'
  switch (target.kind) {
    case 'text':
      return readText(doc, target)
    case 'cell':
      return readCell(doc, section, target)
    case 'item':
      return readItem(doc, target)
  }
}

const typeOf = { text: 'text', cell: 'table', item: 'list' } as const

type Of<Kind extends CommentTarget['kind']> = Extract<CommentTarget, { kind: Kind }>

function readText(doc: Doc, { kind, section_id, start, end }: Of<'text'>): ReadTarget {
  const letters = readLetters(textSection(doc, section_id))
  const [first, last] = [letters.find(start), letters.find(end)]
  if (first === 'unheard' || last === 'unheard') return 'unheard'
  if (first === null || last === null) return 'gone'
  const anchor = anchorAt(letters, { from: first.at, to: last.isGone ? last.at : last.at + 1 })
  return anchor === null ? 'gone' : { anchor: { kind, section_id, ...anchor }, quote: shorten(anchor.text) }
}

const rowIn = (rows: Rows, wanted: string): Row | undefined => liveRows(rows).find(({ id }) => id === wanted)?.row

function readCell(doc: Doc, { columns }: FillableSection, target: Of<'cell'>): ReadTarget {
  const rows = tableSection(doc, target.section_id)
  const column = columns.find(({ id }) => id === target.column_id)
  const row = rowIn(rows, target.row_id)
  if (!column || !row) return rows.has(target.row_id) || !column ? 'gone' : 'unheard'
  const value = cellValue(row, column)
  const words = column.type === 'choice' ? column.options.find(({ id }) => id === value)?.label : column.type === 'person' ? null : value
  return { anchor: target, quote: words === null || words === undefined ? column.label : shorten(`${column.label}: ${words}`) }
}

function readItem(doc: Doc, target: Of<'item'>): ReadTarget {
  const items = listSection(doc, target.section_id)
  const row = rowIn(items, target.item_id)
  if (!row) return items.has(target.item_id) ? 'gone' : 'unheard'
  return { anchor: target, quote: shorten(itemText(row)?.toString() ?? '') }
}

/** The beginning of a text, without half a character at its end and without what no database keeps. */
const shorten = (text: string): string => text.slice(0, maxQuoteLength).toWellFormed().replaceAll('\u0000', '\uFFFD')
