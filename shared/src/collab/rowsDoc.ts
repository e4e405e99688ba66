import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing'
import * as Y from 'yjs'
import { newId } from '../ids.ts'

/**
 * Ordered rows in a root map: what tables and lists are made of. A row is a map of its own under a fresh id, so two people can add rows at once;
 * it is placed by a fractional index, so moving one touches nothing else; it is taken away by a mark, so taking away and editing it at once loses
 * neither.
 */
export type Row = Y.Map<unknown>
export type Rows = Y.Map<Row>

/** The key of a row's place among the others. */
export const position = 'pos'

/** The key of the mark that takes a row away. */
export const deletion = 'deletedAt'

/** The key under which a row names the one its words went to. */
const union = 'mergedInto'

/** Keys of a row that are not values. */
export const rowKeys: ReadonlySet<string> = new Set([position, deletion, union])

export type PlacedRow = { id: string; row: Row }

const positionOf = (row: Row): string => {
  const value = row.get(position)
  return typeof value === 'string' ? value : ''
}

const isLive = (row: unknown): row is Row =>
  row instanceof Y.Map && row.get(deletion) === undefined && (mergedInto(row) === undefined || hasWords(row))

/** Does any text in the row say something? */
export const hasWords = (row: Row): boolean => [...row.values()].some((value) => value instanceof Y.Text && value.length > 0)

/** The row that this one's words went to, if they did. */
export function mergedInto(row: Row): string | undefined {
  const into = row.get(union)
  return typeof into === 'string' ? into : undefined
}

/** Notes that a row's words went to another. It is gone while it is empty: what somebody else was writing in it at that moment stays, as a row. */
export const markMerged = (row: Row, into: string): void => void row.set(union, into)

/** Has somebody taken this row away? */
export const isRemoved = (row: Row): boolean => row.get(deletion) !== undefined || row._item?.deleted === true

/** The rows that are there, in their order. Rows placed at the same spot by two people stand in the order of their ids, everywhere. */
export function liveRows(rows: Rows): PlacedRow[] {
  const placed: PlacedRow[] = []
  for (const [id, row] of rows) if (isLive(row)) placed.push({ id, row })
  return placed.sort((a, b) => compare(positionOf(a.row), positionOf(b.row)) || compare(a.id, b.id))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * Adds rows, each filled by `fill` before anybody sees it.
 * @param after the id of the row they come behind; null puts them first, undefined last
 * @returns their ids, in order
 */
export function addRows(rows: Rows, fills: readonly ((row: Row) => void)[], after?: string | null): string[] {
  const [before, behind] = gapAfter(liveRows(rows), after)
  const positions = generateNKeysBetween(before, behind, fills.length)
  return positions.map((place, index) => {
    const row: Row = new Y.Map()
    const id = newId()
    row.set(position, place)
    fills[index]?.(row)
    rows.set(id, row)
    return id
  })
}

/** Moves a row behind another; null puts it first. */
export function moveRow(rows: Rows, id: string, after: string | null): void {
  const row = rows.get(id)
  if (!isLive(row) || id === after) return
  const others = liveRows(rows).filter((other) => other.id !== id)
  row.set(position, generateKeyBetween(...gapAfter(others, after)))
}

/** Takes a row away. What others write in it meanwhile is kept, and an undo brings it back. */
export function removeRow(rows: Rows, id: string): void {
  const row = rows.get(id)
  if (isLive(row)) row.set(deletion, new Date().toISOString())
}

/** Makes a row be there under an id that it had: takes back that it was removed or merged, or adds it at the end. */
export function bringBackRow(rows: Rows, id: string): Row {
  const known = rows.get(id)
  if (known instanceof Y.Map) {
    for (const key of [deletion, union]) if (known.has(key)) known.delete(key)
    return known
  }
  const row: Row = new Y.Map()
  row.set(position, generateKeyBetween(...gapAfter(liveRows(rows), undefined)))
  rows.set(id, row)
  return row
}

/** The positions on both sides of the place behind `after`; rows that share a position are never torn apart. */
function gapAfter(rows: readonly PlacedRow[], after: string | null | undefined): [string | null, string | null] {
  const index = after === null ? -1 : after === undefined ? rows.length - 1 : rows.findIndex((row) => row.id === after)
  const at = after !== null && index === -1 ? rows.length - 1 : index
  const before = at < 0 ? null : positionOf((rows[at] as PlacedRow).row)
  const behind = rows.slice(at + 1).find((row) => before === null || positionOf(row.row) > before)
  return [valid(before), behind ? valid(positionOf(behind.row)) : null]
}

/** A position that no library of ours wrote counts as none: hostile rows must not stop others from adding theirs. */
function valid(place: string | null): string | null {
  if (place === null) return null
  try {
    generateKeyBetween(place, null)
    return place
  } catch {
    return null
  }
}
