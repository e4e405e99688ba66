import { can } from '@certloom/shared/permissions'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx, SignedIn } from '../context.ts'
import type { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { type Names, namesOf } from '../members/names.ts'
import { peopleOf, shownWithReview } from './service.ts'

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
