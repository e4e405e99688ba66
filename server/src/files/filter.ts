import type { FileFilter } from '@certloom/shared/files/contract'
import type { fileSorts } from '@certloom/shared/files/listing'
import type { z } from 'zod'
import type { Prisma, StorageFile } from '../db/generated/client.ts'
import { containing } from '../db/search.ts'

/** Which of a customer's files are asked for. */
export type Filter = z.output<typeof FileFilter>

/** Files that fit. Of a plan or document is what evidence for it rests on. */
export function whereFiles({ customer_id, file_type, folder_id, plan_id, document_id, q, state }: Filter): Prisma.StorageFileWhereInput {
  const link = {
    ...(document_id && { documentId: document_id }),
    ...(plan_id && { OR: [{ document: { planId: plan_id } }, { task: { planId: plan_id } }] }),
  }
  return {
    customerId: customer_id,
    ...(state === 'kept' ? { deletedAt: null } : { deletedAt: { not: null }, purgedAt: null }),
    ...(file_type && { fileType: file_type }),
    ...(folder_id && { folderId: folder_id === 'none' ? null : folder_id }),
    ...(Object.keys(link).length > 0 && { evidence: { some: { archivedAt: null, links: { some: link } } } }),
    ...(q && { name: containing(q) }),
  }
}

/** Where a page ended: what the list is sorted by, and the id. */
export type FileKey = [value: string, id: string]

type Order = {
  orderBy: Prisma.StorageFileOrderByWithRelationInput[]
  keyOf(file: StorageFile): FileKey
  after(key: FileKey): Prisma.StorageFileWhereInput
}

/** The orders of the list. */
export const orders: Record<(typeof fileSorts)[number], Order> = {
  newest: {
    orderBy: [{ id: 'desc' }],
    keyOf: ({ id }) => ['', id],
    after: ([, id]) => ({ id: { lt: id } }),
  },
  name: {
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    keyOf: ({ name, id }) => [name, id],
    after: ([name, id]) => ({ OR: [{ name: { gt: name } }, { name, id: { gt: id } }] }),
  },
  size: {
    orderBy: [{ sizeBytes: 'desc' }, { id: 'asc' }],
    keyOf: ({ sizeBytes, id }) => [String(sizeBytes), id],
    after: ([size, id]) => ({ OR: [{ sizeBytes: { lt: BigInt(size) } }, { sizeBytes: BigInt(size), id: { gt: id } }] }),
  },
}
