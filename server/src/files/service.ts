import { AppError } from '@certloom/shared/errors'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import { getCustomerIn } from '../customers/service.ts'
import type { FileType, StorageFile } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { namesOf } from '../members/names.ts'
import type { ReceivedFile } from './receive.ts'

/** Files with the names of who uploaded them, by id. */
export type FileList = { files: StorageFile[]; names: ReadonlyMap<string, string> }

const isShown = { deletedAt: null }

/** A customer's files, newest first, older than `after`; one more than `limit` if there are more. */
export function listFiles(
  ctx: Ctx,
  { customerId, fileType }: { customerId: string; fileType: FileType | undefined },
  { limit, after }: { limit: number; after: string | undefined },
): Promise<FileList> {
  const signedIn = authorize(ctx, 'document.read', customerId)
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await getCustomerIn(tx, customerId)
    const where = { ...isShown, customerId, ...(fileType && { fileType }), ...(after && { id: { lt: after } }) }
    return withNames(tx, await tx.storageFile.findMany({ where, orderBy: { id: 'desc' }, take: limit + 1 }))
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

/** Deletes a file: its row says who did and when, its bytes go. Throws `conflict` while evidence rests on it. */
export async function deleteFile(ctx: Ctx, id: string): Promise<void> {
  const signedIn = authorize(ctx, 'evidence.upload')
  const { storageKey } = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await tx.$queryRaw`select id from storage_file where id = ${id}::uuid for update`
    const file = await tx.storageFile.findFirst({
      where: { id, ...isShown },
      include: { evidence: { where: { archivedAt: null }, select: { title: true } } },
    })
    if (!file) throw new AppError('not_found')
    authorize(ctx, 'evidence.upload', file.customerId)
    const [resting] = file.evidence
    if (resting) throw new AppError('conflict', `The evidence “${resting.title}” rests on this file. Archive that first.`)
    await tx.storageFile.update({
      where: { organizationId_id: { organizationId: file.organizationId, id } },
      data: { deletedAt: new Date(), deletedById: signedIn.person.id },
      select: { id: true },
    })
    await record(tx, byRequester({ ...ctx, signedIn }), {
      action: 'file.deleted',
      entity: { type: 'storage_file', id },
      customerId: file.customerId,
      before: { name: file.name, sha256: file.sha256 },
    })
    return file
  })
  await ctx.files.delete(storageKey)
}

/** What a stored file is for, and where its bytes lie. */
export type NewFile = Pick<StorageFile, 'id' | 'customerId' | 'fileType' | 'storageKey' | 'description'>

/** Writes a file's row and its activity. */
export async function insertFile(tx: Tx, ctx: Ctx, wanted: NewFile, received: Omit<ReceivedFile, 'staged'>): Promise<StorageFile> {
  const signedIn = authorize(ctx, 'evidence.upload', wanted.customerId)
  const { name, mediaType, sizeBytes, sha256 } = received
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
