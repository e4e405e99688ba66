import { AppError } from '@certloom/shared/errors'
import type { z } from 'zod'

/** A page read with one row more than asked for: the surplus row tells that there is another page. */
export function toPage<Row, Shown>(
  rows: Row[],
  limit: number,
  cursorOf: (row: Row) => string,
  show: (row: Row) => Shown,
): { data: Shown[]; next_cursor: string | null } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { data: page.map(show), next_cursor: rows.length > limit && last !== undefined ? encodeCursor(cursorOf(last)) : null }
}

const encodeCursor = (value: string): string => Buffer.from(value).toString('base64url')

/** Reads a cursor made by `toPage`; refuses anything that is none. */
export function decodeCursor(cursor: string): string {
  const value = Buffer.from(cursor, 'base64url').toString('utf8')
  if (encodeCursor(value) !== cursor) throw notOurs()
  return value
}

/** What a cursor made with `keyset` says; undefined on the first page. Refuses one that is not of this shape. */
export function readKeyset<Shape extends z.ZodType>(cursor: string | undefined, shape: Shape): z.output<Shape> | undefined {
  if (cursor === undefined) return undefined
  const read = shape.safeParse(parseOr(decodeCursor(cursor), undefined))
  if (!read.success) throw notOurs()
  return read.data
}

/** Where a page ended, for `toPage`: the values its list is ordered by. */
export const keyset = (...values: (string | number)[]): string => JSON.stringify(values)

const notOurs = (): AppError => new AppError('invalid_input', 'The cursor is not one this list gave out.')

function parseOr(json: string, otherwise: undefined): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return otherwise
  }
}
