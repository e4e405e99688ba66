import { useSyncExternalStore } from 'react'

/** A customer that was added although the interview that was to follow could not be started, and why. */
type Unstarted = { customerId: string; error: unknown }

let last: Unstarted | null = null
const listeners = new Set<() => void>()

/** Remembers it on the way from the form to the customer's page; null once nobody needs it any more. */
export function setUnstartedInterview(unstarted: Unstarted | null): void {
  last = unstarted
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** What kept the interview of this customer from being started; null if nothing did. */
export function useUnstartedInterview(customerId: string): Unstarted | null {
  const unstarted = useSyncExternalStore(subscribe, () => last)
  return unstarted?.customerId === customerId ? unstarted : null
}
