import { AppError } from '@certloom/shared/errors'
import { deepestFolder, type FolderTree } from '@certloom/shared/files/folders'
import { newId } from '@certloom/shared/ids'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, type RecordedActivity, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import { getCustomerIn } from '../customers/service.ts'
import type { FileFolder } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { isDuplicate } from '../db/sqlState.ts'
import { withTenant } from '../db/tenant.ts'

/** A folder with how many files lie in it itself. */
export type CountedFolder = FileFolder & { fileCount: number }

/** A folder of this customer; throws `not_found` for any other. */
export async function getFolderIn(tx: Tx, customerId: string, id: string): Promise<FileFolder> {
  const folder = await tx.fileFolder.findFirst({ where: { id, customerId } })
  if (!folder) throw new AppError('not_found', 'There is no such folder of this customer.')
  return folder
}

/** Makes a folder. Throws `conflict` where one of that name is. */
export function createFolder(
  ctx: SignedInCtx,
  { customerId, name, parentId }: Pick<FileFolder, 'customerId' | 'name' | 'parentId'>,
): Promise<CountedFolder> {
  const signedIn = authorize(ctx, 'evidence.upload', customerId)
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await getCustomerIn(tx, customerId)
    const id = newId()
    await requirePlace(tx, customerId, id, parentId)
    const { organizationId } = signedIn.actor
    const folder = await refuseTwin(
      tx.fileFolder.create({ data: { id, organizationId, customerId, name, parentId, createdById: signedIn.person.id } }),
    )
    await record(tx, byRequester(ctx), { ...about('folder.created', folder), after: { name } })
    return { ...folder, fileCount: 0 }
  })
}

/** Renames a folder or puts it elsewhere; what is undefined stays. Throws `conflict` for a name that is taken there, `invalid_input` for a place inside itself. */
export function changeFolder(
  ctx: SignedInCtx,
  id: string,
  change: { name: string | undefined; parentId: string | null | undefined },
): Promise<CountedFolder> {
  return inFolder(ctx, id, async (tx, before) => {
    const data = { name: change.name ?? before.name, parentId: change.parentId === undefined ? before.parentId : change.parentId }
    await requirePlace(tx, before.customerId, id, data.parentId)
    const where = { organizationId_id: { organizationId: before.organizationId, id } }
    const folder = await refuseTwin(tx.fileFolder.update({ where, data }))
    await record(tx, byRequester(ctx), { ...about('folder.changed', folder), before: factsOf(before), after: factsOf(folder) })
    return { ...folder, fileCount: await tx.storageFile.count({ where: { folderId: id, deletedAt: null } }) }
  })
}

/** Takes a folder away. What is in it goes to where it was itself, so nothing is lost. Throws `conflict` if a folder of one name is there already. */
export const removeFolder = (ctx: SignedInCtx, id: string): Promise<void> =>
  inFolder(ctx, id, async (tx, folder) => {
    const { organizationId, parentId } = folder
    await tx.storageFile.updateMany({ where: { organizationId, folderId: id }, data: { folderId: parentId } })
    await refuseTwin(tx.fileFolder.updateMany({ where: { organizationId, parentId: id }, data: { parentId } }))
    await tx.fileFolder.delete({ where: { organizationId_id: { organizationId, id } }, select: { id: true } })
    await record(tx, byRequester(ctx), { ...about('folder.deleted', folder), before: factsOf(folder) })
  })

/** The customer's row is held first: two who put folders into each other at once would make a circle. */
function inFolder<T>(ctx: SignedInCtx, id: string, work: (tx: Tx, folder: FileFolder) => Promise<T>): Promise<T> {
  const signedIn = authorize(ctx, 'document.read')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const found = await tx.fileFolder.findFirst({ where: { id }, select: { customerId: true } })
    if (!found) throw new AppError('not_found')
    authorize(ctx, 'evidence.upload', found.customerId)
    await tx.$queryRaw`select id from customer where id = ${found.customerId}::uuid for update`
    return work(tx, await getFolderIn(tx, found.customerId, id))
  })
}

/** A folder lies in one of its own customer, not in itself, and not too deep. */
async function requirePlace(tx: Tx, customerId: string, id: string, parentId: string | null): Promise<void> {
  let depth = await depthBelow(tx, id)
  for (let above = parentId; above !== null; depth++) {
    if (above === id) throw new AppError('invalid_input', 'A folder cannot lie in itself.', { field: 'parent_id' })
    above = (await getFolderIn(tx, customerId, above)).parentId
  }
  if (depth > deepestFolder)
    throw new AppError('invalid_input', `Folders can lie at most ${deepestFolder} deep. Put it further up.`, { field: 'parent_id' })
}

