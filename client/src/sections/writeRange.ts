import type { PlacedRow } from '@certloom/shared/collab/rowsDoc'
import { cellValue } from '@certloom/shared/collab/tableDoc'
import type { Column } from '@certloom/shared/templates/contract'
import { cellWords } from './cellWords.tsx'
import type { Range } from './readRange.ts'
import type { TablePeople } from './useTablePeople.ts'

/** The cells that somebody has drawn the mouse over; null if it is only one, or part of one. */
export function selectedCells(
  grid: Element,
  placed: readonly PlacedRow[],
  columns: readonly Column[],
  people: Pick<TablePeople, 'nameOf'>,
): Range | null {
  const selection = getSelection()
  if (!selection || selection.isCollapsed) return null
  const marked = [...grid.querySelectorAll<HTMLElement>('tbody td[data-cell]')].filter((cell) => selection.containsNode(cell, true))
  const places = marked.map((cell) => ({
    row: cell.closest<HTMLElement>('[data-row]')?.dataset.row,
    column: columns[Number(cell.dataset.cell)],
  }))
  if (places.length < 2) return null
  return placed
    .map(({ id, row }) =>
      places.flatMap((place) => (place.row === id && place.column ? [cellWords(place.column, cellValue(row, place.column), people)] : [])),
    )
    .filter((cells) => cells.length > 0)
}

/** One cell of tab separated text: quoted where tabs, line ends or quotes are in it. */
export const asTabCell = (words: string): string => (/[\t\n"]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words)

/** Puts cells on a clipboard as spreadsheets do: as a table, and as tab separated text. */
export function writeRange(data: Pick<DataTransfer, 'setData'>, range: Range): void {
  const table = document.createElement('table')
  for (const cells of range) {
    const row = table.insertRow()
    for (const words of cells) for (const [index, line] of words.split('\n').entries()) appendLine(row, index, line)
  }
  data.setData('text/html', table.outerHTML)
  data.setData('text/plain', range.map((cells) => cells.map(asTabCell).join('\t')).join('\n'))
}

function appendLine(row: HTMLTableRowElement, index: number, line: string): void {
  const cell = index === 0 ? row.insertCell() : row.cells[row.cells.length - 1]
  if (index > 0) cell?.append(document.createElement('br'))
  cell?.append(line)
}
