import { useEffect } from 'react'
import type { Room } from './room.ts'

/** Without any input for this long somebody is away, in milliseconds. */
const patience = 120_000

const inputs = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'] as const

/** Calls back when the reader goes idle and when they are back. A hidden page is idle at once. Returns a function that ends it. */
function watchInput(onChange: (isIdle: boolean) => void): () => void {
  let lastInput = Date.now()
  let isIdle = false
  let timer: ReturnType<typeof setTimeout>
  const change = (next: boolean) => {
    if (next === isIdle) return
    isIdle = next
    onChange(next)
  }
  // Input is frequent and costs one look at the clock; the timer alone finds out that there was none.
  const look = () => {
    const rest = lastInput + patience - Date.now()
    if (rest <= 0) change(true)
    timer = setTimeout(look, rest > 0 ? rest : patience)
  }
  const touch = () => {
    lastInput = Date.now()
    if (!isIdle || document.hidden) return
    clearTimeout(timer)
    change(false)
    look()
  }
  const onVisibility = () => (document.hidden ? change(true) : touch())
  look()
  onVisibility()
  document.addEventListener('visibilitychange', onVisibility)
  for (const input of inputs) window.addEventListener(input, touch, { capture: true, passive: true })
  return () => {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', onVisibility)
    for (const input of inputs) window.removeEventListener(input, touch, { capture: true })
  }
}

/** Tells the room when the reader is away from the page. */
export function useOwnIdleness({ awareness }: Room): void {
  useEffect(() => watchInput((isIdle) => awareness.setLocalStateField('isIdle', isIdle)), [awareness])
}
