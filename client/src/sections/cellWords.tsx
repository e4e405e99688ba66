import type { ScalarValue } from '@certloom/shared/collab/cell'
import type { Column } from '@certloom/shared/templates/contract'
import { OnDay } from '../ui/When.tsx'
import type { TablePeople } from './useTablePeople.ts'

const numbers = new Intl.NumberFormat(undefined, { maximumFractionDigits: 20 })
const ungrouped = new Intl.NumberFormat(undefined, { maximumFractionDigits: 20, useGrouping: false })

/** A value as its reader would type it: numbers with the decimal sign of the country, days as YYYY-MM-DD. */
export const scalarWords = (column: Column, value: ScalarValue): string =>
  value === null ? '' : column.type === 'number' && typeof value === 'number' ? ungrouped.format(value) : String(value)

/** What a cell says, as text that can be pasted again, here or in a spreadsheet. */
export function cellWords(column: Column, value: ScalarValue, people: Pick<TablePeople, 'nameOf'>): string {
  if (value === null) return ''
  if (column.type === 'choice') return column.options.find((option) => option.id === value)?.label ?? ''
  return column.type === 'person' ? people.nameOf(String(value)) : scalarWords(column, value)
}

const isDay = (value: ScalarValue): value is string => typeof value === 'string' && !Number.isNaN(Date.parse(`${value}T00:00:00Z`))

type Props = { column: Column; value: ScalarValue; people: Pick<TablePeople, 'nameOf'> }

/** What a cell says, as readers write it: numbers and dates in their locale. */
export function CellWords({ column, value, people }: Props) {
  if (column.type === 'number' && typeof value === 'number') return <>{numbers.format(value)}</>
  if (column.type === 'date' && isDay(value)) return <OnDay day={value} />
  return <>{cellWords(column, value, people)}</>
}
