import { IconX } from '@tabler/icons-react'
import type { Ref } from 'react'
import classes from './NoticeLine.module.css'

export type Notice = { text: string; canUndo: boolean }

type Props = { notice: Notice | null; onUndo: () => void; onClose: () => void; buttonRef?: Ref<HTMLButtonElement> }

/** One quiet line about the last step, which may be taken back from it. Shows nothing while there is none. */
export function NoticeLine({ notice, onUndo, onClose, buttonRef }: Props) {
  if (notice === null) return null
  return (
    <p className={classes.notice}>
      <span>{notice.text}</span>
      {notice.canUndo ? (
        <button ref={buttonRef} type="button" className={classes.undo} onClick={onUndo}>
          Undo
        </button>
      ) : (
        <button ref={buttonRef} type="button" className={classes.close} onClick={onClose} aria-label="Close the note">
          <IconX className={classes.icon} aria-hidden />
        </button>
      )}
    </p>
  )
}
