import { IconX } from '@tabler/icons-react'
import { useCallback, useEffect, useState } from 'react'
import { announce } from '../app/announcer.ts'
import classes from './RowsNotice.module.css'
import type { RowsEditing } from './rowsUndo.ts'

export type Notice = { text: string; canUndo: boolean }

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

/** One quiet line below the rows. */
export function RowsNotice({ notice, onUndo, onClose }: { notice: Notice | null; onUndo: () => void; onClose: () => void }) {
  if (notice === null) return null
  return (
    <p className={classes.notice}>
      <span>{notice.text}</span>
      {notice.canUndo ? (
        <button type="button" className={classes.undo} onClick={onUndo}>
          Undo
        </button>
      ) : (
        <button type="button" className={classes.close} onClick={onClose} aria-label="Close the note">
          <IconX className={classes.icon} aria-hidden />
        </button>
      )}
    </p>
  )
}
