import type { ReviewState } from '@certloom/shared/reviews/contract'
import { useState } from 'react'

/** The submission that came since this was opened; null if none did, or while that is not known. */
export function useSubmittedMeanwhile(state: ReviewState | undefined): ReviewState['review'] {
  const [first, setFirst] = useState<string | null>()
  if (state === undefined) return null
  const last = state.review?.id ?? null
  if (first === undefined) setFirst(last)
  return first === undefined || first === last ? null : state.review
}
