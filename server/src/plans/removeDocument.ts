import { AppError } from '@certloom/shared/errors'
import type { SignedInCtx } from '../accounts/session.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import { withTenant } from '../db/tenant.ts'
import { archiveDocuments } from '../documents/archiveDocuments.ts'
import { changeOpenPlan, refuseWritten } from './selectTemplates.ts'

/**
 * Takes a document out of its plan: it is archived with its tasks, and its template leaves the selection. Selecting that again brings it back.
 * @throws `not_found`, `forbidden`, and `conflict` for a plan that has ended, or if somebody has written into the document
 */
export async function removeDocument(ctx: SignedInCtx, id: string): Promise<void> {
  const { customerId, planId } = await findPlace(ctx, id)
  await changeOpenPlan(ctx, customerId, planId, async (tx, { organizationId }) => {
    const document = await tx.customerDocument.findFirst({ where: { id, planId, archivedAt: null } })
    if (!document) throw new AppError('not_found')
    await refuseWritten(tx, [document])
    await archiveDocuments(tx, ctx, [document])
    await tx.planTemplate.deleteMany({ where: { organizationId, planId, templateId: document.templateId } })
    await tx.plan.update({
      where: { organizationId_id: { organizationId, id: planId } },
      data: { templateSelectionMode: 'selective' },
      select: { id: true },
    })
  })
  ctx.live.revoke({ documentId: id }, 'changed')
}

function findPlace(ctx: SignedInCtx, id: string): Promise<{ customerId: string; planId: string }> {
  return withTenant(ctx.db, tenantOf(authorize(ctx, 'document.read')), async (tx) => {
    const document = await tx.customerDocument.findFirst({ where: { id, archivedAt: null }, select: { customerId: true, planId: true } })
    if (!document) throw new AppError('not_found')
    authorize(ctx, 'document.read', document.customerId)
    return document
  })
}
