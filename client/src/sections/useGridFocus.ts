import type { PlacedRow } from '@certloom/shared/collab/rowsDoc'
import { type FocusEvent, type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { OpenCell, Place } from './tableHost.ts'

/** The cell an element is in. */
export function placeOf(target: EventTarget): Place | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-cell]') : null
  const row = cell?.closest<HTMLElement>('[data-row]')?.dataset.row
  return cell && row !== undefined ? { row, column: Number(cell.dataset.cell) } : null
}

const within = (place: number, count: number): number => Math.max(0, Math.min(place, count - 1))

export type GridFocus = {
  current: Place | null
  open: OpenCell | null
  /** Puts the focus on a cell; what was open in another one is closed by that. */
  focus: (place: Place) => void
  openCell: (cell: OpenCell) => void
  close: () => void
  onFocus: (event: FocusEvent) => void
  onBlur: (event: FocusEvent) => void
}

/**
 * Which cell has the focus, and which one is open. The browser's focus is what counts; this only follows it, and takes care that it is not lost when
 * its row goes away.
 */
export function useGridFocus(grid: RefObject<HTMLElement | null>, placed: readonly PlacedRow[], onCell: (place: Place) => void): GridFocus {
  const [current, setCurrent] = useState<Place | null>(null)
  const [open, setOpen] = useState<OpenCell | null>(null)
  const hasFocus = useRef(false)
  const lastIndex = useRef(0)

  const focus = useCallback(
    ({ row, column }: Place) => {
      const field = document.activeElement
      // What is open is written and closed first: its cell takes the focus only then.
      if (field instanceof HTMLElement && field.closest('[data-open]') && grid.current?.contains(field)) flushSync(() => field.blur())
      const cell = grid.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row)}"] [data-cell="${column}"]`)
      cell?.focus({ preventScroll: true })
      cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    },
    [grid],
  )
  const openCell = useCallback((cell: OpenCell) => flushSync(() => setOpen(cell)), [])
  const close = useCallback(() => setOpen(null), [])

  useLayoutEffect(() => {
    const index = placed.findIndex(({ id }) => id === current?.row)
    if (index >= 0) lastIndex.current = index
    if (index >= 0 || current === null) return
    const isLost = hasFocus.current && !grid.current?.contains(document.activeElement)
    const next = placed[within(lastIndex.current, placed.length)]
    setOpen(null)
    setCurrent(next ? { row: next.id, column: current.column } : null)
    if (!isLost || document.activeElement !== document.body) return
    if (next) focus({ row: next.id, column: current.column })
    else grid.current?.closest('section')?.querySelector<HTMLElement>('[data-add]')?.focus({ preventScroll: true })
  }, [placed, current, grid, focus])

  const onFocus = (event: FocusEvent) => {
    const place = placeOf(event.target)
    if (!place || !event.currentTarget.contains(event.target)) return
    hasFocus.current = true
    if (place.row !== current?.row || place.column !== current.column) setCurrent(place)
    onCell(place)
  }
  const onBlur = (event: FocusEvent) => {
    // Another window took the focus: everything stays open.
    if (document.activeElement === event.target) return
    hasFocus.current = event.currentTarget.contains(event.relatedTarget)
    if (open && event.target instanceof HTMLElement && event.target.tagName !== 'TD') close()
  }
  return { current, open, focus, openCell, close, onFocus, onBlur }
}
