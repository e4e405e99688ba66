import { fileSizeLimit } from '@certloom/shared/files/limits'
import { firstFolders, type StorageInfo } from '@certloom/shared/files/storage'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import { getCustomerIn } from '../customers/service.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { openFolders } from './openFolders.ts'
import { usageOf } from './usage.ts'

/** How a customer's files are kept; throws `not_found` for a customer this person may not see. */
export function getStorage(ctx: Ctx, customerId: string): Promise<StorageInfo> {
  const signedIn = authorize(ctx, 'document.read', customerId)
  return withTenant(ctx.db, tenantOf(signedIn), (tx) => readStorage(tx, signedIn.actor.organizationId, customerId))
}

/** Makes those of the folders to begin with that are missing, such as ones that were taken away; asked for again it makes none. Throws `not_found`, `forbidden`. */
export function initializeStorage(ctx: SignedInCtx, customerId: string): Promise<StorageInfo> {
  const signedIn = authorize(ctx, 'customer.write', customerId)
  const { organizationId } = signedIn.actor
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await tx.$queryRaw`select id from customer where id = ${customerId}::uuid for update`
    const { folders } = await readStorage(tx, organizationId, customerId)
    const missing = missingOf(folders)
    if (missing.length > 0) {
      const made = await openFolders(tx, { organizationId, customerId, createdById: signedIn.person.id }, missing)
      const activities = made.map(({ id, name }) => ({
        action: 'folder.created' as const,
        entity: { type: 'file_folder' as const, id },
        customerId,
        after: { name },
      }))
      await record(tx, byRequester(ctx), ...activities)
    }
    return readStorage(tx, organizationId, customerId)
  })
}

async function readStorage(tx: Tx, organizationId: string, customerId: string): Promise<StorageInfo> {
  await getCustomerIn(tx, customerId)
  const { evidencePolicy } = await tx.organization.findUniqueOrThrow({ where: { id: organizationId }, select: { evidencePolicy: true } })
  const folders = await tx.fileFolder.findMany({
    where: { organizationId, customerId, parentId: null },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  return {
    ...(await usageOf(tx, organizationId, customerId)),
    storage_type: 'local',
    is_initialized: missingOf(folders).length === 0,
    folders,
    evidence_policy: evidencePolicy,
    max_file_size_bytes: fileSizeLimit,
  }
}

/** Names of folders differ by more than their case. */
const missingOf = (folders: readonly { name: string }[]): string[] =>
  firstFolders.filter((wanted) => !folders.some(({ name }) => name.toLowerCase() === wanted.toLowerCase()))
