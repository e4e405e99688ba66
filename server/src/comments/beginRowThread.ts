import { AppError } from '@certloom/shared/errors'
import { canComment, canSeeComments } from '@certloom/shared/permissions'
import type { SignedInCtx } from '../accounts/session.ts'
import { tenantOf } from '../auth/authorize.ts'
import { withTenant } from '../db/tenant.ts'
import { findCommentedRow } from './queries.ts'
import { cleanWords } from './words.ts'
import { type FirstComment, writeThread } from './writeThread.ts'

/**
 * Begins a thread about a row of a checklist. Asked again for the same thread by the same person, it begins nothing.
 * @throws `not_found`, `forbidden`, `invalid_input`, `conflict` for an id that is taken
 */
export async function beginRowThread(
  ctx: SignedInCtx,
  { projectId, requirementId, ...wanted }: FirstComment & { projectId: string; requirementId: string },
): Promise<void> {
  const { actor, person } = ctx.signedIn
  const body = cleanWords(wanted.body)
  await withTenant(ctx.db, tenantOf(ctx.signedIn), async (tx) => {
    const row = await findCommentedRow(ctx, tx, { projectId, requirementId })
    const { organizationId, customerId, name, assigneeId } = row
    const sight = { customerId, isInternal: wanted.isInternal }
    if (!canSeeComments(actor, sight)) throw new AppError('not_found')
    if (!canComment(actor, sight)) throw new AppError('forbidden')
    const before = await tx.commentThread.findFirst({ where: { id: wanted.id } })
    if (before?.projectId === projectId && before.createdById === person.id) return
    if (before) throw new AppError('conflict', 'This comment cannot be sent under this id. Write it again.')
    await writeThread(
      tx,
      ctx,
      { documentId: null, projectId, name, assigneeId },
      { organizationId, customerId, projectId, sectionId: requirementId, kind: 'section' },
      { ...wanted, body },
    )
  })
  ctx.mailer.nudge()
}
