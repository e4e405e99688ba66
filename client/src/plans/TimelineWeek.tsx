import { IconFlag } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { SectionMark, stateWord } from '../ui/StateMark.tsx'
import { OnDay } from '../ui/When.tsx'
import classes from './Timeline.module.css'
import type { Entry, Week } from './timeline.ts'

/** One week with what is due in it, day by day. */
export function TimelineWeek({ planId, week: { monday, entries, isNow }, today }: { planId: string; week: Week; today: string }) {
  return (
    <li className={classes.week} data-now={isNow || undefined} id={`week-${monday}`}>
      <h2 className={classes.title} id={`title-${monday}`}>
        <span>
          Week of <OnDay day={monday} />
        </span>
        {isNow && <span className={classes.now}>This week</span>}
      </h2>
      {entries.length === 0 ? (
        <p className={classes.quiet}>Nothing is due.</p>
      ) : (
        <ul className={classes.entries} aria-labelledby={`title-${monday}`}>
          {entries.map((entry) => (
            <TimelineEntry key={`${entry.kind} ${entry.id}`} planId={planId} entry={entry} isLate={!entry.isDone && entry.day < today} />
          ))}
        </ul>
      )}
    </li>
  )
}

function TimelineEntry({ planId, entry, isLate }: { planId: string; entry: Entry; isLate: boolean }) {
  const facts = [
    entry.kind === 'target' ? null : stateWord(entry.state),
    entry.openTasks > 0 && `${entry.openTasks} open ${entry.openTasks === 1 ? 'task' : 'tasks'}`,
    isLate && 'overdue',
  ]
  return (
    <li className={classes.entry} data-late={isLate || undefined} data-done={entry.isDone || undefined}>
      {entry.kind === 'target' ? <IconFlag className={classes.flag} aria-hidden /> : <SectionMark state={entry.state} decorative />}
      <span className={classes.what}>
        <Name planId={planId} entry={entry} />
        <span className={classes.facts}>{facts.filter(Boolean).join(' · ')}</span>
      </span>
      <span className={classes.day}>
        <OnDay day={entry.day} />
      </span>
    </li>
  )
}

function Name({ planId, entry: { kind, id, name } }: { planId: string; entry: Entry }) {
  if (kind === 'target') return <span className={classes.name}>{name}</span>
  if (kind === 'task')
    return (
      <Link to="/plans/$planId/tasks" params={{ planId }} search={{ task: id }} className={classes.name}>
        {name}
      </Link>
    )
  return (
    <Link to="/documents/$documentId" params={{ documentId: id }} className={classes.name}>
      {name}
    </Link>
  )
}
