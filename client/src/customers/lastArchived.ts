import { useSyncExternalStore } from 'react'

/** The customer that was archived last in this tab, as long as that can be taken back with one press. */
type Archived = { id: string; company_name: string }

let last: Archived | null = null
const listeners = new Set<() => void>()

/** Remembers what was archived across the way from its page to the list; null once nobody needs it any more. */
export function setLastArchived(customer: Archived | null): void {
  last = customer
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useLastArchived = (): Archived | null => useSyncExternalStore(subscribe, () => last)
