import { AppError } from '@certloom/shared/errors'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import { withTenant } from '../db/tenant.ts'
import { holdTask } from './changeTask.ts'

/**
 * Deletes a task that somebody added. Its evidence stays the customer's.
 * @throws `not_found`, `forbidden`, and `conflict` for one that came with the plan: that one is cancelled instead
 */
export async function removeTask(ctx: SignedInCtx, id: string): Promise<void> {
  const signedIn = authorize(ctx, 'task.read')
  await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const { organizationId, customerId, title, isGenerated } = await holdTask(tx, id)
    authorize(ctx, 'task.write', customerId)
    if (isGenerated) throw new AppError('conflict', 'This task came with the plan and stays in its history. Cancel it instead.')
    await tx.task.delete({ where: { organizationId_id: { organizationId, id } }, select: { id: true } })
    await record(tx, byRequester(ctx), { action: 'task.deleted', entity: { type: 'task', id }, customerId, before: { title } })
  })
}
