import { useLayoutEffect, useRef } from 'react'
import { isFocusLost } from '../app/pageFocus.ts'
import { NoticeLine } from '../ui/NoticeLine.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import type { useRestore } from './useRestore.ts'

/** What came of a restore, which may be taken back from here. The line stays while that is under way, and whoever pressed its button stays at it. */
export function RestoredNotice({ restore }: { restore: ReturnType<typeof useRestore> }) {
  const { line, undo, error, isPending, mutate, close } = restore
  const button = useRef<HTMLButtonElement>(null)
  const isUndoing = useRef(false)
  useLayoutEffect(() => {
    if (isPending || !isUndoing.current) return
    isUndoing.current = false
    if (isFocusLost()) button.current?.focus()
  }, [isPending])
  const takeBack = () => {
    if (undo === undefined || isPending) return
    isUndoing.current = true
    mutate(undo)
  }
  return (
    <>
      <ProblemAlert error={error} />
      <NoticeLine
        notice={line === undefined ? null : { text: line, canUndo: undo !== undefined }}
        onUndo={takeBack}
        onClose={close}
        buttonRef={button}
      />
    </>
  )
}
