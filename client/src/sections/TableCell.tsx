import type { ScalarValue } from '@certloom/shared/collab/cell'
import { isRemoved, type Row } from '@certloom/shared/collab/rowsDoc'
import { setScalar } from '@certloom/shared/collab/tableDoc'
import type { Column } from '@certloom/shared/templates/contract'
import { VisuallyHidden } from '@mantine/core'
import { memo } from 'react'
import { announce } from '../app/announcer.ts'
import { CursorTag } from '../collab/CursorTag.tsx'
import type { CellCursor } from '../collab/cellCursors.ts'
import { SharedTextField } from '../collab/SharedTextField.tsx'
import type { RowMark } from '../comments/board.ts'
import { CellField } from './CellFields.tsx'
import { CellWords } from './cellWords.tsx'
import classes from './Table.module.css'
import { type OpenCell, useTableHost } from './tableHost.ts'
import { useCellValue, useRowText } from './useRows.ts'

type Props = {
  row: Row
  column: Column
  columnIndex: number
  rowNumber: number
  /** The one cell that the tab key reaches. */
  isCurrent: boolean
  open: OpenCell | null
  cursor: CellCursor | undefined
  /** an open thread on it */
  mark: RowMark | undefined
}

type InsideProps = Pick<Props, 'row' | 'column'> & { label: string; open: OpenCell; value: ScalarValue }

const misfit = ({ type, label }: Column, typed: string): string =>
  type === 'date'
    ? `The date in ${label} was not complete, and was not taken.`
    : `“${typed.slice(0, 40)}” in ${label} is not a number, and was not taken.`

/** What is open in a cell. */
function Inside({ row, column, label, open, value }: InsideProps) {
  const { origin, step, people, canWrite, onReport, onRefused } = useTableHost()
  const text = useRowText(row, column.id)
  if (column.type === 'text')
    return text ? <SharedTextField text={text} origin={origin} label={label} startAt={open.caret} readOnly={!canWrite} /> : null
  const write = (next: ScalarValue) => step(() => setScalar(row, column, next))
  const onMisfit = (typed: string) => {
    const sentence = misfit(column, typed)
    onReport(sentence)
    announce(sentence)
  }
  return (
    <CellField
      column={column}
      value={value}
      label={label}
      picker={open.picker}
      onWrite={canWrite ? write : null}
      onMisfit={onMisfit}
      onRefused={(typed) => onRefused(label, typed, isRemoved(row) ? 'removed' : 'right')}
      isGone={() => isRemoved(row) || row.doc?.isDestroyed === true}
      people={people}
    />
  )
}

/** One cell. It watches its own value, so a key stroke renders this cell alone. */
export const TableCell = memo(function TableCell({ row, column, columnIndex, rowNumber, isCurrent, open, cursor, mark }: Props) {
  const { people, canWrite } = useTableHost()
  const value = useCellValue(row, column)
  return (
    <td
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of a grid is a td that takes the focus
      role="gridcell"
      className={classes.cell}
      data-cell={columnIndex}
      data-type={column.type}
      data-open={open ? column.type : undefined}
      data-comment={mark?.id}
      data-active={mark?.isActive || undefined}
      aria-colindex={columnIndex + 1}
      aria-readonly={!canWrite || undefined}
      tabIndex={open ? undefined : isCurrent ? 0 : -1}
    >
      <div className={classes.words} data-words>
        <CellWords column={column} value={value} people={people} />
      </div>
      {open && <Inside row={row} column={column} label={`${column.label}, row ${rowNumber}`} open={open} value={value} />}
      {mark && <VisuallyHidden>commented</VisuallyHidden>}
      {cursor && <CursorTag cursor={cursor} />}
    </td>
  )
})
