import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { markOf } from '../evidence/words.ts'
import { StatusChip } from '../ui/StateMark.tsx'
import classes from './EvidenceItem.module.css'
import { evidenceOf } from './queries.ts'

/** A piece of the customer's evidence that shows that a row is as it says: how it stands, and the way to it. */
export function EvidenceItem({ customerId, itemId }: { customerId: string; itemId: string }) {
  const { data: items } = useQuery(evidenceOf(customerId))
  const item = items?.find(({ id }) => id === itemId)
  if (!item) return items ? 'A piece of evidence that is gone' : null
  return (
    <span className={classes.item}>
      <Link to="/evidence/$evidenceId" params={{ evidenceId: itemId }} className={classes.title}>
        {item.title}
      </Link>
      <StatusChip state={markOf(item)} />
    </span>
  )
}
