import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { q } from '../api/client.ts'
import classes from './EvidenceNeed.module.css'

type Props = { customerId: string; isoCode: string; domain: string }

/** Where the rows of a section are decided: they are shown here, and filled in nowhere else. */
export function ChecklistSource({ customerId, isoCode, domain }: Props) {
  const { data } = useQuery(q.readiness.list.queryOptions({ input: { customer_id: customerId, limit: 200 } }))
  const checklist = data?.data.find(({ iso_code }) => iso_code === isoCode)
  if (!data) return null
  return (
    <p className={`${classes.need} ${classes.shown}`}>
      {checklist ? (
        <span>
          These rows show{' '}
          <Link to="/readiness/$projectId" params={{ projectId: checklist.id }} search={{ domain }} className={classes.source}>
            {checklist.project_name}
          </Link>{' '}
          and are decided there.
        </span>
      ) : (
        <span>
          These rows show the customer's checklist, and there is none yet.{' '}
          <Link to="/customers/$customerId/readiness" params={{ customerId }} className={classes.source}>
            Go to its checklists
          </Link>
        </span>
      )}
    </p>
  )
}
