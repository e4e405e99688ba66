import type { PlacedRow } from '@certloom/shared/collab/rowsDoc'
import { memo } from 'react'
import type { CellCursor } from '../collab/cellCursors.ts'
import { type RowAction, RowMenu } from './RowMenu.tsx'
import classes from './Table.module.css'
import { TableCell } from './TableCell.tsx'
import { type OpenCell, useTableHost } from './tableHost.ts'

type Props = {
  placed: PlacedRow
  index: number
  /** The column the tab key reaches, if it is in this row. */
  current: number | null
  open: OpenCell | null
  cursors: readonly CellCursor[]
  onAction: (row: string, action: RowAction) => void
}

/** One row. Its cells watch themselves; the row renders again when it moves, or when the focus comes or goes. */
export const TableRow = memo(function TableRow({ placed: { id, row }, index, current, open, cursors, onAction }: Props) {
  const { columns, canWrite, marks } = useTableHost()
  return (
    <tr data-row={id} aria-rowindex={index + 2}>
      {columns.map((column, at) => (
        <TableCell
          key={column.id}
          row={row}
          column={column}
          columnIndex={at}
          rowNumber={index + 1}
          mark={marks.find((mark) => mark.row === id && mark.column === column.id)}
          isCurrent={current === at}
          open={open?.column === at ? open : null}
          cursor={cursors.find((cursor) => cursor.column === column.id)}
        />
      ))}
      {canWrite && (
        <td className={classes.handle} aria-colindex={columns.length + 1}>
          <RowMenu
            label={`Row ${index + 1}`}
            cell={columns.length}
            tabIndex={current === columns.length ? 0 : -1}
            onAction={(action) => onAction(id, action)}
          />
        </td>
      )}
    </tr>
  )
})
