import { liveRows, moveRow, type Rows } from '@certloom/shared/collab/rowsDoc'
import { type PointerEvent as ReactPointerEvent, useCallback } from 'react'
import { announce } from '../app/announcer.ts'
import type { RowsEditing } from './rowsUndo.ts'

/** A hand shakes by this much when it only wants to click, in pixels. */
const shaking = 5

type Place = { element: HTMLElement; isAfter: boolean }

const rowsIn = (container: Element): HTMLElement[] => [...container.querySelectorAll<HTMLElement>('[data-row]')]

/** Between which rows the pointer is. */
function placeAt(container: Element, y: number): Place | null {
  const rows = rowsIn(container)
  const element = rows.find((row) => y < row.getBoundingClientRect().bottom) ?? rows.at(-1)
  if (!element) return null
  const { top, height } = element.getBoundingClientRect()
  return { element, isAfter: y > top + height / 2 }
}

/** The id of the row behind which a row dropped here comes; null if it comes first, undefined if it is there already or that place is gone by now. */
function rowBefore(rows: Rows, dragged: string, { element, isAfter }: Place): string | null | undefined {
  const placed = liveRows(rows)
  const others = placed.filter(({ id }) => id !== dragged)
  const index = others.findIndex(({ id }) => id === element.dataset.row)
  if (index < 0) return undefined
  const before = others[isAfter ? index : index - 1]?.id ?? null
  const isThere = before === (placed[placed.findIndex(({ id }) => id === dragged) - 1]?.id ?? null)
  return isThere ? undefined : before
}

/** The click that ends a drag is meant for nobody. */
function swallowClick(): void {
  const stop = (event: Event) => event.stopPropagation()
  addEventListener('click', stop, { capture: true, once: true })
  setTimeout(() => removeEventListener('click', stop, { capture: true }))
}

/**
 * Moves rows with the mouse or a finger: by their grip, to between two others. Escape leaves everything where it is.
 * @returns what the element around the rows does when a pointer goes down in it
 */
export function useRowDrag(rows: Rows, editing: RowsEditing, moved: string): (event: ReactPointerEvent<HTMLElement>) => void {
  return useCallback(
    ({ currentTarget: container, target, button, clientX, clientY, pointerId }) => {
      const dragged = target instanceof Element && target.closest('[data-grip]')?.closest<HTMLElement>('[data-row]')
      const id = dragged ? dragged.dataset.row : undefined
      if (!dragged || id === undefined || button !== 0) return
      let place: Place | null = null
      const end = new AbortController()

      const mark = (next: Place | null) => {
        place?.element.removeAttribute('data-drop')
        place = next
        place?.element.setAttribute('data-drop', place.isAfter ? 'after' : 'before')
        place?.element.scrollIntoView({ block: 'nearest' })
      }
      const onMove = (event: PointerEvent) => {
        if (event.pointerId !== pointerId) return
        if (place === null && Math.hypot(event.clientX - clientX, event.clientY - clientY) < shaking) return
        dragged.setAttribute('data-dragging', '')
        mark(placeAt(container, event.clientY))
      }
      const finish = () => {
        mark(null)
        dragged.removeAttribute('data-dragging')
        end.abort()
      }
      const onUp = () => {
        const target = place
        finish()
        if (target === null) return
        swallowClick()
        const after = rowBefore(rows, id, target)
        if (after === undefined) return
        editing.step(() => moveRow(rows, id, after))
        announce(moved)
      }
      const onKey = (event: KeyboardEvent) => {
        if (event.key !== 'Escape' || place === null) return
        event.stopPropagation()
        finish()
        addEventListener('pointerup', swallowClick, { once: true })
      }
      addEventListener('pointermove', onMove, end)
      addEventListener('pointerup', onUp, end)
      addEventListener('pointercancel', finish, end)
      addEventListener('keydown', onKey, { capture: true, signal: end.signal })
    },
    [rows, editing, moved],
  )
}
