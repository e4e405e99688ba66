import { liveRows, type Rows } from '@certloom/shared/collab/rowsDoc'
import { useCallback, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { announce } from '../app/announcer.ts'
import type { Notice } from '../ui/NoticeLine.tsx'
import type { RowNoun } from './rowActions.ts'
import type { RowsEditing } from './rowsUndo.ts'

/**
 * What a table or a list has to say about the last step. A removal can be taken back from it until something else is done: `undo` answers which row
 * came back with that, if it did.
 */
export function useRowsNotice(rows: Rows, editing: RowsEditing, noun: RowNoun) {
  const [notice, setNotice] = useState<(Notice & { removed?: string }) | null>(null)
  useEffect(() => editing.onStep(() => setNotice(null)), [editing])
  const onRemoved = useCallback(
    (removed: string) => {
      setNotice({ text: `${noun} removed.`, canUndo: true, removed })
      announce(`${noun} removed. Control Z brings it back.`)
    },
    [noun],
  )
  const onReport = useCallback((text: string) => setNotice(text === '' ? null : { text, canUndo: false }), [])
  const undo = (): string | undefined => {
    flushSync(editing.undo)
    const back = liveRows(rows).find(({ id }) => id === notice?.removed)
    if (back) announce(`${noun} is back`)
    return back?.id
  }
  return { notice, onRemoved, onReport, undo, onClose: () => setNotice(null) }
}
