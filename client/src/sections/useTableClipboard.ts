import type { PlacedRow, Rows } from '@certloom/shared/collab/rowsDoc'
import { cellValue } from '@certloom/shared/collab/tableDoc'
import type { ClipboardEvent } from 'react'
import { flushSync } from 'react-dom'
import { announce } from '../app/announcer.ts'
import { cellWords } from './cellWords.tsx'
import { leftOut, type Pasted, pasteCells, valueReader, writeCell } from './pasteCells.ts'
import { isRange, readRange } from './readRange.ts'
import type { RowsEditing } from './rowsUndo.ts'
import type { TableHost } from './tableHost.ts'
import { placeOf } from './useGridFocus.ts'
import { selectedCells, writeRange } from './writeRange.ts'

type Parts = {
  rows: Rows
  placed: readonly PlacedRow[]
  host: TableHost
  editing: RowsEditing
  focusAt: (row: string, column: number) => void
}

const isField = (target: EventTarget): boolean =>
  target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement || target instanceof HTMLSelectElement

/** Copying a cell or those under the mouse, and pasting cells over the table from one cell on. */
export function useTableClipboard({ rows, placed, host, editing, focusAt }: Parts) {
  const { columns, people, canWrite, onReport } = host

  function onCopy(event: ClipboardEvent): void {
    const range = isField(event.target) ? null : selectedCells(event.currentTarget, placed, columns, people)
    if (range) {
      event.preventDefault()
      writeRange(event.clipboardData, range)
      return
    }
    const place = placeOf(event.target)
    const [row, column] = [rows.get(place?.row ?? ''), columns[place?.column ?? -1]]
    if (isField(event.target) || !row || !column || getSelection()?.isCollapsed === false) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', cellWords(column, cellValue(row, column), people))
    if (event.type === 'cut' && canWrite) editing.step(() => writeCell(row, column, null))
  }

  function onPaste(event: ClipboardEvent): void {
    const place = placeOf(event.target)
    if (!canWrite || !place || columns[place.column] === undefined) return
    const range = readRange(event.clipboardData)
    // Who is writing in a cell pastes into their text, unless it is cells that they paste.
    if (!range || (isField(event.target) && !isRange(range, event.clipboardData))) return
    event.preventDefault()
    focusAt(place.row, place.column)
    let pasted: Pasted | undefined
    flushSync(() =>
      editing.step(() => {
        pasted = pasteCells(rows, columns, place, range, valueReader(people.named))
      }),
    )
    const sentence = pasted ? leftOut(pasted) : ''
    onReport(sentence)
    announce(sentence === '' ? `Pasted ${range.length === 1 ? '1 row' : `${range.length} rows`}` : sentence)
  }
  return { onCopy, onCut: onCopy, onPaste }
}
