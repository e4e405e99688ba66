import { useMemo, useRef, useState } from 'react'

export type GridSelection = {
  ids: ReadonlySet<string>
  /** Takes a row in or out; with `isRange` everything from the last one to it. */
  toggle: (id: string, isRange: boolean) => void
  all: () => void
  clear: () => void
}

/** Which rows are selected, among those that are shown: what is filtered away is never changed unseen. */
export function useGridSelection(shown: readonly string[]): GridSelection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const anchor = useRef<string | null>(null)
  const order = useRef(shown)
  order.current = shown
  const ids = useMemo(() => new Set(shown.filter((id) => chosen.has(id))), [shown, chosen])
  const actions = useMemo(
    () => ({
      toggle: (id: string, isRange: boolean) => {
        const [from, to] = [order.current.indexOf(anchor.current ?? ''), order.current.indexOf(id)]
        anchor.current = id
        setChosen((before) => {
          if (isRange && from >= 0) return new Set([...before, ...order.current.slice(Math.min(from, to), Math.max(from, to) + 1)])
          const next = new Set(before)
          if (!next.delete(id)) next.add(id)
          return next
        })
      },
      all: () => setChosen(new Set(order.current)),
      clear: () => setChosen(new Set()),
    }),
    [],
  )
  return { ids, ...actions }
}
