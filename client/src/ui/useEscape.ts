import { useEffect } from 'react'

/** Escape belongs to whatever is open or being typed in first. */
const usesEscape = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role=dialog], [role=menu], input, textarea, select') !== null

/** Calls back on Escape, unless something else on the page has use for it. */
export function useEscape(onEscape: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !usesEscape(event.target)) onEscape()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [onEscape])
}
