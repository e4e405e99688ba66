import { Skeleton, VisuallyHidden } from '@mantine/core'
import classes from './PageSkeleton.module.css'

/** All different, so that rows look like text and have names. */
const widths = ['40%', '72%', '64%', '80%', '56%', '68%', '48%']

/** What a page shows until its data is there: the place of a header and of some rows. */
export function PageSkeleton({ rows = 6 }: { rows?: number }) {
  return (
    <div className={classes.page} aria-busy>
      <VisuallyHidden>Loading</VisuallyHidden>
      <div className={classes.header}>
        <Skeleton className={classes.title} />
      </div>
      <SkeletonRows rows={rows} />
    </div>
  )
}

/** The place of a list inside a page that is there already. */
export function SkeletonRows({ rows = 4 }: { rows?: number }) {
  return (
    <div className={classes.rows} aria-hidden>
      {widths.slice(0, rows).map((width) => (
        <Skeleton key={width} className={classes.row} width={width} />
      ))}
    </div>
  )
}
