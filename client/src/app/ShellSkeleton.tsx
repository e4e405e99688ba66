import { PageSkeleton } from '../ui/PageSkeleton.tsx'
import classes from './AppShell.module.css'

/** The frame before it is known who is signed in, so that nothing moves when it is. */
export function ShellSkeleton() {
  return (
    <div className={classes.shell}>
      <div className={classes.rail} />
      <main className={classes.main}>
        <PageSkeleton />
      </main>
    </div>
  )
}
