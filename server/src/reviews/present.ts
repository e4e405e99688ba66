import { type Names, presentPerson } from '../members/names.ts'
import { fillableSectionsOf } from '../templates/sections.ts'
import type { ListedReview } from './listReviews.ts'
import type { State, WholeReview } from './service.ts'

/** A submission as lists answer it. */
export const presentReview = (review: ListedReview, names: Names) => ({
  id: review.id,
  document_id: review.documentId,
  document_name: review.document.name,
  customer_id: review.customerId,
  customer_name: review.document.customer.companyName,
  status: review.status,
  document_version: review.documentVersion,
  revision: review.revision,
  version_hash: review.contentHash,
  note: review.note,
  reviewers: review.reviewerIds.map((id) => presentPerson(id, names)),
  submitted_by: presentPerson(review.submittedById, names),
  submitted_at: review.submittedAt.toISOString(),
  decided_by: review.decidedById === null ? null : presentPerson(review.decidedById, names),
  decided_at: review.decidedAt?.toISOString() ?? null,
  notes: review.notes,
  approved_revision: review.approvedRevision,
  withdrawn:
    review.withdrawnAt && review.withdrawnById
      ? { by: presentPerson(review.withdrawnById, names), at: review.withdrawnAt.toISOString(), reason: review.withdrawalReason ?? '' }
      : null,
})

/** Where a document stands in its review, as REST answers it. */
export function presentState({ document, missing, review, changedSince, approval, decisionRefusal, possibleReviewers, names }: State) {
  const titles = new Map(fillableSectionsOf(document.templateVersion).map(({ id, title }) => [id, title]))
  return {
    document_id: document.id,
    status: document.status,
    missing,
    review: review && {
      ...presentReview(review, names),
      checks: review.checks.map((check) => presentCheck(check, titles, names)),
      changed_since: changedSince,
    },
    approval: approval && {
      document_version: approval.documentVersion,
      revision: approval.revision,
      version_hash: approval.contentHash,
      approved_by: approval.createdById === null ? null : presentPerson(approval.createdById, names),
      approved_at: approval.createdAt.toISOString(),
    },
    decision_refusal: decisionRefusal,
    possible_reviewers: possibleReviewers.map((id) => presentPerson(id, names)).sort((a, b) => a.name.localeCompare(b.name)),
  }
}

const presentCheck = (check: WholeReview['checks'][number], titles: ReadonlyMap<string, string>, names: Names) => ({
  id: check.id,
  code: check.code,
  label: check.label,
  is_met: check.isMet,
  sections: [...titles].filter(([id]) => check.sectionIds.includes(id)).map(([id, title]) => ({ id, title })),
  created_by: check.createdById === null ? null : presentPerson(check.createdById, names),
  ticked_by: check.ticks.map(({ userId }) => presentPerson(userId, names)),
})
