import { VisuallyHidden } from '@mantine/core'
import type { CSSProperties } from 'react'
import { OnDay } from '../ui/When.tsx'
import classes from './Timeline.module.css'
import type { Week } from './timeline.ts'

type Sized = CSSProperties & { '--count': number; '--most': number }

/** All weeks of a plan side by side, each as high as what is due in it; choosing one goes there. */
export function WeekStrip({ weeks }: { weeks: readonly Week[] }) {
  const most = Math.max(1, ...weeks.map((week) => week.entries.length))
  const [first, last] = [weeks[0], weeks.at(-1)]
  return (
    <nav className={classes.strip} aria-label="Weeks of the plan">
      <h2 className={classes.heading}>Due each week</h2>
      <div className={classes.scroller}>
        <ol className={classes.columns}>
          {weeks.map(({ monday, entries, isNow }) => (
            <li key={monday} className={classes.column} data-now={isNow || undefined}>
              {entries.length === 0 && !isNow ? (
                <span className={classes.blank} />
              ) : (
                <Jump monday={monday} entries={entries} isNow={isNow} most={most} />
              )}
            </li>
          ))}
        </ol>
        {first !== undefined && last !== undefined && (
          <p className={classes.ends} aria-hidden>
            <OnDay day={first.monday} />
            <OnDay day={last.monday} />
          </p>
        )}
      </div>
      <p className={classes.legend} aria-hidden>
        <span className={classes.open} /> open <span className={classes.done} /> done <span>highest: {most} in a week</span>
      </p>
    </nav>
  )
}

function Jump({ monday, entries, isNow, most }: Week & { most: number }) {
  const done = entries.filter((entry) => entry.isDone).length
  const sized = (count: number): Sized => ({ '--count': count, '--most': most })
  return (
    <a className={classes.jump} href={`#week-${monday}`} title={`${entries.length} due`}>
      <span className={classes.stack} aria-hidden>
        <span className={classes.open} style={sized(entries.length - done)} />
        <span className={classes.done} style={sized(done)} />
      </span>
      <VisuallyHidden>
        Week of <OnDay day={monday} />: {entries.length} due, {done} done{isNow && ', this week'}
      </VisuallyHidden>
    </a>
  )
}