/** How many folders deep a folder is with what lies in it: 1 if that has none. */
async function depthBelow(tx: Tx, id: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ depth: number }[]>`
    with recursive below as (select ${id}::uuid as id, 1 as depth
      union all select f.id, b.depth + 1 from file_folder f join below b on f.parent_id = b.id where b.depth <= ${deepestFolder})
    select max(depth)::int as depth from below`
  return row?.depth ?? 1
}

async function refuseTwin<T>(writing: Promise<T>): Promise<T> {
  try {
    return await writing
  } catch (error) {
    if (isDuplicate(error)) throw new AppError('conflict', 'There is a folder of this name. Choose another name.', { field: 'name' })
    throw error
  }
}

const factsOf = ({ name, parentId }: FileFolder) => ({ name, parent_id: parentId })

const about = (action: RecordedActivity['action'], { id, customerId }: FileFolder) => ({
  action,
  entity: { type: 'file_folder' as const, id },
  customerId,
})

type PlanCount = { plan_id: string; plan_name: string; document_id: string | null; document_name: string | null; file_count: number }

/** Where a customer's files are: in folders people made, and in those that follow from what their evidence is for. */
export function readTree(ctx: Ctx, customerId: string): Promise<FolderTree> {
  const signedIn = authorize(ctx, 'document.read', customerId)
  const { organizationId } = signedIn.actor
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await getCustomerIn(tx, customerId)
    const folders = await tx.$queryRaw<FolderTree['folders']>`
      select f.id, f.parent_id, f.name, count(s.id)::int as file_count
        from file_folder f left join storage_file s on s.organization_id = f.organization_id and s.folder_id = f.id and s.deleted_at is null
       where f.organization_id = ${organizationId}::uuid and f.customer_id = ${customerId}::uuid
       group by f.id, f.parent_id, f.name order by lower(f.name), f.id limit 2000`
    const [counts] = await tx.$queryRaw<Pick<FolderTree, 'all_count' | 'unfiled_count' | 'trash_count'>[]>`
      select count(*) filter (where deleted_at is null)::int as all_count,
             count(*) filter (where deleted_at is null and folder_id is null)::int as unfiled_count,
             count(*) filter (where deleted_at is not null)::int as trash_count
        from storage_file where organization_id = ${organizationId}::uuid and customer_id = ${customerId}::uuid and purged_at is null`
    return { ...(counts ?? { all_count: 0, unfiled_count: 0, trash_count: 0 }), plans: toPlans(await countByPlan(tx, customerId)), folders }
  })
}

/** Files by plan and document; a plan's own count is in the row without a document, and counts a file once that is for several of its documents. */
const countByPlan = (tx: Tx, customerId: string): Promise<PlanCount[]> => tx.$queryRaw<PlanCount[]>`
  with linked as (
    select distinct coalesce(d.plan_id, t.plan_id) as plan_id, l.document_id, e.file_id
      from evidence e
      join storage_file s on s.organization_id = e.organization_id and s.id = e.file_id and s.deleted_at is null
      join evidence_link l on l.organization_id = e.organization_id and l.evidence_id = e.id
      left join customer_document d on d.organization_id = l.organization_id and d.id = l.document_id
      left join task t on t.organization_id = l.organization_id and t.id = l.task_id
     where e.customer_id = ${customerId}::uuid and e.archived_at is null)
  select p.id as plan_id, p.name as plan_name, null::uuid as document_id, null as document_name, count(distinct l.file_id)::int as file_count
    from iso_plan p left join linked l on l.plan_id = p.id
   where p.customer_id = ${customerId}::uuid and p.status <> 'cancelled'
   group by p.id, p.name
  union all
  select * from (
    select d.plan_id, '', d.id, d.name, count(distinct l.file_id)::int
      from linked l join customer_document d on d.id = l.document_id
     where d.archived_at is null
     group by d.plan_id, d.id, d.name, d.position order by d.position) documents`

const toPlans = (rows: readonly PlanCount[]): FolderTree['plans'] =>
  rows
    .filter(({ document_id }) => document_id === null)
    .map(({ plan_id, plan_name, file_count }) => ({
      plan_id,
      plan_name,
      file_count,
      documents: rows.flatMap((row) =>
        row.plan_id === plan_id && row.document_id !== null
          ? [{ document_id: row.document_id, document_name: row.document_name ?? '', file_count: row.file_count }]
          : [],
      ),
    }))
