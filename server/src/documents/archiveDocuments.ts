import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import type { CustomerDocument } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'

type Document = Pick<CustomerDocument, 'id' | 'name' | 'organizationId' | 'customerId' | 'revision'>

/** Those of these documents that somebody has written into, be it a moment ago. */
export async function findWritten<D extends Document>(tx: Tx, documents: readonly D[]): Promise<D[]> {
  const untouched = documents.filter(({ revision }) => revision === 0).map(({ id }) => id)
  const unsaved = await tx.$queryRaw<{ id: string }[]>`
    select distinct d.entity_id as id from live_update u join live_document d on d.room = u.room where d.kind = 'document' and d.entity_id = any(${untouched}::uuid[])`
  return documents.filter(({ id, revision }) => revision > 0 || unsaved.some((edit) => edit.id === id))
}

/** Takes documents and their tasks out of every list. Nothing of them is lost. Whoever calls closes their rooms once it is committed. */
export const archiveDocuments = (tx: Tx, ctx: SignedInCtx, documents: readonly Document[]): Promise<void> =>
  setArchived(tx, ctx, documents, new Date())

/** Puts documents and their tasks back. */
export const unarchiveDocuments = (tx: Tx, ctx: SignedInCtx, documents: readonly Document[]): Promise<void> =>
  setArchived(tx, ctx, documents, null)

async function setArchived(tx: Tx, ctx: SignedInCtx, documents: readonly Document[], archivedAt: Date | null): Promise<void> {
  if (documents.length === 0) return
  const ids = documents.map(({ id }) => id)
  await tx.customerDocument.updateMany({ where: { id: { in: ids } }, data: { archivedAt } })
  await tx.task.updateMany({ where: { documentId: { in: ids } }, data: { archivedAt } })
  await record(
    tx,
    byRequester(ctx),
    ...documents.map(({ id, name, customerId }) => ({
      action: archivedAt ? ('document.archived' as const) : ('document.unarchived' as const),
      entity: { type: 'customer_document' as const, id },
      customerId,
      after: { document_name: name },
    })),
  )
}
