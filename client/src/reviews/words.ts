import type { Missing, Review } from '@certloom/shared/reviews/contract'
import type { ShownState } from '../ui/StateMark.tsx'

const reasons: Record<Missing['reason'], string> = {
  empty: 'is empty',
  needs_work: 'is marked as needing work',
  evidence_missing: 'needs evidence',
  evidence_rejected: 'has only rejected evidence',
  evidence_expired: 'has only expired evidence',
}

/** Why a section keeps its document from being reviewed, as the rest of a sentence. */
export const reasonWords = ({ reason }: Pick<Missing, 'reason'>): string => reasons[reason]

/** How a submission stands. */
export const markOf = ({ status, withdrawn }: Pick<Review, 'status' | 'withdrawn'>): ShownState =>
  withdrawn ? 'withdrawn' : status === 'open' ? 'pending_review' : status

const list = new Intl.ListFormat('en', { style: 'long', type: 'conjunction' })

export const namesOf = (people: readonly { name: string }[]): string => list.format(people.map(({ name }) => name))

/** "1 section", "3 sections". */
export const sectionCount = (count: number): string => (count === 1 ? '1 section' : `${count} sections`)
