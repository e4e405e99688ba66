import { AppError } from '@certloom/shared/errors'
import type { Action } from '@certloom/shared/permissions'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx, SignedIn } from '../context.ts'
import type { SectionProjection } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'

export type SectionAddress = { documentId: string; sectionId: string }

/** A section in a transaction that changes it; the document's row is held until the end. */
export type HeldSection = { signedIn: SignedIn; section: SectionProjection; room: string }

/**
 * Changes what is recorded about a section, in one transaction.
 * @throws `not_found` for a document or section this person may not see, `forbidden`
 */
export function changeSection<T>(
  ctx: Ctx,
  { documentId, sectionId }: SectionAddress,
  right: Action,
  work: (tx: Tx, held: HeldSection) => Promise<T>,
): Promise<T> {
  const signedIn = authorize(ctx, 'document.read')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const [document] = await tx.$queryRaw<
      { customer_id: string }[]
    >`select customer_id from customer_document where id = ${documentId}::uuid and archived_at is null for update`
    if (!document) throw new AppError('not_found')
    authorize(ctx, right, document.customer_id)
    const { organizationId } = signedIn.actor
    const section = await tx.sectionProjection.findUnique({
      where: { organizationId_documentId_sectionId: { organizationId, documentId, sectionId } },
    })
    if (!section) throw new AppError('not_found')
    const { room } = await tx.liveDocument.findFirstOrThrow({
      where: { organizationId, kind: 'document', entityId: documentId },
      orderBy: { epoch: 'desc' },
      select: { room: true },
    })
    return work(tx, { signedIn, section, room })
  })
}

export const keyOf = ({ organizationId, documentId, sectionId }: SectionProjection) => ({
  organizationId_documentId_sectionId: { organizationId, documentId, sectionId },
})
