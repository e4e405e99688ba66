import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { PageFrame } from '../app/PageFrame.tsx'
import { ExportedFile } from './ExportProgress.tsx'
import classes from './Exports.module.css'
import { exportOf } from './queries.ts'
import { progressOf } from './words.ts'

const route = getRouteApi('/app/exports/$exportId')

/** An exported file that somebody was sent the link of. */
export function ExportPage() {
  const { exportId } = route.useParams()
  const { data: job } = useSuspenseQuery(exportOf(exportId))
  return (
    <PageFrame title={job.name}>
      <div className={classes.page}>
        <p className={classes.state}>
          Exported by {job.requested_by.name}. {progressOf(job)}
        </p>
        {job.status === 'done' && <ExportedFile job={job} />}
      </div>
    </PageFrame>
  )
}
