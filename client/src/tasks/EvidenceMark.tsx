import { IconPaperclip } from '@tabler/icons-react'
import classes from './Marks.module.css'
import type { Task } from './queries.ts'

/** Whether a task asks for evidence, and has some. */
export function EvidenceMark({ task }: { task: Pick<Task, 'requires_evidence' | 'evidence_uploaded'> }) {
  if (!task.requires_evidence && !task.evidence_uploaded) return null
  const words = task.evidence_uploaded ? 'Evidence given' : 'Evidence needed'
  return (
    <span className={classes.evidence} data-given={task.evidence_uploaded || undefined}>
      <IconPaperclip className={classes.icon} aria-hidden />
      {words}
    </span>
  )
}
