import { type RefObject, useCallback, useEffect, useRef } from 'react'
import { announce } from '../app/announcer.ts'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.closest('input, textarea, select, [role=dialog], [role=menu]') !== null)

/** Goes from change to change within an element, by buttons and with the keys n and p; begins again at the end. */
export function useChangeSteps(within: RefObject<HTMLElement | null>) {
  const at = useRef(-1)
  const step = useCallback(
    (by: 1 | -1) => {
      const changes = [...(within.current?.querySelectorAll<HTMLElement>('[data-compared]') ?? [])]
      if (changes.length === 0) return
      const focused = document.activeElement instanceof HTMLElement ? changes.indexOf(document.activeElement) : -1
      const from = focused === -1 ? at.current : focused
      at.current = from === -1 && by === -1 ? changes.length - 1 : (from + by + changes.length) % changes.length
      const change = changes[at.current]
      change?.scrollIntoView({ block: 'center' })
      change?.focus({ preventScroll: true })
      announce(`Change ${at.current + 1} of ${changes.length}`)
    },
    [within],
  )
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (event.key === 'n') step(1)
      else if (event.key === 'p') step(-1)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [step])
  return step
}
