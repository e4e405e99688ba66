import type { Approval } from '@certloom/shared/reviews/contract'
import { Link } from '@tanstack/react-router'
import classes from './Paper.module.css'

/** Says below the title that what stands here is not what was approved, and leads to that. */
export function ApprovedBefore({ documentId, approval }: { documentId: string; approval: Approval }) {
  const { document_version, revision } = approval
  return (
    <p className={classes.movedOn}>
      Version {document_version} is approved; this draft has moved on.{' '}
      <Link to="/documents/$documentId" params={{ documentId }} search={{ version: revision }} className={classes.link}>
        Read version {document_version}
      </Link>
    </p>
  )
}
