import { liveRows, moveRow, type PlacedRow, type Rows, removeRow } from '@certloom/shared/collab/rowsDoc'
import type { RowAction } from './RowMenu.tsx'

/** What a row is called where people read of it. */
export type RowNoun = 'Row' | 'Item'

const idBefore = (placed: readonly PlacedRow[], index: number): string | null => placed[index - 1]?.id ?? null

/** The row that has the focus afterwards; undefined if that is for the page to find. And whether the row stands elsewhere now. */
export type ChangedRow = { next: string | undefined; hasMoved: boolean }

/**
 * Does to a row what was chosen in its menu or by a key. To be called within a transaction.
 * @param add adds a row behind another and returns its id
 */
export function changeRow(rows: Rows, id: string, action: RowAction, add: (after: string | null) => string | undefined): ChangedRow {
  const placed = liveRows(rows)
  const index = placed.findIndex((row) => row.id === id)
  const to = (next: string | undefined): ChangedRow => ({ next, hasMoved: false })
  if (index < 0) return to(undefined)
  switch (action) {
    case 'above':
      return to(add(idBefore(placed, index)))
    case 'below':
      return to(add(id))
    case 'up':
      if (index === 0) return to(id)
      moveRow(rows, id, idBefore(placed, index - 1))
      return { next: id, hasMoved: true }
    case 'down':
      if (index === placed.length - 1) return to(id)
      moveRow(rows, id, placed[index + 1]?.id ?? null)
      return { next: id, hasMoved: true }
    case 'remove':
      removeRow(rows, id)
      return to(undefined)
  }
}

/** What is said of a row that was to move; null for anything else that was done to it. */
export function movedWords(noun: RowNoun, action: RowAction, hasMoved: boolean): string | null {
  if (action !== 'up' && action !== 'down') return null
  if (hasMoved) return `${noun} moved`
  return `${action === 'up' ? 'First' : 'Last'} ${noun.toLowerCase()} already`
}
