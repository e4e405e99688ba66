import { useState } from 'react'
import type { ChecklistSearch } from '../app/checklistRoute.ts'
import { type GridRow, isShown, type Reader } from './view.ts'

/** What of an address narrows the rows. */
const filterOf = ({ status, domain, owner, cmmc, q }: ChecklistSearch): string => JSON.stringify([status, domain, owner, cmmc, q])

/**
 * The row the reader is in, if it is to stay among those shown: it came up under the filter that is on, and whatever is said in it since takes it
 * from nobody who is in it. Null once they are in another, or ask for other rows.
 */
export function useStayingRow(row: GridRow | undefined, search: ChecklistSearch, reader: Reader): string | null {
  const [came, setCame] = useState<{ id: string; filter: string } | null>(null)
  if (row === undefined) return null
  const filter = filterOf(search)
  if (came?.id === row.id && came.filter === filter) return row.id
  if (!isShown(row, search, reader)) return null
  setCame({ id: row.id, filter })
  return row.id
}
