import { isOpen } from '@certloom/shared/tasks/transitions'
import { IconCalendar, IconClockExclamation } from '@tabler/icons-react'
import { OnDay } from '../ui/When.tsx'
import classes from './Marks.module.css'
import type { Task } from './queries.ts'
import { dayIn } from './taskSearch.ts'

export const isOverdue = ({ status, due_date }: Pick<Task, 'status' | 'due_date'>): boolean =>
  due_date !== null && isOpen(status) && due_date < dayIn(0)

/** When a task is due. What is late says so with a sign, a word and a colour. */
export function DueMark({ task }: { task: Pick<Task, 'status' | 'due_date'> }) {
  if (task.due_date === null) return null
  const isLate = isOverdue(task)
  const Icon = isLate ? IconClockExclamation : IconCalendar
  return (
    <span className={classes.due} data-late={isLate || undefined}>
      <Icon className={classes.icon} aria-hidden />
      <span>
        {isLate && 'Overdue '}
        <OnDay day={task.due_date} />
      </span>
    </span>
  )
}
