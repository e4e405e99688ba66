import { AppError } from '@certloom/shared/errors'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import { getCustomerIn } from '../customers/service.ts'
import type { StorageFile } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { namesOf } from '../members/names.ts'
import { type FileKey, type Filter, orders, whereFiles } from './filter.ts'
import type { ReceivedFile } from './receive.ts'
import { requireRoom, type Usage, usageOf } from './usage.ts'

/** Files with the names of who uploaded them, by id. */
export type FileList = { files: StorageFile[]; names: ReadonlyMap<string, string> }

const isShown = { deletedAt: null }

/** A page of a customer's files in one of their orders, behind `after`; one more than `limit` if there are more. */
export function listFiles(
  ctx: Ctx,
  filter: Filter,
  { sort, limit, after }: { sort: keyof typeof orders; limit: number; after: FileKey | undefined },
): Promise<FileList> {
  const signedIn = authorize(ctx, 'document.read', filter.customer_id)
  const { orderBy, after: behind } = orders[sort]
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await getCustomerIn(tx, filter.customer_id)
    const where = { AND: [whereFiles(filter), after ? behind(after) : {}] }
    return withNames(tx, await tx.storageFile.findMany({ where, orderBy, take: limit + 1 }))
  })
}

/** What a customer's files take. */
export function getUsage(ctx: Ctx, customerId: string): Promise<Usage> {
  const signedIn = authorize(ctx, 'document.read', customerId)
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await getCustomerIn(tx, customerId)
    return usageOf(tx, signedIn.actor.organizationId, customerId)
  })
}

/** One file with the name of who uploaded it; throws `not_found` for what this person may not see. */
export function getFile(ctx: Ctx, id: string): Promise<{ file: StorageFile; names: ReadonlyMap<string, string> }> {
  const signedIn = authorize(ctx, 'document.read')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const file = await tx.storageFile.findFirst({ where: { id, ...isShown } })
    if (!file) throw new AppError('not_found')
    authorize(ctx, 'document.read', file.customerId)
    return { file, names: await namesOf(tx, [file.uploadedById]) }
  })
}

/** What a stored file is for, and where its bytes lie. */
export type NewFile = Pick<StorageFile, 'id' | 'customerId' | 'fileType' | 'storageKey' | 'description' | 'folderId'>

/** Writes a file's row and its activity. Throws `too_large` where the organization's storage is full. */
export async function insertFile(tx: Tx, ctx: Ctx, wanted: NewFile, received: Omit<ReceivedFile, 'staged'>): Promise<StorageFile> {
  const signedIn = authorize(ctx, 'evidence.upload', wanted.customerId)
  const { name, mediaType, sizeBytes, sha256 } = received
  await requireRoom(tx, signedIn.actor.organizationId, sizeBytes)
  const file = await tx.storageFile.create({
    data: {
      organizationId: signedIn.actor.organizationId,
      ...wanted,
      name,
      mediaType,
      sizeBytes,
      sha256,
      uploadedById: signedIn.person.id,
    },
  })
  await record(tx, byRequester({ ...ctx, signedIn }), {
    action: 'file.uploaded',
    entity: { type: 'storage_file', id: file.id },
    customerId: file.customerId,
    after: { name, media_type: mediaType, size_bytes: sizeBytes, sha256 },
  })
  return file
}

const withNames = async (tx: Tx, files: StorageFile[]): Promise<FileList> => ({
  files,
  names: await namesOf(
    tx,
    files.map((file) => file.uploadedById),
  ),
})
