import type { ScalarValue } from '../collab/cell.ts'
import type { RichText } from '../documents/contract.ts'
import type { FillableSection } from '../templates/contract.ts'
import type { SectionDiff } from './contract.ts'
import { diffItems, diffTable, type StoredColumn, type StoredItem, type StoredRow, type StoredTable } from './rows.ts'
import { diffText } from './text.ts'

/**
 * What changed in a section between two revisions, from what each of them stored of it; null is an empty section. Stored content that is nothing of
 * its section's type counts as empty.
 */
export function diffSection(type: FillableSection['type'], before: unknown, after: unknown): SectionDiff {
  switch (type) {
    case 'text':
      return { type, lines: diffText(textIn(before), textIn(after)) }
    case 'table':
      return { type, ...diffTable(tableIn(before), tableIn(after)) }
    case 'list':
      return { type, items: diffItems(itemsIn(before), itemsIn(after)) }
    case 'evidence':
      return { type, items: diffItems(evidenceIn(before), evidenceIn(after)) }
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

const recordsIn = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isRecord) : [])

/** The rich text that a revision stored of a text section; null if there is none. */
export const textIn = (content: unknown): RichText | null =>
  isRecord(content) && typeof content.type === 'string' ? (content as RichText) : null

const isScalar = (value: unknown): value is ScalarValue => value === null || typeof value === 'string' || typeof value === 'number'

/** The table that a revision stored of a table section; null if there is none. */
export function tableIn(content: unknown): StoredTable | null {
  if (!isRecord(content)) return null
  const columns = recordsIn(content.columns).flatMap(({ id, label, type }): StoredColumn[] =>
    typeof id === 'string' ? [{ id, label: String(label ?? ''), type: String(type ?? 'text') }] : [],
  )
  const rows = recordsIn(content.rows).flatMap(({ id, cells }): StoredRow[] =>
    typeof id === 'string' && isRecord(cells) ? [{ id, cells: Object.fromEntries(Object.entries(cells).filter(isScalarEntry)) }] : [],
  )
  return { columns, rows }
}

const isScalarEntry = (entry: [string, unknown]): entry is [string, ScalarValue] => isScalar(entry[1])

/** The items that a revision stored of a list section. */
export const itemsIn = (content: unknown): StoredItem[] =>
  recordsIn(content).flatMap(({ id, text }) => (typeof id === 'string' ? [{ id, text: String(text ?? '') }] : []))

const evidenceIn = (content: unknown): StoredItem[] =>
  recordsIn(content).flatMap(({ evidence_id, title }) =>
    typeof evidence_id === 'string' ? [{ id: evidence_id, text: String(title ?? '') }] : [],
  )
