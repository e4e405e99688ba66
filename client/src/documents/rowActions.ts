import { liveRows, moveRow, type PlacedRow, type Rows, removeRow } from '@certloom/shared/collab/rowsDoc'
import type { RowAction } from './RowMenu.tsx'

const idBefore = (placed: readonly PlacedRow[], index: number): string | null => placed[index - 1]?.id ?? null

/**
 * Does to a row what was chosen in its menu or by a key. To be called within a transaction.
 * @param add adds a row behind another and returns its id
 * @returns the row that has the focus afterwards; undefined if that is for the page to find
 */
export function changeRow(
  rows: Rows,
  id: string,
  action: RowAction,
  add: (after: string | null) => string | undefined,
): string | undefined {
  const placed = liveRows(rows)
  const index = placed.findIndex((row) => row.id === id)
  if (index < 0) return undefined
  switch (action) {
    case 'above':
      return add(idBefore(placed, index))
    case 'below':
      return add(id)
    case 'up':
      if (index > 0) moveRow(rows, id, idBefore(placed, index - 1))
      return id
    case 'down':
      if (index < placed.length - 1) moveRow(rows, id, placed[index + 1]?.id ?? null)
      return id
    case 'remove':
      removeRow(rows, id)
      return undefined
  }
}
