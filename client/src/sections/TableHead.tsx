import type { Column } from '@certloom/shared/templates/contract'
import { VisuallyHidden } from '@mantine/core'
import { type CSSProperties, memo } from 'react'
import classes from './Table.module.css'

/** The columns of a table, live or stored. */
export const TableHead = memo(function TableHead({ columns, hasMenu }: { columns: readonly Column[]; hasMenu: boolean }) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {columns.map((column, at) => (
          <th key={column.id} scope="col" data-type={column.type} aria-colindex={at + 1}>
            {column.label}
          </th>
        ))}
        {hasMenu && (
          <th scope="col" className={classes.handle} aria-colindex={columns.length + 1}>
            <VisuallyHidden>Row menu</VisuallyHidden>
          </th>
        )}
      </tr>
    </thead>
  )
})

/** What the frame of a table needs to know to be wide enough. */
export const columnCount = (count: number): CSSProperties & { '--columns': number } => ({ '--columns': count })

/** Without rows nothing in the table takes the focus, and what scrolls must be within reach of the keyboard. */
export const scrolls = (title: string) => ({ role: 'group', 'aria-label': `Columns of ${title}`, tabIndex: 0 })
