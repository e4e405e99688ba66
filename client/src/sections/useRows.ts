import type { CellColumn, ScalarValue } from '@certloom/shared/collab/cell'
import { liveRows, mergedInto, type PlacedRow, type Row, type Rows, rowKeys } from '@certloom/shared/collab/rowsDoc'
import { cellValue } from '@certloom/shared/collab/tableDoc'
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import * as Y from 'yjs'

type Events = Y.YEvent<Y.AbstractType<unknown>>[]

/** A row whose words went elsewhere is there again as soon as somebody writes in it. */
const isInMerged = ({ target: { parent } }: Events[number]): boolean => parent instanceof Y.Map && mergedInto(parent) !== undefined

/** Did rows come, go or move? What stands in their cells is nothing to the order. */
const isPlaced = (events: Events, rows: Rows): boolean =>
  events.some(
    (event) =>
      Object.is(event.target, rows) ||
      (event.target.parent === rows && [...event.keys.keys()].some((key) => rowKeys.has(key))) ||
      isInMerged(event),
  )

const isSameOrder = (a: readonly PlacedRow[], b: readonly PlacedRow[]): boolean =>
  a.length === b.length && a.every(({ id, row }, index) => id === b[index]?.id && row === b[index]?.row)

function watchRows(rows: Rows) {
  let placed: readonly PlacedRow[] = liveRows(rows)
  const read = () => {
    const next = liveRows(rows)
    if (!isSameOrder(placed, next)) placed = next
  }
  return {
    get: () => placed,
    subscribe: (listener: () => void) => {
      const onChange = (events: Events) => {
        if (!isPlaced(events, rows)) return
        read()
        listener()
      }
      read() // what changed between the first look and now
      rows.observeDeep(onChange)
      return () => rows.unobserveDeep(onChange)
    },
  }
}

/** The rows that are there, in their order. Renders again only when one comes, goes or moves. */
export function useRows(rows: Rows): readonly PlacedRow[] {
  const watch = useMemo(() => watchRows(rows), [rows])
  return useSyncExternalStore(watch.subscribe, watch.get)
}

/** Calls back when something changes under one key of a row, be it the value or the text in it. */
function watchKey(row: Row, key: string, listener: () => void): () => void {
  const onChange = (events: Events) => {
    if (events.some((event) => (event.path.length === 0 ? event.keys.has(key) : event.path[0] === key))) listener()
  }
  row.observeDeep(onChange)
  return () => row.unobserveDeep(onChange)
}

/** What a cell says. Renders again only when that changes. */
export function useCellValue(row: Row, column: CellColumn): ScalarValue {
  const subscribe = useCallback((listener: () => void) => watchKey(row, column.id, listener), [row, column.id])
  return useSyncExternalStore(subscribe, () => cellValue(row, column))
}

/** The shared text under a key of a row: another object after an undo brought it back. */
export function useRowText(row: Row, key: string): Y.Text | undefined {
  const subscribe = useCallback((listener: () => void) => watchKey(row, key, listener), [row, key])
  return useSyncExternalStore(subscribe, () => {
    const value = row.get(key)
    return value instanceof Y.Text ? value : undefined
  })
}

/** The words of a shared text. */
export function useWords(text: Y.Text | undefined): string {
  const subscribe = useCallback(
    (listener: () => void) => {
      text?.observe(listener)
      return () => text?.unobserve(listener)
    },
    [text],
  )
  return useSyncExternalStore(subscribe, () => text?.toString() ?? '')
}
