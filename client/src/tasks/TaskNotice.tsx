import { IconX } from '@tabler/icons-react'
import { useRef } from 'react'
import { useFocusGoesOn } from '../app/useFocusGoesOn.ts'
import { focusTask } from './focusTask.ts'
import classes from './TaskNotice.module.css'
import type { TaskNotice as Notice } from './useTaskCommands.ts'

type Props = { notice: Notice; onUndo: () => void; onOpen: (taskId: string) => void; onClose: () => void }

/** What was done last, with the way back; or why something was not done, with the way to the task. From here one goes on at the task. */
export function TaskNotice({ notice, onUndo, onOpen, onClose }: Props) {
  const line = useRef<HTMLDivElement>(null)
  useFocusGoesOn(line, () => focusTask(notice.task.id))
  return (
    <div ref={line} className={classes.notice} data-kind={notice.kind}>
      <p className={classes.text}>{notice.text}</p>
      {notice.undo !== null && (
        <button type="button" className={classes.action} onClick={onUndo}>
          Undo
        </button>
      )}
      {notice.kind === 'refused' && (
        <button type="button" className={classes.action} onClick={() => onOpen(notice.task.id)}>
          Open the task
        </button>
      )}
      <button type="button" className={classes.close} onClick={onClose} aria-label="Close the note">
        <IconX className={classes.icon} aria-hidden />
      </button>
    </div>
  )
}
