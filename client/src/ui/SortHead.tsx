import { Table } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import classes from './SortHead.module.css'

type Order = 'asc' | 'desc'
type SortHeadProps = {
  label: string
  /** the order its column is in now; undefined while another one counts */
  order: Order | undefined
  onSort: (order: Order) => void
  className?: string | undefined
}

/** A column's name that sorts by it, and on a second press the other way round. */
export function SortHead({ label, order, onSort, className }: SortHeadProps) {
  const Arrow = order === 'desc' ? IconArrowDown : IconArrowUp
  return (
    <Table.Th className={className} aria-sort={order === undefined ? undefined : order === 'asc' ? 'ascending' : 'descending'}>
      <button type="button" className={classes.sort} onClick={() => onSort(order === 'asc' ? 'desc' : 'asc')}>
        {label}
        {order !== undefined && <Arrow className={classes.arrow} aria-hidden />}
      </button>
    </Table.Th>
  )
}
