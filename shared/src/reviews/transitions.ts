import type { DocumentStatus } from '../documents/contract.ts'
import { isOpen, type TaskStatus } from '../tasks/transitions.ts'

/** What can be done to a document as a whole; `edit` is any change of what it says. */
export const reviewActs = ['edit', 'submit', 'approve', 'request_changes', 'reject', 'reopen'] as const
export type ReviewAct = (typeof reviewActs)[number]

/**
 * What each act makes of a document, and in which statuses it can be done at all (PRODUCT decision 8). Writing always can: nothing locks by
 * itself. While a version is reviewed, or was approved, a newer draft can be submitted.
 */
const next: Record<DocumentStatus, Partial<Record<ReviewAct, DocumentStatus>>> = {
  not_started: { edit: 'in_progress', submit: 'pending_review' },
  in_progress: { edit: 'in_progress', submit: 'pending_review' },
  pending_review: {
    edit: 'pending_review',
    submit: 'pending_review',
    approve: 'approved',
    request_changes: 'changes_requested',
    reject: 'rejected',
  },
  changes_requested: { edit: 'in_progress', submit: 'pending_review' },
  rejected: { edit: 'rejected', reopen: 'in_progress' },
  approved: { edit: 'in_progress', submit: 'pending_review' },
}

/** Where an act takes a document from where it is; undefined if it cannot be done there. */
export const statusAfter = (from: DocumentStatus, act: ReviewAct): DocumentStatus | undefined => next[from][act]

/** What an edit makes of a document's status. */
export const statusAfterEdit = (from: DocumentStatus): DocumentStatus => next[from].edit ?? from

/** Where withdrawing the last approval takes a document: what was approved is a draft again; one that has moved on stays where it is. */
export const statusAfterWithdrawal = (from: DocumentStatus): DocumentStatus => (from === 'approved' ? 'in_progress' : from)

/** What people cite a document as once it went from one status to another: what follows an approved version is the next one. */
export const versionAfter = (version: number, from: DocumentStatus, to: DocumentStatus): number =>
  from === 'approved' && to !== 'approved' ? version + 1 : version

/** The act that takes a document to a status, as a program asks for it by naming the status; undefined where none does. */
export const actTo = (to: DocumentStatus): Exclude<ReviewAct, 'edit'> | undefined =>
  (
    ({
      pending_review: 'submit',
      approved: 'approve',
      changes_requested: 'request_changes',
      rejected: 'reject',
      in_progress: 'reopen',
    }) as const satisfies Partial<Record<DocumentStatus, ReviewAct>> as Partial<Record<DocumentStatus, Exclude<ReviewAct, 'edit'>>>
  )[to]

const refusals: Record<Exclude<ReviewAct, 'edit'>, string> = {
  submit: 'Reopen the document first, then submit it again.',
  approve: 'There is nothing under review. Submit the document first.',
  request_changes: 'There is nothing under review. Submit the document first.',
  reject: 'There is nothing under review. Submit the document first.',
  reopen: 'Only a rejected document is reopened; any other can be worked on as it is.',
}

/** Why an act cannot be done to a document in this status, and what to do instead. */
export const refusalOf = (from: DocumentStatus, act: Exclude<ReviewAct, 'edit'>): string =>
  `A document that is ${from.replaceAll('_', ' ')} cannot take this step. ${refusals[act]}`

/** Where a task that asks for a document's review stands once the document has this status; called off, or waiting for evidence, it stays. */
export function statusAfterReview(
  task: { status: TaskStatus; requiresEvidence: boolean; hasEvidence: boolean },
  document: DocumentStatus,
): TaskStatus {
  if (task.status === 'cancelled') return task.status
  if (document === 'approved') return task.requiresEvidence && !task.hasEvidence ? task.status : 'completed'
  if (document === 'pending_review') return 'in_progress'
  return isOpen(task.status) ? task.status : 'pending'
}
