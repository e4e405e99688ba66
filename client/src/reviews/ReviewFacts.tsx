import type { ReviewState } from '@certloom/shared/reviews/contract'
import { Alert } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { q } from '../api/client.ts'
import { StatusChip } from '../ui/StateMark.tsx'
import { When } from '../ui/When.tsx'
import classes from './Review.module.css'
import { markOf, namesOf, sectionCount } from './words.ts'

export type ShownReview = NonNullable<ReviewState['review']>

/** What is read here, who submitted it and what was decided; and what is different from what the reader knows or the draft says. */
export function ReviewFacts({ documentName, state, review }: { documentName: string; state: ReviewState; review: ShownReview }) {
  return (
    <section className={classes.facts} aria-labelledby="review-of">
      <div className={classes.head}>
        <h2 id="review-of" className={classes.title}>
          {documentName}
        </h2>
        <StatusChip state={markOf(review)} />
      </div>
      <p className={classes.line}>
        Version {review.document_version}, submitted by {review.submitted_by.name} <When at={review.submitted_at} />
        {review.reviewers.length > 0 && `, for ${namesOf(review.reviewers)} to read`}
      </p>
      {review.note !== '' && <blockquote className={classes.note}>{review.note}</blockquote>}
      <Outcome review={review} />
      <MovedOn review={review} documentId={state.document_id} />
      <SinceLastHere review={review} />
    </section>
  )
}

const outcomeWords = { approved: 'Approved by', changes_requested: 'Changes requested by', rejected: 'Rejected by' } as const

function Outcome({ review }: { review: ShownReview }) {
  const { status, decided_by, decided_at, notes, withdrawn } = review
  if (status === 'open' || status === 'superseded' || decided_by === null || decided_at === null) return null
  return (
    <>
      <p className={classes.line}>
        {outcomeWords[status]} {decided_by.name} <When at={decided_at} />
        {status === 'approved' && (
          <>
            {' '}
            with hash <code className={classes.hash}>{review.version_hash.slice(0, 12)}</code>
          </>
        )}
      </p>
      {notes !== null && <blockquote className={classes.note}>{notes}</blockquote>}
      {withdrawn && (
        <p className={classes.line}>
          Approval withdrawn by {withdrawn.by.name} <When at={withdrawn.at} />: {withdrawn.reason}
        </p>
      )}
    </>
  )
}

/** The draft is ahead of what is read here. */
function MovedOn({ review, documentId }: { review: ShownReview; documentId: string }) {
  const { changed_since, status } = review
  if (changed_since.length === 0) return null
  return (
    <Alert color="accent" variant="light" role="note" title={`${sectionCount(changed_since.length)} changed since this was submitted`}>
      {status === 'open' ? 'You decide about what was submitted. The draft says something else in ' : 'The draft says something else in '}
      <Sections sections={changed_since} documentId={documentId} />.
    </Alert>
  )
}

function Sections({ sections, documentId }: { sections: ShownReview['changed_since']; documentId: string }) {
  return sections.map(({ id, title }, index) => (
    <span key={id}>
      {index > 0 && ', '}
      <Link to="/documents/$documentId" params={{ documentId }} hash={id} className={classes.link}>
        {title}
      </Link>
    </span>
  ))
}

/** What was submitted differently since the reader last looked; asked once for each submission that is shown. */
function SinceLastHere({ review }: { review: ShownReview }) {
  const { data } = useQuery({
    queryKey: ['review visit', review.id],
    queryFn: () => q.reviews.visit.call({ document_id: review.document_id }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const since = data?.since
  if (!since || since.sections.length === 0) return null
  return (
    <Alert color="accent" variant="light" role="note" title="Since you were last here">
      {sectionCount(since.sections.length)} changed since <When at={since.at} />:{' '}
      {since.sections.map(({ id, title }, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <a href={`#pinned-${id}`} className={classes.link}>
            {title}
          </a>
        </span>
      ))}
      .
    </Alert>
  )
}
