import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import type { DocumentVersion, Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { contentHash } from '../documents/canonical.ts'
import { contentsAt } from '../documents/readVersion.ts'
import { type Names, namesOf } from '../members/names.ts'
import { fillableSectionsOf } from '../templates/sections.ts'
import { fourEyesRefusal } from './decide.ts'
import { missingOf, proofOf } from './proof.ts'
import { decidersOf, reviewersFor } from './reviewers.ts'
import { getSubject, type Subject } from './subject.ts'

export const shownWithReview = {
  document: { select: { name: true, customer: { select: { companyName: true } } } },
  checks: { include: { ticks: { orderBy: { tickedAt: 'asc' } } }, orderBy: [{ position: 'asc' }, { id: 'asc' }] },
} satisfies Prisma.ReviewInclude

/** A submission with its checklist. */
export type WholeReview = Prisma.ReviewGetPayload<{ include: typeof shownWithReview }>

type Section = { id: string; title: string }

/** Where a document stands in its review, with the names of those it tells of. */
export type State = {
  document: Subject
  missing: ReturnType<typeof missingOf>
  review: WholeReview | null
  changedSince: Section[]
  approval: DocumentVersion | null
  decisionRefusal: string | null
  possibleReviewers: string[]
  names: Names
}

/** Where a document stands in its review; throws `not_found` for what this person may not see. */
export function getState(ctx: Ctx, id: string): Promise<State> {
  const signedIn = authorize(ctx, 'document.read')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const document = await getSubject(ctx, tx, id)
    const { organizationId } = document
    const review = await tx.review.findFirst({
      where: { organizationId, documentId: id },
      orderBy: { id: 'desc' },
      include: shownWithReview,
    })
    const approval = await tx.documentVersion.findFirst({
      where: { organizationId, documentId: id, kind: 'approved' },
      orderBy: { revision: 'desc' },
    })
    const possibleReviewers = reviewersFor(await decidersOf(tx, organizationId), document.customer.organization, signedIn.person.id)
    return {
      document,
      missing: missingOf(document, await proofOf(tx, document)),
      review,
      changedSince: review ? await changedSince(tx, document, review.revision) : [],
      approval,
      decisionRefusal: review?.status === 'open' ? fourEyesRefusal(document, review, signedIn.person.id) : null,
      possibleReviewers,
      names: await namesOf(tx, [...peopleOf(review ? [review] : []), approval?.createdById ?? null, ...possibleReviewers]),
    }
  })
}

/** Which sections the draft, as it was saved last, says differently from a pinned revision. */
async function changedSince(tx: Tx, document: Subject, revision: number): Promise<Section[]> {
  const pinned = await contentsAt(tx, document, revision)
  const now = new Map(document.sections.map((section) => [section.sectionId, section.contentHash]))
  return fillableSectionsOf(document.templateVersion)
    .filter(({ id }) => now.get(id) !== contentHash(pinned.get(id) ?? null))
    .map(({ id, title }) => ({ id, title }))
}

/** Everybody a submission names. */
export const peopleOf = (reviews: readonly (Omit<WholeReview, 'checks'> & Partial<Pick<WholeReview, 'checks'>>)[]): (string | null)[] =>
  reviews.flatMap((review) => [
    review.submittedById,
    review.decidedById,
    review.withdrawnById,
    ...review.reviewerIds,
    ...(review.checks ?? []).flatMap(({ createdById, ticks }) => [createdById, ...ticks.map(({ userId }) => userId)]),
  ])
