import type { DocumentDetail } from '@certloom/shared/documents/contract'
import type { Review, ReviewState } from '@certloom/shared/reviews/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { byCursor } from '../api/pages.ts'
import { announce } from '../app/announcer.ts'
import type { ReviewListState } from '../app/reviewRoute.ts'

/** Where a document stands in its review. */
export const stateQuery = (documentId: string) => q.reviews.state.queryOptions({ input: { document_id: documentId } })

/** The same for an open document, which is read anew when its status was changed by a decision: that stores no revision. */
export function useStateOf({ id, status }: Pick<DocumentDetail, 'id' | 'status'>): ReviewState | undefined {
  const client = useQueryClient()
  const { data: state } = useQuery(stateQuery(id))
  const decided = state?.status
  useEffect(() => {
    if (decided !== undefined && decided !== status)
      void client.invalidateQueries({ queryKey: q.documents.get.key({ input: { document_id: id } }) })
  }, [client, id, status, decided])
  return state
}

/** Submissions in a state, newest first. */
export const reviewList = (state: ReviewListState) =>
  q.reviews.list.infiniteOptions({
    ...byCursor,
    input: (cursor: string | undefined) => ({ state, limit: 50, cursor }),
    placeholderData: (before) => before,
  })

/** The decisions about a document, by the revision each is about; none while they are not known. */
export function useDecisions(documentId: string): ReadonlyMap<number, Review> {
  const { data } = useQuery(q.reviews.list.queryOptions({ input: { document_id: documentId, state: 'decided', limit: 200 } }))
  return useMemo(() => new Map(data?.data.map((review) => [review.revision, review])), [data])
}

/** Reads anew what a step in a document's review changes. */
function useRefreshReview() {
  const client = useQueryClient()
  return async () => {
    await Promise.all([q.reviews.key(), q.documents.key(), q.activity.key()].map((queryKey) => client.invalidateQueries({ queryKey })))
  }
}

/** The steps of a review, each said aloud once it is done. */
export function useReviewSteps(onDone: () => void = () => {}) {
  const refresh = useRefreshReview()
  const done = (words: string) => ({
    onSuccess: () => {
      announce(words)
      onDone()
    },
    onSettled: refresh,
  })
  return {
    submit: useMutation(q.reviews.submit.mutationOptions(done('Submitted for review'))),
    approve: useMutation(q.reviews.approve.mutationOptions(done('Approved'))),
    requestChanges: useMutation(q.reviews.requestChanges.mutationOptions(done('Changes requested'))),
    reject: useMutation(q.reviews.reject.mutationOptions(done('Rejected'))),
    reopen: useMutation(q.reviews.reopen.mutationOptions(done('Reopened'))),
    withdraw: useMutation(q.reviews.withdraw.mutationOptions(done('Approval withdrawn'))),
  }
}

/** May the reader decide about what is under review now? */
export function useMayDecide({ review, decision_refusal }: Pick<ReviewState, 'review' | 'decision_refusal'>): boolean {
  const can = useCan()
  return review?.status === 'open' && decision_refusal === null && can('document.approve', review.customer_id)
}
