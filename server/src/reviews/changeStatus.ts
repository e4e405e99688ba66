import type { DocumentStatus } from '@certloom/shared/documents/contract'
import { AppError } from '@certloom/shared/errors'
import { actTo, refusalOf, statusAfter } from '@certloom/shared/reviews/transitions'
import type { SignedInCtx } from '../accounts/session.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import { withTenant } from '../db/tenant.ts'
import { decide } from './decide.ts'
import { reopen } from './reopen.ts'
import { getSubject } from './subject.ts'
import { submitForReview } from './submit.ts'

/** What a program says with a status it asks for. */
type Asked = { versionHash: string | undefined; notes: string | undefined }

/**
 * Takes a document to a status by the act that leads there, with all its rules. Asking for where it is changes nothing.
 * @throws what that act throws, and `conflict` where no act leads there
 */
export async function changeStatus(ctx: SignedInCtx, id: string, to: DocumentStatus, { versionHash, notes }: Asked): Promise<void> {
  const signedIn = authorize(ctx, 'document.read')
  const { status } = await withTenant(ctx.db, tenantOf(signedIn), (tx) => getSubject(ctx, tx, id))
  if (status === to) return
  const act = actTo(to)
  if (act === undefined || statusAfter(status, act) !== to)
    throw new AppError('conflict', act ? refusalOf(status, act) : 'A document that was begun does not go back to not started.')
  switch (act) {
    case 'submit':
      return submitForReview(ctx, id, { reviewerIds: [], note: notes ?? '' })
    case 'reopen':
      return reopen(ctx, id)
    case 'approve':
      if (versionHash === undefined) throw new AppError('conflict', 'Say in `version_hash` which version you approve.')
      return decide(ctx, id, { act, versionHash, notes: notes || null })
    case 'request_changes':
    case 'reject':
      if (!notes) throw new AppError('invalid_input', 'Say in `notes` why, so that it can be changed.', { field: 'notes' })
      return decide(ctx, id, { act, versionHash, notes })
  }
}
