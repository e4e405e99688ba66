import { Checkbox } from '@mantine/core'
import { memo } from 'react'
import { AssigneeMark } from './AssigneeMark.tsx'
import { DueMark } from './DueMark.tsx'
import { EvidenceMark } from './EvidenceMark.tsx'
import { PriorityMark } from './PriorityMark.tsx'
import type { Task } from './queries.ts'
import { StatusMenu } from './StatusMenu.tsx'
import { TaskLink } from './TaskCard.tsx'
import classes from './TaskList.module.css'
import { useTaskActions } from './taskActions.ts'

type Props = { task: Task; isSelected: boolean; onSelect: ((isRange: boolean) => void) | null }

/** A task as one line; on narrow screens as two. */
export const TaskRow = memo(function TaskRow({ task, isSelected, onSelect }: Props) {
  const { isOfOneCustomer } = useTaskActions()
  const place = [isOfOneCustomer ? null : task.customer_name, task.document_name ?? task.plan_name].filter((part) => part !== null)
  return (
    <li className={classes.row} data-task={task.id} data-selected={isSelected || undefined}>
      {onSelect !== null && (
        <Checkbox
          className={classes.box}
          aria-label={`Select ${task.title}`}
          checked={isSelected}
          onChange={({ nativeEvent }) => onSelect('shiftKey' in nativeEvent && nativeEvent.shiftKey === true)}
        />
      )}
      <PriorityMark priority={task.priority} />
      <StatusMenu task={task} />
      <div className={classes.what}>
        <TaskLink task={task} className={classes.title} isSelected={isSelected} />
        <span className={classes.place}>
          {task.status === 'blocked' && task.blocked_reason !== null ? (
            <span className={classes.reason}>Blocked: {task.blocked_reason}</span>
          ) : (
            place.join(' · ')
          )}
        </span>
      </div>
      <div className={classes.facts}>
        <span>
          <EvidenceMark task={task} />
        </span>
        <span className={classes.due}>
          <DueMark task={task} />
        </span>
        <span className={classes.assignee} data-empty={task.assignee === null && task.team === null}>
          <AssigneeMark task={task} withName />
        </span>
      </div>
    </li>
  )
})
