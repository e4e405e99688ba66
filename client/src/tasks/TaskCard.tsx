import { IconBan } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { memo, type PointerEvent } from 'react'
import { AssigneeMark } from './AssigneeMark.tsx'
import { DueMark } from './DueMark.tsx'
import { EvidenceMark } from './EvidenceMark.tsx'
import { PriorityMark } from './PriorityMark.tsx'
import type { Task } from './queries.ts'
import { StatusMenu } from './StatusMenu.tsx'
import classes from './TaskCard.module.css'
import { useTaskActions } from './taskActions.ts'

type Props = {
  task: Task
  /** The one card of the board that the Tab key reaches; the arrow keys walk from it. */
  isCurrent: boolean
  isSelected: boolean
  isLifted: boolean
  onGrab: (event: PointerEvent, task: Task) => void
}

const placeOf = (task: Task, isOfOneCustomer: boolean): string =>
  [isOfOneCustomer ? null : task.customer_name, task.document_name ?? task.plan_name].filter((part) => part !== null).join(' · ')

/** A task as a card: where it belongs, what is to be done, and what presses. The whole card opens it and can be dragged. */
export const TaskCard = memo(function TaskCard({ task, isCurrent, isSelected, isLifted, onGrab }: Props) {
  const { isOfOneCustomer } = useTaskActions()
  const place = placeOf(task, isOfOneCustomer)
  return (
    <li
      className={classes.card}
      data-task={task.id}
      data-selected={isSelected || undefined}
      data-lifted={isLifted || undefined}
      onPointerDown={(event) => onGrab(event, task)}
    >
      <div className={classes.head}>
        <StatusMenu task={task} />
        <TaskLink task={task} className={classes.title} tabIndex={isCurrent ? 0 : -1} isSelected={isSelected} />
      </div>
      {place !== '' && <p className={classes.place}>{place}</p>}
      {task.status === 'blocked' && task.blocked_reason !== null && (
        <p className={classes.blocked}>
          <IconBan className={classes.icon} aria-hidden />
          <span>{task.blocked_reason}</span>
        </p>
      )}
      <div className={classes.facts}>
        <PriorityMark priority={task.priority} />
        <DueMark task={task} />
        <EvidenceMark task={task} />
        <span className={classes.assignee}>
          <AssigneeMark task={task} />
        </span>
      </div>
    </li>
  )
})

type LinkProps = { task: Task; className: string | undefined; tabIndex?: number; isSelected?: boolean }

/** The title as the way to open a task over the page one is on. */
export function TaskLink({ task, className, tabIndex, isSelected = false }: LinkProps) {
  return (
    <Link
      to="."
      search={(before: object) => ({ ...before, task: task.id })}
      resetScroll={false}
      preload={false}
      className={className}
      draggable={false}
      data-task-link
      {...(tabIndex !== undefined && { tabIndex })}
      aria-description={isSelected ? 'Selected' : undefined}
    >
      {task.title}
    </Link>
  )
}
