import * as Y from 'yjs'
import type { CellColumn, ScalarValue } from './cell.ts'
import { parseScalar } from './readCell.ts'
import { addRows, liveRows, type PlacedRow, type Row, type Rows } from './rowsDoc.ts'

/** What goes into the cells of a new row, by column id, as people would type it. */
export type CellValues = Readonly<Record<string, string | number | null | undefined>>

const isoDate = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

/**
 * Adds rows to a table. Text cells are made with their row, in the same transaction: made later, two people could make the same one and lose a side.
 * @param after as in `addRows`
 */
export const addTableRows = (
  table: Rows,
  columns: readonly CellColumn[],
  values: readonly CellValues[] = [{}],
  after?: string | null,
): string[] =>
  addRows(
    table,
    values.map((given) => (row: Row) => {
      for (const column of columns) fillCell(row, column, given[column.id])
    }),
    after,
  )

function fillCell(row: Row, column: CellColumn, given: CellValues[string]): void {
  if (column.type === 'text') {
    row.set(column.id, new Y.Text(given === null || given === undefined ? '' : String(given)))
    return
  }
  const value = readGiven(column, given)
  if (value !== null) row.set(column.id, value)
}

/** What a given value becomes in a cell of this column; null if it does not fit. */
export function readGiven(column: CellColumn, given: CellValues[string]): ScalarValue {
  if (given === null || given === undefined) return null
  if (column.type === 'text') return String(given)
  const value = typeof given === 'string' && !isScalarOf(column, given) ? parseScalar(column, given) : given
  return isScalarOf(column, value) ? value : null
}

/** The shared text of a text cell; undefined if the row has none there, as only a row nobody of ours made has. */
export function cellText(row: Row, columnId: string): Y.Text | undefined {
  const value = row.get(columnId)
  return value instanceof Y.Text ? value : undefined
}

/** The same, made if it is not there. To be called within a transaction. */
export function madeCellText(row: Row, columnId: string): Y.Text {
  const known = cellText(row, columnId)
  if (known) return known
  const text = new Y.Text()
  row.set(columnId, text)
  return text
}

/** Writes a cell that is not text; the last writer wins. A value that does not fit the column is not written. */
export function setScalar(row: Row, column: CellColumn, value: ScalarValue): void {
  if (value === null) row.delete(column.id)
  else if (isScalarOf(column, value) && row.get(column.id) !== value) row.set(column.id, value)
}

/** What a cell says: text, a number, a date, an option's or a person's id. Anything that does not belong there counts as empty. */
export function cellValue(row: Row, column: CellColumn): ScalarValue {
  const value = row.get(column.id)
  if (column.type === 'text') {
    const text = value instanceof Y.Text ? value.toString() : typeof value === 'string' ? value : ''
    return text === '' ? null : text
  }
  return isScalarOf(column, value) ? value : null
}

function isScalarOf(column: CellColumn, value: unknown): value is string | number {
  if (column.type === 'number') return typeof value === 'number' && Number.isFinite(value)
  if (typeof value !== 'string' || value.length > 200) return false
  if (column.type === 'date') return isoDate.test(value)
  if (column.type === 'choice') return column.options.some((option) => option.id === value)
  return column.type === 'person'
}

/** The rows of a table as data. */
export const tableValues = (table: Rows, columns: readonly CellColumn[]): { id: string; cells: Record<string, ScalarValue> }[] =>
  liveRows(table).map(({ id, row }: PlacedRow) => ({
    id,
    cells: Object.fromEntries(columns.map((column) => [column.id, cellValue(row, column)])),
  }))
