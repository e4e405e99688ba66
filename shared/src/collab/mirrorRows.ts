import type { CellColumn, ScalarValue } from './cell.ts'
import { bringBackRow, liveRows, moveRow, type Rows, removeRow } from './rowsDoc.ts'
import { replaceText } from './sharedText.ts'
import { madeCellText, setScalar, tableValues } from './tableDoc.ts'

/** A row of a table that the server writes, under an id that stays the same. */
export type MirroredRow = { id: string; cells: Readonly<Record<string, ScalarValue>> }

/** Does a table say exactly these rows, in their order? */
export const saysRows = (table: Rows, columns: readonly CellColumn[], wanted: readonly MirroredRow[]): boolean =>
  JSON.stringify(tableValues(table, columns)) === JSON.stringify(wanted.map(({ id, cells }) => ({ id, cells: cellsIn(columns, cells) })))

const cellsIn = (columns: readonly CellColumn[], cells: MirroredRow['cells']) =>
  Object.fromEntries(columns.map(({ id }) => [id, cells[id] === '' ? null : (cells[id] ?? null)]))

/** Makes a table say these rows, in their order, and no others. What it says already is not written again. To be called within a transaction. */
export function mirrorRows(table: Rows, columns: readonly CellColumn[], wanted: readonly MirroredRow[]): void {
  const ids = wanted.map(({ id }) => id)
  for (const { id } of liveRows(table)) if (!ids.includes(id)) removeRow(table, id)
  for (const { id, cells } of wanted) writeRow(table, columns, id, cells)
  if (liveRows(table).some(({ id }, index) => id !== ids[index]))
    for (const [index, id] of ids.entries()) moveRow(table, id, ids[index - 1] ?? null)
}

function writeRow(table: Rows, columns: readonly CellColumn[], id: string, cells: MirroredRow['cells']): void {
  const row = bringBackRow(table, id)
  for (const column of columns) {
    const value = cells[column.id] ?? null
    if (column.type === 'text') replaceText(madeCellText(row, column.id), value === null ? '' : String(value))
    else setScalar(row, column, value)
  }
}
