import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import { withTenant } from '../db/tenant.ts'
import { roomOf } from '../documents/service.ts'
import { moveReviewTasks } from './moveReviewTasks.ts'
import { holdSubject, keyOf, requireStep } from './subject.ts'

/** Takes up a rejected document again. Throws `not_found`, `forbidden`, and `conflict` for one that was not rejected. */
export async function reopen(ctx: SignedInCtx, id: string): Promise<void> {
  const signedIn = authorize(ctx, 'document.read')
  const { room, revision } = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const document = await holdSubject(ctx, tx, id)
    authorize(ctx, 'document.submit', document.customerId)
    const status = requireStep(document, 'reopen')
    await tx.customerDocument.update({ where: keyOf(document), data: { status }, select: { id: true } })
    await record(tx, byRequester(ctx), {
      action: 'document.reopened',
      entity: { type: 'customer_document', id },
      customerId: document.customerId,
      before: { status: document.status },
      after: { status },
    })
    await moveReviewTasks(tx, document, status, signedIn.person.id)
    return { room: await roomOf(tx, document), revision: document.revision }
  })
  ctx.live.tellStored(room, revision)
}
