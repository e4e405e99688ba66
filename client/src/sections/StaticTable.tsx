import type { ScalarValue } from '@certloom/shared/collab/cell'
import type { Column } from '@certloom/shared/templates/contract'
import { AddLine } from './AddLine.tsx'
import { CellWords } from './cellWords.tsx'
import classes from './Table.module.css'
import { columnCount, scrolls, TableHead } from './TableHead.tsx'
import type { TablePeople } from './useTablePeople.ts'

type StoredRow = { id: string; cells: Record<string, ScalarValue> }

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const isStoredRow = (row: unknown): row is StoredRow => isRecord(row) && typeof row.id === 'string' && isRecord(row.cells)

const rowsOf = (content: unknown): StoredRow[] => (isRecord(content) && Array.isArray(content.rows) ? content.rows.filter(isStoredRow) : [])

type Props = {
  content: unknown
  columns: readonly Column[]
  /** null where it is said elsewhere what belongs here */
  placeholder: string | null
  title: string
  people: TablePeople
  /** Will it be possible to add a row? */
  isWritable: boolean
}

/** The rows of a table as they were last stored. Takes the room that the live table will take. */
export function StaticTable({ content, columns, placeholder, title, people, isWritable }: Props) {
  const rows = rowsOf(content)
  return (
    <>
      <div className={classes.frame} style={columnCount(columns.length)} data-static={isWritable || undefined} {...scrolls(title)}>
        <table className={classes.table}>
          <TableHead columns={columns} hasMenu={false} />
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                {columns.map((column) => (
                  <td key={column.id} className={classes.cell} data-type={column.type}>
                    <div className={classes.words}>
                      <CellWords column={column} value={row.cells[column.id] ?? null} people={people} />
                    </div>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length === 0 && placeholder !== null && <p className={classes.placeholder}>{placeholder}</p>}
      {isWritable && <AddLine.Room />}
    </>
  )
}
