import type { Column } from '@certloom/shared/templates/contract'
import { createContext, useContext } from 'react'
import type { RescueCause } from '../collab/device.ts'
import type { RowMark } from '../comments/board.ts'
import type { TablePeople } from './useTablePeople.ts'

/** What all cells of a table share. It changes rarely: a key stroke never does. */
export type TableHost = {
  title: string
  columns: readonly Column[]
  canWrite: boolean
  people: TablePeople
  /** open threads on cells */
  marks: readonly RowMark[]
  /** The origin of edits that undo takes back. */
  origin: object
  /** Writes as one step of undo. */
  step: (change: () => void) => void
  /** Says something below the table. */
  onReport: (sentence: string) => void
  /** Hands back what was typed at a place and cannot be written any more. */
  onRefused: (place: string, typed: string, cause: RescueCause) => void
}

const Context = createContext<TableHost | null>(null)

export const TableHostProvider = Context.Provider

export function useTableHost(): TableHost {
  const host = useContext(Context)
  if (host === null) throw new Error('This is not in a table.')
  return host
}

/** A cell: its row, and the column by its place; the place behind the last column is the menu of the row. */
export type Place = { row: string; column: number }

/** A cell that is open, and where its caret starts; `picker` opens its choices at once. */
export type OpenCell = Place & { caret: number | 'end'; picker: boolean }
