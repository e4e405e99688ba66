import type { ReactNode } from 'react'
import classes from './EmptyState.module.css'

/** A list with nothing in it: one sentence of why, and the one thing to do about it if the reader may. */
export function EmptyState({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={classes.empty}>
      <p className={classes.why}>{children}</p>
      {action}
    </div>
  )
}
