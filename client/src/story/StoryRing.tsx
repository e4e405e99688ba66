import type { CSSProperties } from 'react'
import classes from './StoryRing.module.css'

type Shares = CSSProperties & { '--now': string; '--then': string }

type Props = { percentage: number | null; preview?: number | null | undefined; size?: 'md' | 'lg' }

/** How ready something is, as a ring; with a preview also what a decision would make of it. The words stand beside it. */
export function StoryRing({ percentage, preview, size = 'md' }: Props) {
  const [now, then] = [percentage ?? 0, preview ?? percentage ?? 0]
  const style: Shares = { '--now': String(Math.min(now, then) / 100), '--then': String(Math.max(now, then) / 100) }
  const trend = then > now ? 'up' : then < now ? 'down' : undefined
  return (
    <svg className={classes.ring} viewBox="0 0 32 32" style={style} data-size={size} aria-hidden focusable="false">
      <circle className={classes.track} cx="16" cy="16" r="13" />
      {trend && <circle className={classes.then} data-trend={trend} cx="16" cy="16" r="13" pathLength="1" />}
      <circle className={classes.now} cx="16" cy="16" r="13" pathLength="1" data-empty={Math.min(now, then) === 0 || undefined} />
    </svg>
  )
}
