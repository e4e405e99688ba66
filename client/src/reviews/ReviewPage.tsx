import '@fontsource-variable/source-serif-4'
import '@fontsource-variable/source-serif-4/wght-italic.css'
import { Button } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { q } from '../api/client.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import { focusPage } from '../app/pageFocus.ts'
import { reviewRouteId } from '../app/reviewRoute.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { useVersion } from '../versions/useVersion.ts'
import { Checklist } from './Checklist.tsx'
import { Decision } from './Decision.tsx'
import { PinnedContent } from './PinnedContent.tsx'
import { stateQuery } from './queries.ts'
import classes from './Review.module.css'
import { ReviewFacts } from './ReviewFacts.tsx'
import { useReadReview } from './useReadReview.ts'

const route = getRouteApi(reviewRouteId)

/** The version under review, or the last that was: what the template asks for beside what it says, the decision, and the checklist. */
export function ReviewPage() {
  const { documentId } = route.useParams()
  // What is read and noted here is about one document.
  return <ReviewOf key={documentId} documentId={documentId} />
}

function ReviewOf({ documentId }: { documentId: string }) {
  const { data: document } = useSuspenseQuery(q.documents.get.queryOptions({ input: { document_id: documentId } }))
  const { data: state } = useSuspenseQuery(stateQuery(documentId))
  const { review, newer, readNewer } = useReadReview(state.review)
  const { data: version } = useVersion(documentId, review?.revision)
  const readFromTop = () => {
    readNewer()
    scrollTo({ top: 0 })
    focusPage()
  }
  const crumbs = [
    { label: document.customer_name, link: { to: '/customers/$customerId', params: { customerId: document.customer_id } } },
    { label: document.document_name, link: { to: '/documents/$documentId', params: { documentId } } },
  ] as const
  return (
    <PageFrame title="Review" crumbs={[...crumbs]}>
      {review === null ? (
        <EmptyState
          action={
            <Button renderRoot={(props) => <Link {...props} to="/documents/$documentId" params={{ documentId }} />}>
              Open the document
            </Button>
          }
        >
          This document was not submitted for review yet. Whoever fills it submits it there.
        </EmptyState>
      ) : (
        <div className={classes.columns}>
          <div className={classes.main}>
            <ReviewFacts documentName={document.document_name} state={state} review={review} />
            <PinnedContent document={document} revision={review.revision} />
          </div>
          <div className={classes.side}>
            <Decision state={state} review={review} newer={newer} isShown={version !== undefined} onReadNewer={readFromTop} />
            <Checklist review={review} isWritable={review.status === 'open'} />
          </div>
        </div>
      )}
    </PageFrame>
  )
}
