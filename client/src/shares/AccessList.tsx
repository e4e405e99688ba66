import { useQuery } from '@tanstack/react-query'
import { q } from '../api/client.ts'
import { Loading } from '../ui/Loading.tsx'
import { When } from '../ui/When.tsx'
import classes from './ShareDialog.module.css'

const shown = 50

/** When and from where a link was used or tried, newest first. */
export function AccessList({ projectId, link }: { projectId: string; link: { id: string; label: string } }) {
  const asked = useQuery(q.shares.accesses.queryOptions({ input: { project_id: projectId, link_id: link.id, limit: shown } }))
  const { data } = asked
  if (data === undefined) return <Loading of={asked} rows={2} />
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
