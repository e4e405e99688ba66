import type { DocumentDetail } from '@certloom/shared/documents/contract'
import type { Approval } from '@certloom/shared/reviews/contract'
import { useQuery } from '@tanstack/react-query'
import { isGuestPage } from '../guests/guestPage.ts'
import { stateQuery } from './queries.ts'

/**
 * The approval that a document's draft has moved on from, although its status is still approved: what was written during the review is in the draft
 * and nobody approved it. Null where the draft is what was approved, or while that is not known.
 */
export function useApprovedBefore({ id, status }: Pick<DocumentDetail, 'id' | 'status'>): Approval | null {
  const { data: state } = useQuery({ ...stateQuery(id), enabled: status === 'approved' && !isGuestPage() })
  const hasMoved = status === 'approved' && (state?.review?.changed_since.length ?? 0) > 0
  return hasMoved ? (state?.approval ?? null) : null
}
