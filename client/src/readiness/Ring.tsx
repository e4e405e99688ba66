import type { CSSProperties } from 'react'
import classes from './Ring.module.css'

type Filled = CSSProperties & { '--share': string }

/** How much of something is done, as a ring. The words stand beside it. */
export function Ring({ percentage }: { percentage: number | null }) {
  const style: Filled = { '--share': String((percentage ?? 0) / 100) }
  return (
    <svg className={classes.ring} viewBox="0 0 32 32" style={style} aria-hidden focusable="false">
      <circle className={classes.track} cx="16" cy="16" r="13" />
      <circle className={classes.share} cx="16" cy="16" r="13" pathLength="1" data-empty={!percentage || undefined} />
    </svg>
  )
}
