import type { CellColumn, ScalarValue } from './cell.ts'

/** How the reader's country writes numbers and dates, where one writing could mean two things. */
export type Conventions = { decimal: '.' | ','; isMonthFirst: boolean }

const european: Conventions = { decimal: '.', isMonthFirst: false }

/**
 * Reads what somebody typed or pasted as a value of the column: numbers with a decimal comma or point and grouped digits, dates as YYYY-MM-DD,
 * DD.MM.YYYY or with slashes in the order of the country, options by their label. Null if it is none; people are chosen, not typed.
 */
export function parseScalar(column: CellColumn, typed: string, conventions: Conventions = european): ScalarValue {
  const text = typed.trim()
  if (text === '') return null
  if (column.type === 'number') return parseNumber(text, conventions.decimal)
  if (column.type === 'date') return parseDate(text, conventions.isMonthFirst)
  if (column.type === 'choice') {
    const option = column.options.find(({ id, label }) => id === text || label.toLowerCase() === text.toLowerCase())
    return option?.id ?? null
  }
  return null
}

const grouped = /^[+-]?\d{1,3}([.,])\d{3}(?:\1\d{3})*$/
const wellGrouped = /^[+-]?\d{1,3}(?:[.,]\d{2,3})*[.,]\d{3}$/
const plainNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

function parseNumber(text: string, decimal: Conventions['decimal']): number | null {
  const compact = text.replaceAll(/[\s\u00a0\u202f'’]/g, '').replace('−', '-')
  const separator = decimalIn(compact, decimal)
  const group = separator === '.' ? ',' : '.'
  const integer = compact.split(separator)[0] ?? ''
  if (compact.includes(group) && !wellGrouped.test(integer)) return null
  const plain = compact.replaceAll(group, '').replace(separator, '.')
  const value = plainNumber.test(plain) ? Number(plain) : Number.NaN
  return Number.isFinite(value) ? value : null
}

/** Of two kinds of separators the last one parts the decimals. One alone does, too, unless it groups thousands by the country's own rules. */
function decimalIn(text: string, decimal: Conventions['decimal']): '.' | ',' {
  const [point, comma] = [text.lastIndexOf('.'), text.lastIndexOf(',')]
  if (point >= 0 && comma >= 0) return point > comma ? '.' : ','
  const only = comma >= 0 ? ',' : '.'
  const isRepeated = text.indexOf(only) !== text.lastIndexOf(only)
  if (isRepeated || (only !== decimal && grouped.test(text))) return only === '.' ? ',' : '.'
  return only
}

const isoLike = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+Z?)?$/
const ordered = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})$/

function parseDate(text: string, isMonthFirst: boolean): string | null {
  const iso = isoLike.exec(text)
  if (iso) return calendarDay(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const parts = ordered.exec(text)
  if (!parts) return null
  const [first, second, year] = [Number(parts[1]), Number(parts[3]), fullYear(Number(parts[4]))]
  // With points the day comes first everywhere.
  return isMonthFirst && parts[2] !== '.' ? calendarDay(year, first, second) : calendarDay(year, second, first)
}

/** Two digits as spreadsheets read them. */
const fullYear = (year: number): number => (year >= 100 ? year : year < 70 ? 2000 + year : 1900 + year)

/** The day as YYYY-MM-DD; null if no calendar has it. */
function calendarDay(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return isReal ? date.toISOString().slice(0, 10) : null
}
