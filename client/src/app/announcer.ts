import { useSyncExternalStore } from 'react'

let message = ''
const listeners = new Set<() => void>()

/** Says something to screen readers without moving anybody's focus. */
export function announce(text: string): void {
  message = text
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** What was announced last. */
export const useAnnouncement = (): string => useSyncExternalStore(subscribe, () => message)
