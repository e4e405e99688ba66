import { AppError } from '@certloom/shared/errors'
import { trashDays } from '@certloom/shared/files/listing'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx, Services } from '../context.ts'
import { getCustomerIn } from '../customers/service.ts'
import type { StorageFile } from '../db/generated/client.ts'
import { listOrganizations } from '../db/identity.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'

type Deleted = { deleted: string[]; kept: { file_id: string; filename: string; detail: string }[] }

/**
 * Puts a customer's files into the trash, where they stay for a while. Those that evidence rests on, or that an approved version shows, are kept.
 * @returns what went, and why the rest is kept; ids that are no files of this customer are in neither
 */
export function deleteFiles(ctx: SignedInCtx, customerId: string, ids: readonly string[]): Promise<Deleted> {
  const signedIn = authorize(ctx, 'evidence.upload', customerId)
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await getCustomerIn(tx, customerId)
    const answer: Deleted = { deleted: [], kept: [] }
    for (const file of await holdFiles(tx, customerId, ids)) {
      const detail = await reasonToKeep(tx, file)
      if (detail === null) await moveToTrash(tx, ctx, file)
      if (detail === null) answer.deleted.push(file.id)
      else answer.kept.push({ file_id: file.id, filename: file.name, detail })
    }
    return answer
  })
}

/** The same for one file; throws `conflict` with the reason to keep it, `not_found`. */
export async function deleteFile(ctx: Ctx, id: string): Promise<void> {
  const signedIn = authorize(ctx, 'evidence.upload')
  await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await tx.$queryRaw`select id from storage_file where id = ${id}::uuid for update`
    const file = await tx.storageFile.findFirst({ where: { id, deletedAt: null } })
    if (!file) throw new AppError('not_found')
    authorize(ctx, 'evidence.upload', file.customerId)
    const detail = await reasonToKeep(tx, file)
    if (detail !== null) throw new AppError('conflict', detail)
    await moveToTrash(tx, { ...ctx, signedIn }, file)
  })
}

/** Brings files back from the trash; answers the ids of those that came. A folder that is gone meanwhile leaves them at the top. */
export function restoreFiles(ctx: SignedInCtx, customerId: string, ids: readonly string[]): Promise<string[]> {
  const signedIn = authorize(ctx, 'evidence.upload', customerId)
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await getCustomerIn(tx, customerId)
    const { organizationId } = signedIn.actor
    const back = await tx.storageFile.findMany({
      where: { id: { in: [...ids] }, customerId, deletedAt: { not: null }, purgedAt: null },
      select: { id: true, name: true },
    })
    for (const { id, name } of back) {
      await tx.storageFile.update({
        where: { organizationId_id: { organizationId, id }, purgedAt: null },
        data: { deletedAt: null, deletedById: null },
        select: { id: true },
      })
      await record(tx, byRequester(ctx), { action: 'file.restored', entity: { type: 'storage_file', id }, customerId, after: { name } })
    }
    return back.map(({ id }) => id)
  })
}

/** In the order of their ids, so that two who delete at once wait for each other instead of forever. */
async function holdFiles(tx: Tx, customerId: string, ids: readonly string[]): Promise<StorageFile[]> {
  const wanted = [...ids]
  await tx.$queryRaw`select id from storage_file where id = any(${wanted}::uuid[]) order by id for update`
  return tx.storageFile.findMany({ where: { id: { in: wanted }, customerId, deletedAt: null }, orderBy: { id: 'asc' } })
}

/**
 * Why a file has to stay; null if nothing speaks against its going. What was ever linked to a document before a version of it was approved
 * belongs to what was approved, also after the evidence was replaced or archived.
 */
async function reasonToKeep(tx: Tx, { id }: StorageFile): Promise<string | null> {
  const resting = await tx.evidence.findFirst({ where: { fileId: id, archivedAt: null }, select: { title: true } })
  if (resting) return `The evidence “${resting.title}” rests on this file. Archive that first.`
  const [approved] = await tx.$queryRaw<{ name: string }[]>`
    select d.name
      from evidence e
      join activity a on a.organization_id = e.organization_id and a.customer_id = e.customer_id
                     and a.action = 'evidence.linked' and a.entity_type = 'customer_document' and a.after ->> 'evidence_id' = e.id::text
      join document_version v on v.organization_id = e.organization_id and v.document_id = a.entity_id and v.kind in ('approved', 'withdrawn')
                             and v.created_at >= a.created_at
      join customer_document d on d.organization_id = v.organization_id and d.id = v.document_id
     where e.file_id = ${id}::uuid
     limit 1`
  return approved ? `An approved version of “${approved.name}” shows this file. It is kept as long as that.` : null
}

async function moveToTrash(tx: Tx, ctx: SignedInCtx, { organizationId, id, customerId, name, sha256 }: StorageFile): Promise<void> {
  await tx.storageFile.update({
    where: { organizationId_id: { organizationId, id } },
    data: { deletedAt: new Date(), deletedById: ctx.signedIn.person.id },
    select: { id: true },
  })
  await record(tx, byRequester(ctx), {
    action: 'file.deleted',
    entity: { type: 'storage_file', id },
    customerId,
    before: { name, sha256 },
  })
}

const atOnce = 100
const day = 86_400_000

/** Takes away the bytes of files that have been in the trash long enough; their rows stay and say so. May run at any time, and several at once. */
export async function emptyTrash({ db, files }: Pick<Services, 'db' | 'files'>, now = Date.now()): Promise<void> {
  const before = new Date(now - trashDays * day)
  for (const organizationId of await listOrganizations(db)) {
    let gone: { storageKey: string }[]
    do {
      gone = await withTenant(db, { organizationId }, (tx) => purge(tx, organizationId, before))
      for (const { storageKey } of gone) await files.delete(storageKey)
    } while (gone.length === atOnce)
  }
}

async function purge(tx: Tx, organizationId: string, before: Date): Promise<{ storageKey: string }[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from storage_file where organization_id = ${organizationId}::uuid and deleted_at < ${before} and purged_at is null
     order by deleted_at limit ${atOnce} for update skip locked`
  const ids = rows.map(({ id }) => id)
  const files = await tx.storageFile.findMany({
    where: { id: { in: ids } },
    select: { id: true, customerId: true, name: true, storageKey: true },
  })
  if (files.length === 0) return []
  await tx.storageFile.updateMany({ where: { organizationId, id: { in: ids } }, data: { purgedAt: new Date() } })
  await record(
    tx,
    { organizationId, person: null },
    ...files.map(({ id, customerId, name }) => ({
      action: 'file.purged' as const,
      entity: { type: 'storage_file' as const, id },
      customerId,
      before: { name },
    })),
  )
  return files
}
