import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import { getCustomerIn } from '../customers/service.ts'
import { withTenant } from '../db/tenant.ts'
import { getFolderIn } from './folders.ts'

/** Puts a customer's files into a folder of theirs, or out of all (`null`). Ids that are no such files are passed over. */
export function moveFiles(ctx: SignedInCtx, customerId: string, ids: readonly string[], folderId: string | null): Promise<void> {
  const signedIn = authorize(ctx, 'evidence.upload', customerId)
  const { organizationId } = signedIn.actor
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await getCustomerIn(tx, customerId)
    const folder = folderId === null ? null : await getFolderIn(tx, customerId, folderId)
    const moved = await tx.storageFile.findMany({
      where: { customerId, id: { in: [...ids] }, deletedAt: null },
      select: { id: true, name: true },
    })
    if (moved.length === 0) return
    await tx.storageFile.updateMany({ where: { organizationId, id: { in: moved.map(({ id }) => id) } }, data: { folderId } })
    const into = folder?.name ?? null
    await record(
      tx,
      byRequester(ctx),
      ...moved.map(({ id, name }) => ({
        action: 'file.moved' as const,
        entity: { type: 'storage_file' as const, id },
        customerId,
        after: { name, folder: into },
      })),
    )
  })
}
