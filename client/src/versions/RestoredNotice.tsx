import { useCallback, useLayoutEffect, useRef } from 'react'
import { isFocusLost } from '../app/pageFocus.ts'
import { NoticeLine } from '../ui/NoticeLine.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import type { useRestore } from './useRestore.ts'

/**
 * What came of a restore, which may be taken back from here. The line stays while that is under way. Whoever began it goes on at the button they
 * pressed, which cannot have the focus meanwhile, or here if that is gone with what it restored.
 */
export function RestoredNotice({ restore }: { restore: ReturnType<typeof useRestore> }) {
  const { line, undo, error, isPending, mutate, pressed, close } = restore
  const button = useRef<HTMLButtonElement>(null)
  const goOn = useCallback(() => {
    const begun = pressed.current
    const next = begun instanceof HTMLButtonElement && begun.isConnected ? begun : button.current
    next?.focus({ preventScroll: true })
  }, [pressed])
  useLayoutEffect(() => {
    if (!isPending && pressed.current !== null && isFocusLost()) goOn()
  }, [isPending, pressed, goOn])
  const takeBack = () => {
    if (undo !== undefined && !isPending) mutate(undo)
  }
  const closeNote = () => {
    goOn()
    close()
  }
  return (
    <>
      <ProblemAlert error={error} />
      <NoticeLine
        notice={line === undefined ? null : { text: line, canUndo: undo !== undefined }}
        onUndo={takeBack}
        onClose={closeNote}
        buttonRef={button}
      />
    </>
  )
}
