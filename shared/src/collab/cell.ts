import type { Column } from '../templates/contract.ts'

/** A value of a cell that is not text: a number, a date (YYYY-MM-DD), the id of an option, the id of a person; null while it is empty. */
export type ScalarValue = string | number | null

export type CellColumn = Pick<Column, 'id' | 'type' | 'options'>
