import type { ScalarValue } from '../collab/cell.ts'
import type { CellDiff, ColumnDiff, ItemDiff, RowDiff } from './contract.ts'
import { type Matched, matchById } from './order.ts'
import { diffWords } from './words.ts'

export type StoredColumn = { id: string; label: string; type: string }
export type StoredRow = { id: string; cells: Readonly<Record<string, ScalarValue>> }
export type StoredTable = { columns: readonly StoredColumn[]; rows: readonly StoredRow[] }
export type StoredItem = { id: string; text: string }

const nothing: StoredTable = { columns: [], rows: [] }

/** What changed in a table, cell by cell; null is a table without rows. */
export function diffTable(before: StoredTable | null, after: StoredTable | null): { columns: ColumnDiff[]; rows: RowDiff[] } {
  const [old, now] = [before ?? nothing, after ?? nothing]
  const columns = matchById(old.columns, now.columns).map((column) => diffColumn(column, before !== null && after !== null))
  const rows = matchById(old.rows, now.rows).map((row) => diffRow(row, columns))
  return { columns, rows }
}

/** A table without rows says nothing of its columns: they are none that were added or removed. */
function diffColumn({ id, before, after }: Matched<StoredColumn>, isComparable: boolean): ColumnDiff {
  const { label, type } = (after ?? before) as StoredColumn
  const change = !isComparable ? 'same' : !before ? 'added' : !after ? 'removed' : before.label === after.label ? 'same' : 'changed'
  return { id, label, type, change }
}

function diffRow({ id, before, after, isMoved }: Matched<StoredRow>, columns: readonly ColumnDiff[]): RowDiff {
  const cells = columns.map((column) => diffCell(column, before?.cells[column.id] ?? null, after?.cells[column.id] ?? null))
  const change = !before ? 'added' : !after ? 'removed' : cells.some((cell) => cell.change !== 'same') ? 'changed' : 'same'
  return { id, change, is_moved: isMoved, cells }
}

function diffCell({ id, type }: ColumnDiff, before: ScalarValue, after: ScalarValue): CellDiff {
  const change = before === after ? 'same' : before === null ? 'added' : after === null ? 'removed' : 'changed'
  return { column_id: id, change, before, after, pieces: type === 'text' ? diffWords(String(before ?? ''), String(after ?? '')) : null }
}

/** What changed in a list of texts with ids, item by item. */
export const diffItems = (before: readonly StoredItem[], after: readonly StoredItem[]): ItemDiff[] =>
  matchById(before, after).map(({ id, before: was, after: is, isMoved }) => ({
    id,
    change: !was ? 'added' : !is ? 'removed' : was.text === is.text ? 'same' : 'changed',
    is_moved: isMoved,
    pieces: diffWords(was?.text ?? '', is?.text ?? ''),
  }))
