import { useCallback, useMemo, useState } from 'react'

/** Which of the rows that are shown are picked; what is shown no more is picked no more. */
export function useSelection(shown: readonly string[]) {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const ids = useMemo(() => shown.filter((id) => picked.has(id)), [shown, picked])
  const toggle = useCallback((id: string) => {
    setPicked((before) => {
      const next = new Set(before)
      if (!next.delete(id)) next.add(id)
      return next
    })
  }, [])
  const drop = useCallback((gone: readonly string[]) => {
    const dropped = new Set(gone)
    setPicked((before) => new Set([...before].filter((id) => !dropped.has(id))))
  }, [])
  return {
    ids,
    has: (id: string) => picked.has(id),
    toggle,
    /** What is done leaves the selection, and what was left out stays picked. */
    drop,
    toggleAll: () => setPicked(new Set(ids.length === shown.length ? [] : shown)),
    clear: useCallback(() => setPicked(new Set()), []),
    isAll: shown.length > 0 && ids.length === shown.length,
  }
}

export type Selection = ReturnType<typeof useSelection>
