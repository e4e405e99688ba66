import { AppError } from '@certloom/shared/errors'
import { newId } from '@certloom/shared/ids'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Review } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'

/** Enough lines for anybody to go through. */
const mostChecks = 60

/** Adds a line to the checklist of an open review. Throws `not_found`, `forbidden`, `conflict` for a review that is over. */
export const addCheck = (ctx: SignedInCtx, reviewId: string, label: string): Promise<string> =>
  inOpenReview(ctx, reviewId, async (tx, review) => {
    const { organizationId, customerId } = review
    const position = (await tx.reviewCheck.count({ where: { organizationId, reviewId } })) + 1
    if (position > mostChecks) throw new AppError('conflict', `A checklist has at most ${mostChecks} lines.`)
    const id = newId()
    await tx.reviewCheck.create({
      data: { id, organizationId, customerId, reviewId, position, label, sectionIds: [], createdById: ctx.signedIn.person.id },
      select: { id: true },
    })
    await recordCheck(tx, ctx, review, { label, added: true })
    return id
  })

/** Says for oneself that a line is so, or takes that back. */
export const tickCheck = (ctx: SignedInCtx, reviewId: string, checkId: string, ticked: boolean): Promise<void> =>
  inOpenReview(ctx, reviewId, async (tx, review) => {
    const { organizationId, customerId } = review
    const check = await tx.reviewCheck.findFirst({ where: { organizationId, reviewId, id: checkId } })
    if (!check) throw new AppError('not_found')
    const own = { organizationId, checkId, userId: ctx.signedIn.person.id }
    const { count } = ticked
      ? await tx.reviewTick.createMany({ data: [{ ...own, customerId }], skipDuplicates: true })
      : await tx.reviewTick.deleteMany({ where: own })
    await recordCheck(tx, ctx, review, count > 0 ? { label: check.label, ticked } : null)
  })

/** Every line that is ticked is on record; a call that changed nothing is not. */
async function recordCheck(
  tx: Tx,
  ctx: SignedInCtx,
  { documentId, customerId }: Review,
  after: { label: string; ticked?: boolean; added?: boolean } | null,
): Promise<void> {
  const entity = { type: 'customer_document', id: documentId } as const
  await record(tx, byRequester(ctx), ...(after ? [{ action: 'review.checked' as const, entity, customerId, after }] : []))
}

function inOpenReview<T>(ctx: SignedInCtx, reviewId: string, work: (tx: Tx, review: Review) => Promise<T>): Promise<T> {
  const signedIn = authorize(ctx, 'document.read')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await tx.$queryRaw`select id from review where id = ${reviewId}::uuid for update`
    const review = await tx.review.findFirst({ where: { id: reviewId, document: { archivedAt: null } } })
    if (!review) throw new AppError('not_found')
    authorize(ctx, 'document.approve', review.customerId)
    if (review.status !== 'open') throw new AppError('conflict', 'This review is over. Its checklist stays as it is.')
    return work(tx, review)
  })
}
