import { matchById } from '../comparison/order.ts'
import type { StoredItem, StoredRow } from '../comparison/rows.ts'
import type { CellColumn } from './cell.ts'
import { madeItemText } from './listDoc.ts'
import { rewriteText } from './rewriteText.ts'
import { bringBackRow, liveRows, moveRow, type Row, type Rows, removeRow } from './rowsDoc.ts'
import { madeCellText, setScalar } from './tableDoc.ts'

/**
 * Makes a list say what it said once, changing no more than it must: rows keep their ids, words that are still there stay. To be called within a
 * transaction.
 */
export const restoreList = (list: Rows, items: readonly StoredItem[]): void =>
  restoreRows(list, items, (row, item) => rewrite(madeItemText(row), item.text))

/** The same for a table. A value that does not fit its column any more is left out. */
export const restoreTable = (table: Rows, columns: readonly CellColumn[], stored: readonly StoredRow[]): void =>
  restoreRows(table, stored, (row, { cells }) => {
    for (const column of columns) {
      const value = cells[column.id] ?? null
      if (column.type === 'text') rewrite(madeCellText(row, column.id), String(value ?? ''))
      else setScalar(row, column, value)
    }
  })

const rewrite = (text: Parameters<typeof rewriteText>[0], next: string): void => rewriteText(text, text.toString(), next)

function restoreRows<T extends { id: string }>(rows: Rows, wanted: readonly T[], fill: (row: Row, wanted: T) => void): void {
  const ids = new Set(wanted.map(({ id }) => id))
  for (const { id } of liveRows(rows)) if (!ids.has(id)) removeRow(rows, id)
  for (const thing of wanted) fill(bringBackRow(rows, thing.id), thing)
  orderRows(
    rows,
    wanted.map(({ id }) => ({ id })),
  )
}

/** Moves as few rows as it can. Where rows share a place, as those that two people put there do, all are placed anew. */
function orderRows(rows: Rows, wanted: readonly { id: string }[]): void {
  const now = liveRows(rows).map(({ id }) => ({ id }))
  const moved = new Set(matchById(now, wanted).flatMap(({ id, isMoved }) => (isMoved ? [id] : [])))
  placeRows(rows, wanted, (id) => moved.has(id))
  if (liveRows(rows).some(({ id }, place) => id !== wanted[place]?.id)) placeRows(rows, wanted, () => true)
}

function placeRows(rows: Rows, wanted: readonly { id: string }[], isMoved: (id: string) => boolean): void {
  for (const [place, { id }] of wanted.entries()) if (isMoved(id)) moveRow(rows, id, wanted[place - 1]?.id ?? null)
}
