import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCan } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { StatusChip } from '../ui/StateMark.tsx'
import { ArchiveDialog } from './ArchiveDialog.tsx'
import { DetailsDialog } from './DetailsDialog.tsx'
import { EvidenceFacts } from './EvidenceFacts.tsx'
import { EvidenceHistory } from './EvidenceHistory.tsx'
import classes from './EvidencePage.module.css'
import { EvidencePlaces } from './EvidencePlaces.tsx'
import { Preview } from './Preview.tsx'
import { RejectDialog } from './RejectDialog.tsx'
import { RenewDialog } from './RenewDialog.tsx'
import { ReviewButtons } from './ReviewButtons.tsx'
import { useReview } from './useReview.ts'
import { markOf } from './words.ts'

const route = getRouteApi('/app/evidence/$evidenceId')

/** Where the rail leads whoever reviews. */
const queue = { label: 'Evidence', link: { to: '/evidence', search: { status: 'pending' } } } as const

/** One piece of evidence: what it shows, what it is for, how it stands, and what it was before it was renewed. */
export function EvidencePage() {
  const { evidenceId } = route.useParams()
  const { data: item } = useSuspenseQuery(q.evidence.get.queryOptions({ input: { evidence_id: evidenceId } }))
  const can = useCan()
  const review = useReview(item)
  const [isRenewing, renewing] = useDisclosure(false)
  const [isEditing, editing] = useDisclosure(false)
  const [isArchiving, archiving] = useDisclosure(false)
  const mayChange = can('evidence.upload', item.customer_id)
  const mayReview = can('evidence.review', item.customer_id)
  const files = { to: '/customers/$customerId/files', params: { customerId: item.customer_id }, search: { view: 'evidence' } } as const
  return (
    <PageFrame title={item.title} crumbs={[...(can('evidence.review') ? [queue] : []), { label: item.customer_name, link: files }]}>
      <div className={classes.columns}>
        <Preview item={item} />
        <div className={classes.side}>
          <section className={classes.verdict} aria-label="Status">
            <StatusChip state={markOf(item)} />
            {item.status === 'rejected' && (
              <p className={classes.reason}>
                <strong>{item.reviewed_by?.name ?? 'A reviewer'}:</strong> {item.rejection_reason}
              </p>
            )}
            {mayReview && item.status === 'pending' && <ReviewButtons title={item.title} review={review} />}
            <ProblemAlert error={review.error} />
            <div className={classes.ways}>
              {mayReview && item.status === 'accepted' && (
                <Button size="compact-sm" variant="default" onClick={review.startRejecting}>
                  Reject
                </Button>
              )}
              {mayReview && item.status === 'rejected' && (
                <Button size="compact-sm" variant="default" loading={review.isAccepting} onClick={review.accept}>
                  Accept
                </Button>
              )}
              {mayChange && (
                <>
                  <Button size="compact-sm" variant="default" onClick={renewing.open}>
                    Renew
                  </Button>
                  <Button size="compact-sm" variant="default" onClick={editing.open}>
                    Name and validity
                  </Button>
                  <Button size="compact-sm" variant="subtle" color="missing" onClick={archiving.open}>
                    Archive
                  </Button>
                </>
              )}
            </div>
          </section>
          <EvidenceFacts item={item} />
          <EvidencePlaces item={item} mayChange={mayChange} />
          <EvidenceHistory evidenceId={item.id} />
        </div>
      </div>
      {review.isRejecting && <RejectDialog item={item} onClose={review.stopRejecting} />}
      {isRenewing && <RenewDialog item={item} onClose={renewing.close} />}
      {isArchiving && <ArchiveDialog item={item} onClose={archiving.close} />}
      {isEditing && <DetailsDialog item={item} onClose={editing.close} />}
    </PageFrame>
  )
}
