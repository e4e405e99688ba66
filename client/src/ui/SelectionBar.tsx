import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './SelectionBar.module.css'

/** How many rows are picked, and what can be done with them. Shows nothing while there are none. */
export function SelectionBar({ count, onClear, children }: { count: number; onClear: () => void; children: ReactNode }) {
  if (count === 0) return null
  return (
    <section className={classes.bar} aria-label="What is selected">
      <span className={classes.count}>{count} selected</span>
      {children}
      <Button size="compact-sm" variant="subtle" onClick={onClear}>
        Clear
      </Button>
    </section>
  )
}
