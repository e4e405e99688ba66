import { useCallback, useMemo, useState } from 'react'

export type Selection = {
  ids: ReadonlySet<string>
  toggle: (id: string) => void
  /** Selects everything between the last one and this, in the order shown. */
  extendTo: (id: string, shown: readonly string[]) => void
  set: (ids: readonly string[]) => void
  clear: () => void
}

type State = { scope: string; ids: ReadonlySet<string>; anchor: string | null }

const nothingOf = (scope: string): State => ({ scope, ids: new Set(), anchor: null })

/**
 * Which of what is shown is selected.
 * @param scope what is shown, in a word; as soon as it is something else, nothing is selected
 */
export function useSelection(scope: string): Selection {
  const [state, setState] = useState(() => nothingOf(scope))
  if (state.scope !== scope) setState(nothingOf(scope))
  const toggle = useCallback((id: string) => {
    setState((before) => {
      const ids = new Set(before.ids)
      if (!ids.delete(id)) ids.add(id)
      return { ...before, ids, anchor: id }
    })
  }, [])
  const extendTo = useCallback((id: string, shown: readonly string[]) => {
    setState((before) => {
      const [from, to] = [shown.indexOf(before.anchor ?? id), shown.indexOf(id)]
      if (from === -1 || to === -1) return before
      return { ...before, ids: new Set([...before.ids, ...shown.slice(Math.min(from, to), Math.max(from, to) + 1)]) }
    })
  }, [])
  const set = useCallback((chosen: readonly string[]) => setState((before) => ({ ...before, ids: new Set(chosen) })), [])
  const clear = useCallback(() => setState((before) => nothingOf(before.scope)), [])
  const { ids } = state
  return useMemo(() => ({ ids, toggle, extendTo, set, clear }), [ids, toggle, extendTo, set, clear])
}
