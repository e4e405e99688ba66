import type { PlacedRow, Rows } from '@certloom/shared/collab/rowsDoc'
import { addTableRows, cellText } from '@certloom/shared/collab/tableDoc'
import { useCallback } from 'react'
import { flushSync } from 'react-dom'
import { announce } from '../app/announcer.ts'
import { writeCell } from './pasteCells.ts'
import type { RowAction } from './RowMenu.tsx'
import { type ChangedRow, changeRow, movedWords } from './rowActions.ts'
import type { RowsEditing } from './rowsUndo.ts'
import type { Place, TableHost } from './tableHost.ts'
import type { Step } from './tableKeys.ts'
import type { GridFocus } from './useGridFocus.ts'

type Parts = { rows: Rows; host: TableHost; editing: RowsEditing; focus: GridFocus; onRemoved: (row: string) => void }

const limited = (value: number, most: number): number => Math.max(0, Math.min(value, most))

/** Where a step leads; null if it leads out of the table. */
export function placeAfterStep(command: Step, from: Place, placed: readonly PlacedRow[], columns: number, hasMenu: boolean): Place | null {
  const index = placed.findIndex(({ id }) => id === from.row)
  const at = (row: number, column: number): Place | null => {
    const target = placed[row]
    return target ? { row: target.id, column } : null
  }
  if (command.is === 'go') {
    return at(limited(index + command.rows, placed.length - 1), limited(from.column + command.columns, hasMenu ? columns : columns - 1))
  }
  if (command.is === 'edge') {
    const row = command.rows === 0 ? index : command.rows < 0 ? 0 : placed.length - 1
    return at(row, command.columns < 0 ? 0 : columns - 1)
  }
  if (command.is === 'next') return from.column + 1 < columns ? at(index, from.column + 1) : at(index + 1, 0)
  return from.column > 0 ? at(index, from.column - 1) : at(index - 1, columns - 1)
}

/** What keys and menus do to a table. */
export function useTableCommands({ rows, host, editing, focus, onRemoved }: Parts) {
  const { columns, canWrite } = host

  const act = useCallback(
    (row: string, action: RowAction, column = 0) => {
      let changed: ChangedRow = { next: undefined, hasMoved: false }
      flushSync(() =>
        editing.step(() => {
          changed = changeRow(rows, row, action, (after) => addTableRows(rows, columns, [{}], after)[0])
        }),
      )
      const { next, hasMoved } = changed
      if (action === 'remove') onRemoved(row)
      else if (next !== undefined) focus.focus({ row: next, column: next === row ? column : 0 })
      const words = next === undefined ? null : movedWords('Row', action, hasMoved)
      if (words !== null) announce(words)
    },
    [rows, columns, editing, focus.focus, onRemoved],
  )

  const addLast = useCallback(() => {
    let id: string | undefined
    flushSync(() =>
      editing.step(() => {
        ;[id] = addTableRows(rows, columns)
      }),
    )
    if (id !== undefined) focus.focus({ row: id, column: 0 })
  }, [rows, columns, editing, focus.focus])

  /** Opens a cell for writing. */
  function open(place: Place, caret: number | 'end', picker: boolean): void {
    const [column, row] = [columns[place.column], rows.get(place.row)]
    if (!canWrite || !column || !row || (column.type === 'text' && !cellText(row, column.id))) return
    editing.separate()
    focus.openCell({ ...place, caret, picker })
  }

  function clear({ row: id, column: at }: Place): void {
    const [row, column] = [rows.get(id), columns[at]]
    if (canWrite && row && column) editing.step(() => writeCell(row, column, null))
  }
  return { act, addLast, open, clear }
}
