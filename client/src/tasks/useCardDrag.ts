import type { TaskStatus } from '@certloom/shared/tasks/transitions'
import { type PointerEvent as ReactPointerEvent, useCallback, useEffect, useRef, useState } from 'react'
import type { Task } from './queries.ts'

/** A card under way by the mouse: where it hangs, and over which column. */
export type Drag = { task: Task; x: number; y: number; width: number; over: TaskStatus | null }

/** A hand that shakes a little while it clicks does not drag. */
const threshold = 6

const columnAt = (x: number, y: number): TaskStatus | null =>
  (document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-column]')?.dataset.column as TaskStatus | undefined) ?? null

/** A click that ends a drag would open the card. It comes right behind the button's release, if it comes. */
function swallowClick(): void {
  const swallow = (event: MouseEvent) => {
    event.preventDefault()
    event.stopPropagation()
  }
  window.addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }))
}

/**
 * Drags cards between columns with mouse or pen. Fingers scroll instead: on a touch screen the mark of a card changes its status.
 * @param mayDrag whether this card may be taken up at all
 */
export function useCardDrag({ mayDrag, onDrop }: { mayDrag: (task: Task) => boolean; onDrop: (task: Task, to: TaskStatus) => void }) {
  const [drag, setDrag] = useState<Drag | null>(null)
  const stop = useRef<() => void>(() => {})
  useEffect(() => () => stop.current(), [])

  const onGrab = useCallback(
    (event: ReactPointerEvent, task: Task) => {
      if (event.button !== 0 || event.pointerType === 'touch' || event.shiftKey || event.ctrlKey || event.metaKey || !mayDrag(task)) return
      if (event.target instanceof Element && event.target.closest('button, [role=menu]') !== null) return
      const { clientX, clientY, currentTarget, pointerId } = event
      const box = currentTarget.getBoundingClientRect()
      const grip = { x: clientX - box.left, y: clientY - box.top }
      let now: Drag | null = null
      const show = (next: Drag | null) => {
        now = next
        setDrag(next)
      }
      const onMove = (moved: PointerEvent) => {
        if (moved.pointerId !== pointerId) return
        if (now === null && Math.hypot(moved.clientX - clientX, moved.clientY - clientY) < threshold) return
        moved.preventDefault()
        show({
          task,
          x: moved.clientX - grip.x,
          y: moved.clientY - grip.y,
          width: box.width,
          over: columnAt(moved.clientX, moved.clientY),
        })
      }
      const end = () => {
        window.removeEventListener('pointermove', onMove)
        window.removeEventListener('pointerup', onUp)
        window.removeEventListener('pointercancel', end)
        window.removeEventListener('keydown', onKey, { capture: true })
        document.documentElement.style.removeProperty('user-select')
        show(null)
      }
      const onUp = () => {
        const dropped = now
        end()
        if (dropped === null) return
        swallowClick()
        if (dropped.over !== null && dropped.over !== task.status) onDrop(task, dropped.over)
      }
      const onKey = (pressed: KeyboardEvent) => {
        if (pressed.key !== 'Escape' || now === null) return
        pressed.stopPropagation()
        end()
        swallowClick()
      }
      stop.current = end
      document.documentElement.style.userSelect = 'none'
      window.addEventListener('pointermove', onMove)
      window.addEventListener('pointerup', onUp)
      window.addEventListener('pointercancel', end)
      window.addEventListener('keydown', onKey, { capture: true })
    },
    [mayDrag, onDrop],
  )
  return { drag, onGrab }
}
