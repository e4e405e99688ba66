import { useSyncExternalStore } from 'react'

/** How the last step taken from a plan's menu went, which closes before the answer is there. */
type Outcome = { planId: string; error: unknown; words: string | null }

let last: Outcome | null = null
const listeners = new Set<() => void>()

/** Says that a step failed, or what it came to. */
export function setPlanProblem(planId: string, error: unknown, words: string | null = null): void {
  last = error === null && words === null ? null : { planId, error, words }
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** How the last step with this plan went; null if nothing is to be said. */
export function usePlanProblem(planId: string): Outcome | null {
  const outcome = useSyncExternalStore(subscribe, () => last)
  return outcome?.planId === planId ? outcome : null
}
