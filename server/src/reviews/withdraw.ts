import { AppError } from '@certloom/shared/errors'
import { statusAfterWithdrawal, versionAfter } from '@certloom/shared/reviews/transitions'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Review } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { roomOf } from '../documents/service.ts'
import { moveReviewTasks } from './moveReviewTasks.ts'
import { authorsOf, tell } from './notices.ts'
import { holdSubject, keyOf, type Subject } from './subject.ts'

/** The approval that is meant: by its hash, and by its revision where the same words may have been approved twice. */
export type Withdrawal = { versionHash: string; revision: number | undefined; reason: string }

/**
 * Takes back the last approval that stands. The version stays as it is and readable, and counts no more; the document goes on as the next draft.
 * @throws `not_found`, `forbidden`, and `conflict` if no approval stands or another one than is meant
 */
export async function withdrawApproval(ctx: SignedInCtx, id: string, withdrawal: Withdrawal): Promise<void> {
  const signedIn = authorize(ctx, 'document.read')
  const { room, revision } = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const document = await holdSubject(ctx, tx, id)
    authorize(ctx, 'document.approve', document.customerId)
    await withdrawIn(tx, ctx, document, withdrawal)
    return { room: await roomOf(tx, document), revision: document.revision }
  })
  ctx.live.tellStored(room, revision)
  ctx.mailer.nudge()
}

async function withdrawIn(tx: Tx, ctx: SignedInCtx, document: Subject, { reason, ...meant }: Withdrawal): Promise<void> {
  const { organizationId, id: documentId, customerId } = document
  const review = await tx.review.findFirst({
    where: { organizationId, documentId, status: 'approved', withdrawnAt: null },
    orderBy: { id: 'desc' },
  })
  if (!review) throw new AppError('conflict', 'There is no approval to withdraw.')
  requireMeant(review, meant)
  await tx.documentVersion.updateMany({
    where: { organizationId, documentId, revision: review.approvedRevision ?? -1, kind: 'approved' },
    data: { kind: 'withdrawn' },
  })
  const withdrawal = { withdrawnById: ctx.signedIn.person.id, withdrawnAt: new Date(), withdrawalReason: reason }
  await tx.review.update({ where: keyOf(review), data: withdrawal, select: { id: true } })
  const status = statusAfterWithdrawal(document.status)
  const documentVersion = versionAfter(document.documentVersion, document.status, status)
  await tx.customerDocument.update({ where: keyOf(document), data: { status, documentVersion }, select: { id: true } })
  await record(tx, byRequester(ctx), {
    action: 'document.approval_withdrawn',
    entity: { type: 'customer_document', id: documentId },
    customerId,
    before: { status: document.status },
    after: { status, document_version: review.documentVersion, version_hash: review.contentHash, notes: reason },
  })
  await moveReviewTasks(tx, document, status, ctx.signedIn.person.id)
  await tell(tx, ctx, { document, review, kind: 'document_approval_withdrawn', notes: reason }, await authorsOf(tx, review))
}

/** Whoever means one approval does not take back another: it may have been withdrawn meanwhile, or a newer version approved. */
function requireMeant(
  { contentHash, approvedRevision, documentVersion }: Review,
  { versionHash, revision }: Omit<Withdrawal, 'reason'>,
): void {
  if (contentHash === versionHash && (revision === undefined || revision === approvedRevision)) return
  throw new AppError(
    'conflict',
    `Another approval stands than the one you mean: that of version ${documentVersion}. Look at it again, then withdraw it if you still want to.`,
  )
}
