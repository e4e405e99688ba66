import type { CellDiff, ColumnDiff, PartWriters, RowDiff } from '@certloom/shared/comparison/contract'
import type { Column } from '@certloom/shared/templates/contract'
import { CellWords } from '../sections/cellWords.tsx'
import table from '../sections/Table.module.css'
import { columnCount, scrolls } from '../sections/TableHead.tsx'
import type { TablePeople } from '../sections/useTablePeople.ts'
import { ChangeMark, changeProps } from './ChangeMark.tsx'
import classes from './Compare.module.css'
import { Added, Pieces, Removed } from './Pieces.tsx'
import { WrittenBy } from './WrittenBy.tsx'

function Value({ value, column, people }: { value: CellDiff['after']; column: Column | undefined; people: TablePeople }) {
  return column ? <CellWords column={column} value={value} people={people} /> : value
}

function Cell({ cell, column, people }: { cell: CellDiff; column: Column | undefined; people: TablePeople }) {
  if (cell.pieces) return <Pieces pieces={cell.pieces} />
  const { change, before, after } = cell
  if (change === 'same') return <Value value={after} column={column} people={people} />
  return (
    <>
      {before !== null && (
        <Removed>
          <Value value={before} column={column} people={people} />
        </Removed>
      )}{' '}
      {after !== null && (
        <Added>
          <Value value={after} column={column} people={people} />
        </Added>
      )}
    </>
  )
}

const isSame = ({ change, is_moved }: RowDiff): boolean => change === 'same' && !is_moved

type Props = {
  columns: readonly ColumnDiff[]
  rows: readonly RowDiff[]
  template: readonly Column[]
  title: string
  people: TablePeople
  writers: PartWriters
}

/** A table on both sides, cell by cell: the rows that changed. */
export function CompareTable({ columns, rows, template, title, people, writers }: Props) {
  const unchanged = rows.filter(isSame).length
  return (
    <>
      <div className={table.frame} style={columnCount(columns.length + 1)} {...scrolls(title)}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Change</th>
              {columns.map(({ id, label, type, change }) => (
                <th key={id} scope="col" data-type={type}>
                  {label} {change !== 'same' && <ChangeMark change={change} />}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows
              .filter((row) => !isSame(row))
              .map((row) => (
                <tr key={row.id} className={classes.row} data-change={row.change} {...changeProps}>
                  <td className={table.cell}>
                    <div className={classes.facts}>
                      <ChangeMark change={row.change} isMoved={row.is_moved} />
                      <WrittenBy writers={writers} id={row.id} />
                    </div>
                  </td>
                  {row.cells.map((cell) => (
                    <td key={cell.column_id} className={table.cell}>
                      <div className={table.words}>
                        <Cell cell={cell} column={template.find(({ id }) => id === cell.column_id)} people={people} />
                      </div>
                    </td>
                  ))}
                </tr>
              ))}
          </tbody>
        </table>
      </div>
      {unchanged > 0 && <p className={classes.rest}>{unchanged === 1 ? '1 unchanged row' : `${unchanged} unchanged rows`}</p>}
    </>
  )
}
