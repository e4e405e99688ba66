import { useState } from 'react'
import type { ShownReview } from './ReviewFacts.tsx'

/** What the reader has in front of them, and the submission that came after it, if one did. */
export type Reading = { review: ShownReview | null; newer: ShownReview | null; readNewer: () => void }

/** Keeps the submission that was opened until its reader takes up a newer one: nobody decides about words they have not been shown. */
export function useReadReview(latest: ShownReview | null): Reading {
  const [held, setHeld] = useState(latest)
  const isAnother = held !== null && latest !== null && held.id !== latest.id
  if (!isAnother && held !== latest) setHeld(latest)
  return {
    review: isAnother && held.status === 'open' ? { ...held, status: 'superseded' } : held,
    newer: isAnother ? latest : null,
    readNewer: () => setHeld(latest),
  }
}
