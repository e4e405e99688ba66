import { IconUsersGroup } from '@tabler/icons-react'
import { usePeople } from '../members/queries.ts'
import { PersonAvatar } from '../ui/PersonAvatar.tsx'
import classes from './Marks.module.css'
import type { Task } from './queries.ts'

/** Whose a task is: a person in their colour, or a team. */
export function AssigneeMark({
  task: { assignee, team },
  withName = false,
}: {
  task: Pick<Task, 'assignee' | 'team'>
  withName?: boolean
}) {
  const personOf = usePeople()
  if (assignee === null && team === null) return withName ? <span className={classes.nobody}>Nobody</span> : null
  const name = assignee?.name ?? team?.name ?? ''
  return (
    <span className={classes.assignee}>
      {assignee === null ? (
        <span className={classes.team} title={name} {...(!withName && { role: 'img', 'aria-label': `Team ${name}` })}>
          <IconUsersGroup className={classes.icon} aria-hidden />
        </span>
      ) : (
        <PersonAvatar person={{ name, color: personOf(assignee.id)?.color }} size="sm" decorative={withName} />
      )}
      {withName && <span className={classes.assigneeName}>{name}</span>}
    </span>
  )
}
