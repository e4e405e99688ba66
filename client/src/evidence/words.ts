import type { evidenceFilters, evidenceSorts, RequirementState } from '@certloom/shared/evidence/listing'
import type { SourceType } from '@certloom/shared/evidence/sources'
import type { ShownState } from '../ui/StateMark.tsx'
import type { Evidence } from './queries.ts'

type Status = (typeof evidenceFilters)[number]

/** How a filter of evidence reads. */
export const statusWords: Record<Status, string> = {
  pending: 'Pending review',
  accepted: 'Accepted',
  rejected: 'Rejected',
  expiring: 'Ends soon',
  expired: 'Expired',
}

export const typeWords: Record<SourceType, string> = {
  link: 'Links',
  pdf: 'PDF',
  image: 'Images',
  document: 'Documents',
  spreadsheet: 'Spreadsheets',
  presentation: 'Presentations',
  text: 'Text',
}

export const sortWords: Record<(typeof evidenceSorts)[number], string> = {
  newest: 'Newest first',
  title: 'Title',
  valid_until: 'What ends first',
}

/** How a requirement that stands so is drawn. */
export const requirementMarks: Record<RequirementState, ShownState> = {
  missing: 'missing',
  rejected: 'rejected',
  expired: 'expired',
  waiting: 'pending_review',
  expiring: 'expiring',
  present: 'present',
}

/** How a piece of evidence is drawn: by its review, and once it is accepted by its end. */
export function markOf({ status, validity }: Pick<Evidence, 'status' | 'validity'>): ShownState {
  if (status === 'rejected') return 'rejected'
  if (validity === 'expired') return 'expired'
  if (status === 'pending') return 'pending_review'
  return validity === 'expiring' ? 'expiring' : 'accepted'
}

/** Why an organization that takes links only offers no files. */
export const linksOnlyHint = 'Files are not kept here. Give a link to where the evidence is kept.'

export const piecesOf = (count: number): string => `${count} ${count === 1 ? 'piece' : 'pieces'} of evidence`

/** The choices of a filter, with one that leaves it open. */
export const choices = <T extends string>(open: string, words: Readonly<Record<T, string>>): { value: string; label: string }[] => [
  { value: '', label: open },
  ...Object.entries<string>(words).map(([value, label]) => ({ value, label })),
]
