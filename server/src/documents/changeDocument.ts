import { AppError } from '@certloom/shared/errors'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { CustomerDocument } from '../db/generated/client.ts'
import { withTenant } from '../db/tenant.ts'
import { requireSight } from '../members/sight.ts'

/** What can be changed of a document besides its content; what is undefined stays. */
export type DocumentChanges = {
  name?: string | undefined
  assigneeId?: string | null | undefined
  /** YYYY-MM-DD */
  dueDate?: string | null | undefined
}

/**
 * Changes a document's name, who is responsible for it, and when it is due.
 * @throws `not_found`, `forbidden`, and `invalid_input` for somebody who cannot see the customer
 */
export async function changeDocument(ctx: SignedInCtx, id: string, changes: DocumentChanges): Promise<void> {
  const signedIn = authorize(ctx, 'document.read')
  await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await tx.$queryRaw`select id from customer_document where id = ${id}::uuid for update`
    const before = await tx.customerDocument.findFirst({ where: { id, archivedAt: null } })
    if (!before) throw new AppError('not_found')
    const { organizationId, customerId } = before
    authorize(ctx, 'plan.write', customerId)
    const after = { ...before, ...merged(before, changes) }
    if (after.assigneeId !== null && after.assigneeId !== before.assigneeId) {
      await requireSight(tx, organizationId, customerId, after.assigneeId)
    }
    const [was, is] = [factsOf(before), factsOf(after)]
    if (JSON.stringify(was) === JSON.stringify(is)) return
    const { name, assigneeId, dueDate } = after
    await tx.customerDocument.update({
      where: { organizationId_id: { organizationId, id } },
      data: { name, assigneeId, dueDate },
      select: { id: true },
    })
    const about = { entity: { type: 'customer_document', id }, customerId } as const
    await record(tx, byRequester(ctx), { action: 'document.changed', ...about, before: was, after: is })
  })
}

const merged = (document: CustomerDocument, { name, assigneeId, dueDate }: DocumentChanges) => ({
  name: name ?? document.name,
  assigneeId: assigneeId === undefined ? document.assigneeId : assigneeId,
  dueDate: dueDate === undefined ? document.dueDate : dueDate === null ? null : new Date(dueDate),
})

const factsOf = ({ name, assigneeId, dueDate }: CustomerDocument) => ({
  document_name: name,
  assigned_to: assigneeId,
  due_date: dueDate?.toISOString().slice(0, 10) ?? null,
})
