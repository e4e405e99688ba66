import { Button } from '@mantine/core'
import classes from './Loading.module.css'
import { SkeletonRows } from './PageSkeleton.tsx'
import { ProblemAlert } from './ProblemAlert.tsx'

type Asked = { error: unknown; isFetching: boolean; isPaused: boolean; refetch: () => unknown }

/** What stands where the answer to a query comes: its place, or why it did not come and the way to ask again. Without network it waits. */
export function Loading({ of, rows }: { of: Asked; rows?: number }) {
  if (of.isPaused) return <p className={classes.paused}>Offline. Shown when the connection is back.</p>
  if (of.error === null) return <SkeletonRows {...(rows !== undefined && { rows })} />
  return (
    <div className={classes.failed}>
      <ProblemAlert error={of.error} />
      <Button variant="default" loading={of.isFetching} onClick={() => void of.refetch()}>
        Try again
      </Button>
    </div>
  )
}
