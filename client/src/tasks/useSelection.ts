import { useCallback, useMemo, useRef, useState } from 'react'

export type Selection = {
  ids: ReadonlySet<string>
  toggle: (id: string) => void
  /** Selects everything between the last one and this, in the order shown. */
  extendTo: (id: string, shown: readonly string[]) => void
  set: (ids: readonly string[]) => void
  clear: () => void
}

/** Which of what is shown is selected. */
export function useSelection(): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const anchor = useRef<string | null>(null)
  const toggle = useCallback((id: string) => {
    anchor.current = id
    setIds((before) => {
      const next = new Set(before)
      if (!next.delete(id)) next.add(id)
      return next
    })
  }, [])
  const extendTo = useCallback((id: string, shown: readonly string[]) => {
    const [from, to] = [shown.indexOf(anchor.current ?? id), shown.indexOf(id)]
    if (from === -1 || to === -1) return
    setIds((before) => new Set([...before, ...shown.slice(Math.min(from, to), Math.max(from, to) + 1)]))
  }, [])
  const set = useCallback((chosen: readonly string[]) => setIds(new Set(chosen)), [])
  const clear = useCallback(() => {
    anchor.current = null
    setIds(new Set())
  }, [])
  return useMemo(() => ({ ids, toggle, extendTo, set, clear }), [ids, toggle, extendTo, set, clear])
}
