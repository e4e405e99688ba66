import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { OverviewCard } from '../customers/OverviewCard.tsx'
import classes from './DriftCard.module.css'
import { FactChanges } from './FactChanges.tsx'
import { driftOf } from './queries.ts'

/** Approved documents that show facts otherwise than they are said now; nothing while there are none. */
export function DriftCard({ customerId }: { customerId: string }) {
  const { data } = useQuery(driftOf(customerId))
  if (data === undefined || data.data.length === 0) return null
  const isOne = data.data.length === 1
  return (
    <OverviewCard
      title={isOne ? '1 approved document shows older facts' : `${data.data.length} approved documents show older facts`}
      more={
        <Link to="/customers/$customerId/facts" params={{ customerId }}>
          Facts
        </Link>
      }
    >
      <p className={classes.why}>
        {isOne
          ? 'It stays as it was approved. Submit it again to approve what is said now.'
          : 'They stay as they were approved. Submit them again to approve what is said now.'}
      </p>
      <ul className={classes.documents}>
        {data.data.map(({ document_id, document_name, document_version, facts }) => (
          <li key={document_id} className={classes.document}>
            <p className={classes.name}>
              <Link to="/documents/$documentId" params={{ documentId: document_id }} className={classes.link}>
                {document_name}
              </Link>
              <span className={classes.version}>approved as version {document_version}</span>
            </p>
            <FactChanges changes={facts} />
          </li>
        ))}
      </ul>
    </OverviewCard>
  )
}
