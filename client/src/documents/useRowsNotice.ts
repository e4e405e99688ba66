import { useCallback, useEffect, useState } from 'react'
import { announce } from '../app/announcer.ts'
import type { Notice } from '../ui/NoticeLine.tsx'
import type { RowsEditing } from './rowsUndo.ts'

/** What a table or a list has to say about the last step. A removal can be taken back from it until something else is done. */
export function useRowsNotice(editing: RowsEditing, noun: string) {
  const [notice, setNotice] = useState<Notice | null>(null)
  useEffect(() => editing.onStep(() => setNotice(null)), [editing])
  const onRemoved = useCallback(() => {
    setNotice({ text: `${noun} removed.`, canUndo: true })
    announce(`${noun} removed. Control Z brings it back.`)
  }, [noun])
  const onReport = useCallback((text: string) => setNotice(text === '' ? null : { text, canUndo: false }), [])
  return { notice, onRemoved, onReport, onClose: () => setNotice(null) }
}
