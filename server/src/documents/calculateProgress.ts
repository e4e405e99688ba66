import type { SignedInCtx } from '../accounts/session.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import { withTenant } from '../db/tenant.ts'
import { storeNow } from '../exports/storeNow.ts'
import { findReadable, getDocument, type WholeDocument } from './service.ts'

/**
 * Counts how far a document is with what was typed up to this moment: each save counts it, so what is not saved yet is stored first.
 * @throws `not_found` for a document this person may not see, `not_durable`
 */
export async function calculateProgress(ctx: SignedInCtx, id: string): Promise<WholeDocument> {
  const signedIn = authorize(ctx, 'document.read')
  await withTenant(ctx.db, tenantOf(signedIn), (tx) => findReadable(ctx, tx, id))
  await storeNow(ctx, signedIn, id)
  return getDocument(ctx, id)
}
