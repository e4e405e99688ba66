import type { ScalarValue } from '@certloom/shared/collab/cell'
import { parseScalar } from '@certloom/shared/collab/readCell'
import { liveRows, type Row, type Rows } from '@certloom/shared/collab/rowsDoc'
import { replaceText, shortened } from '@certloom/shared/collab/sharedText'
import { addTableRows, type CellValues, cellText, setScalar } from '@certloom/shared/collab/tableDoc'
import type { Column } from '@certloom/shared/templates/contract'
import { conventions } from './conventions.ts'
import type { Range } from './readRange.ts'

/** A change must fit into one message to the server. */
const mostRows = 500
const mostCharacters = 400_000
const longestCell = 10_000

export type Misfit = { value: string; column: Column }

export type Pasted = { rows: number; misfits: Misfit[]; cellsCut: number; columnsLeftOut: number; rowsLeftOut: number }

/** Reads what was typed or pasted as a value of a column; people by their name. Undefined if it does not fit. */
export type ReadValue = (column: Column, words: string) => ScalarValue | undefined

export const valueReader =
  (personNamed: (name: string) => string | undefined): ReadValue =>
  (column, words) => {
    if (words.trim() === '') return null
    if (column.type === 'text') return shortened(words, longestCell)
    if (column.type === 'person') return personNamed(words)
    return parseScalar(column, words, conventions) ?? undefined
  }

/** Makes a cell say something else. To be called within a transaction. */
export function writeCell(row: Row, column: Column, value: ScalarValue): void {
  const text = column.type === 'text' ? cellText(row, column.id) : undefined
  if (text) replaceText(text, value === null ? '' : String(value))
  else if (column.type !== 'text') setScalar(row, column, value)
}

/** As many rows as may go into one message. */
function takeRows(range: Range): Range {
  let characters = 0
  const end = range.findIndex((words, index) => {
    characters += words.reduce((sum, word) => sum + Math.min(word.length, longestCell), 0)
    return index >= mostRows || characters > mostCharacters
  })
  return end < 0 ? range : range.slice(0, end)
}

/**
 * Fills cells from one cell on with a range, and adds rows below if there are too few. What does not fit its column leaves the cell as it is.
 * To be called within a transaction.
 */
export function pasteCells(
  table: Rows,
  columns: readonly Column[],
  from: { row: string; column: number },
  range: Range,
  read: ReadValue,
): Pasted {
  const rows = liveRows(table)
  const first = Math.max(
    0,
    rows.findIndex(({ id }) => id === from.row),
  )
  const taken = takeRows(range)
  const misfits: Misfit[] = []
  const fresh: CellValues[] = []
  let cellsCut = 0
  for (const [offset, words] of taken.entries()) {
    const row = rows[first + offset]?.row
    const values: Record<string, ScalarValue> = {}
    for (const [at, column] of columns.slice(from.column, from.column + words.length).entries()) {
      const given = words[at] ?? ''
      const value = read(column, given)
      if (column.type === 'text' && given.length > longestCell) cellsCut += 1
      if (value === undefined) misfits.push({ value: given, column })
      else if (row) writeCell(row, column, value)
      else values[column.id] = value
    }
    if (!row) fresh.push(values)
  }
  if (fresh.length > 0) addTableRows(table, columns, fresh)
  const width = taken.reduce((most, words) => Math.max(most, words.findLastIndex((word) => word.trim() !== '') + 1), 0)
  return {
    rows: taken.length,
    misfits,
    cellsCut,
    columnsLeftOut: Math.max(0, width - (columns.length - from.column)),
    rowsLeftOut: range.length - taken.length,
  }
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

/** How many misfits are named. */
const examples = 3

/** What of a paste was left out, in one sentence each; empty if nothing was. */
export function leftOut({ misfits, cellsCut, columnsLeftOut, rowsLeftOut }: Omit<Pasted, 'rows'>): string {
  const named = misfits.slice(0, examples).map(({ value, column }) => `“${shortened(value, 40)}” in ${column.label}`)
  const more = misfits.length > examples ? ' and others' : ''
  return [
    misfits.length > 0 &&
      `${counted(misfits.length, 'value', 'values')} did not fit ${misfits.length === 1 ? 'its' : 'their'} column: ${named.join(', ')}${more}.`,
    cellsCut > 0 && `${counted(cellsCut, 'cell was', 'cells were')} cut at ${longestCell.toLocaleString()} characters.`,
    columnsLeftOut > 0 && `${counted(columnsLeftOut, 'column', 'columns')} had no place here.`,
    rowsLeftOut > 0 && `${counted(rowsLeftOut, 'row was', 'rows were')} too many at once; paste them in parts.`,
  ]
    .filter((sentence) => sentence !== false)
    .join(' ')
}
