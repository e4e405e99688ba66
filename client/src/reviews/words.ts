import type { DocumentStatus } from '@certloom/shared/documents/contract'
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

/** What submitting a document is called where it stands. */
export function submitWords(status: DocumentStatus): string {
  if (status === 'changes_requested') return 'Submit again'
  return status === 'pending_review' ? 'Submit the newer draft' : 'Submit for review'
}

const decisions = { approved: 'approved this', changes_requested: 'requested changes', rejected: 'rejected this' } as const

/** Who decided about a submission, told to somebody who was about to; null if nobody did. */
export function decidedWords({ status, decided_by }: Pick<Review, 'status' | 'decided_by'>): string | null {
  if (decided_by === null || status === 'open' || status === 'superseded') return null
  return `${decided_by.name} ${decisions[status]} meanwhile`
}
