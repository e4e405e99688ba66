import { can } from '@certloom/shared/permissions'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx, SignedIn } from '../context.ts'
import type { DocumentVersion, Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { contentHash } from '../documents/canonical.ts'
import { contentsAt } from '../documents/readVersion.ts'
import { type Names, namesOf } from '../members/names.ts'
import { fillableSectionsOf } from '../templates/sections.ts'
import { fourEyesRefusal } from './decide.ts'
import { missingOf, proofOf } from './proof.ts'
import { decidersOf } from './reviewers.ts'
import { getSubject, type Subject } from './subject.ts'

const shownWithReview = {
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
  deciders: string[]
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
    const deciders = await decidersOf(tx, organizationId)
    return {
      document,
      missing: missingOf(document, await proofOf(tx, document)),
      review,
      changedSince: review ? await changedSince(tx, document, review.revision) : [],
      approval,
      decisionRefusal: review?.status === 'open' ? fourEyesRefusal(document, review, signedIn.person.id) : null,
      deciders,
      names: await namesOf(tx, [...peopleOf(review ? [review] : []), approval?.createdById ?? null, ...deciders]),
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
const peopleOf = (reviews: readonly (Omit<WholeReview, 'checks'> & Partial<Pick<WholeReview, 'checks'>>)[]): (string | null)[] =>
  reviews.flatMap((review) => [
    review.submittedById,
    review.decidedById,
    review.withdrawnById,
    ...review.reviewerIds,
    ...(review.checks ?? []).flatMap(({ createdById, ticks }) => [createdById, ...ticks.map(({ userId }) => userId)]),
  ])

/** Which submissions are asked for. */
export type ReviewFilter = {
  state: 'waiting' | 'open' | 'decided' | 'all'
  customerId: string | undefined
  documentId: string | undefined
}

const shownInList = { document: shownWithReview.document } satisfies Prisma.ReviewInclude
export type ListedReview = Prisma.ReviewGetPayload<{ include: typeof shownInList }>

/** Submissions, newest first, one more than `limit` if there are more. A customer's staff sees its own customer's only. */
export function listReviews(
  ctx: Ctx,
  filter: ReviewFilter,
  { limit, before }: { limit: number; before: string | undefined },
): Promise<{ reviews: ListedReview[]; names: Names }> {
  const signedIn = authorize(ctx, 'document.read', filter.customerId)
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const where = await conditionOf(tx, signedIn, filter)
    const reviews = await tx.review.findMany({
      where: { AND: [where, before === undefined ? {} : { id: { lt: before } }] },
      orderBy: { id: 'desc' },
      take: limit + 1,
      include: shownInList,
    })
    return { reviews, names: await namesOf(tx, peopleOf(reviews)) }
  })
}

/** The count stops here: more than anybody reads. */
const countUpTo = 100

/** How many submissions wait for the reader, at most 100. */
export function countWaiting(ctx: Ctx): Promise<number> {
  const signedIn = authorize(ctx, 'document.read')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) =>
    tx.review.count({
      where: await conditionOf(tx, signedIn, { state: 'waiting', customerId: undefined, documentId: undefined }),
      take: countUpTo,
    }),
  )
}

async function conditionOf(
  tx: Tx,
  { actor, person }: SignedIn,
  { state, customerId, documentId }: ReviewFilter,
): Promise<Prisma.ReviewWhereInput> {
  const { organizationId } = actor
  const shown: Prisma.ReviewWhereInput = {
    organizationId,
    document: { archivedAt: null },
    ...(customerId && { customerId }),
    ...(documentId && { documentId }),
  }
  switch (state) {
    case 'all':
      return shown
    case 'open':
      return { ...shown, status: 'open' }
    case 'decided':
      return { ...shown, status: { in: ['approved', 'changes_requested', 'rejected'] } }
    case 'waiting': {
      if (!can(actor, 'document.approve')) return { ...shown, id: { in: [] } }
      const { fourEyes } = await tx.organization.findUniqueOrThrow({ where: { id: organizationId }, select: { fourEyes: true } })
      return {
        ...shown,
        status: 'open',
        OR: [{ reviewerIds: { has: person.id } }, { reviewerIds: { isEmpty: true } }],
        ...(fourEyes && { submittedById: { not: person.id } }),
      }
    }
  }
}
