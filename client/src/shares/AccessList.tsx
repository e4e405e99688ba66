import { useQuery } from '@tanstack/react-query'
import { q } from '../api/client.ts'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { When } from '../ui/When.tsx'
import classes from './ShareDialog.module.css'

const shown = 50

/** When and from where a link was used or tried, newest first. */
export function AccessList({ projectId, link }: { projectId: string; link: { id: string; label: string } }) {
  const { data, error } = useQuery(q.shares.accesses.queryOptions({ input: { project_id: projectId, link_id: link.id, limit: shown } }))
  if (error !== null) return <ProblemAlert error={error} />
  if (data === undefined) return <SkeletonRows rows={2} />
  if (data.data.length === 0) return <p className={classes.quiet}>Nobody has used it.</p>
  return (
    <ul className={classes.uses} aria-label={`Uses of ${link.label}`}>
      {data.data.map(({ id, outcome, address, created_at }) => (
        <li key={id}>
          {outcome === 'opened' ? 'Opened' : 'Wrong passcode'} <When at={created_at} />
          {address !== null && ` from ${address}`}
        </li>
      ))}
      {data.next_cursor !== null && <li>Older uses are in the activity log.</li>}
    </ul>
  )
}
