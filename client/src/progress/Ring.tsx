import type { CSSProperties } from 'react'
import { percentWords } from './percent.ts'
import classes from './Ring.module.css'

type Turned = CSSProperties & { '--share': number }

/** How far something is, as a ring around its percentage; the words carry the meaning. */
export function Ring({ percentage, label }: { percentage: number; label: string }) {
  const turned: Turned = { '--share': Math.min(100, percentage) }
  return (
    <div className={classes.ring}>
      <svg className={classes.drawing} viewBox="0 0 36 36" aria-hidden focusable="false">
        <circle className={classes.track} cx="18" cy="18" r="15.9155" />
        {percentage > 0 && (
          <circle className={classes.part} data-complete={percentage === 100} style={turned} cx="18" cy="18" r="15.9155" pathLength={100} />
        )}
      </svg>
      <span className={classes.words}>
        <strong className={classes.percentage}>{percentWords(percentage)}</strong>
        <span className={classes.label}>{label}</span>
      </span>
    </div>
  )
}
