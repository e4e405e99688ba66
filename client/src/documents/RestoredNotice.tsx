import { NoticeLine } from '../ui/NoticeLine.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import type { useRestore } from './useRestore.ts'

/** What came of a restore, which may be taken back from here. */
export function RestoredNotice({ restore }: { restore: ReturnType<typeof useRestore> }) {
  const { line, undo, error, mutate, reset } = restore
  return (
    <>
      <ProblemAlert error={error} />
      <NoticeLine
        notice={line === undefined ? null : { text: line, canUndo: undo !== undefined }}
        onUndo={() => undo && mutate(undo)}
        onClose={reset}
      />
    </>
  )
}
