import type { DocumentStatus } from '@certloom/shared/documents/contract'
import { AppError } from '@certloom/shared/errors'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import type { CustomerDocument, Prisma, TemplateVersion } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { namesOf } from '../members/names.ts'

/** Which documents are asked for; what is undefined does not matter. */
export type DocumentFilter = { customerId: string | undefined; planId: string | undefined; status: DocumentStatus | undefined }

/** Where a page of documents ended. Within a customer or plan they have an order of their own; else they are listed as they were made. */
export type DocumentKey = { position: number; id: string } | { id: string }

/** Archived documents are kept and not shown. Whoever archives a customer archives its documents with it, so that lists need no join. */
const isShown = { archivedAt: null } satisfies Prisma.CustomerDocumentWhereInput

/** Documents that are shown, one more than `limit` if there are more. A customer's staff sees its own customer's only. */
export function listDocuments(
  ctx: Ctx,
  filter: DocumentFilter,
  { limit, after }: { limit: number; after: DocumentKey | undefined },
): Promise<CustomerDocument[]> {
  const signedIn = authorize(ctx, 'document.read', filter.customerId)
  const { customerId, planId, status } = filter
  const where: Prisma.CustomerDocumentWhereInput = {
    ...isShown,
    ...(customerId && { customerId }),
    ...(planId && { planId }),
    ...(status && { status }),
    ...(after && followers(after)),
  }
  const orderBy: Prisma.CustomerDocumentOrderByWithRelationInput[] = isOrderedByPosition(filter)
    ? [{ position: 'asc' }, { id: 'asc' }]
    : [{ id: 'asc' }]
  return withTenant(ctx.db, tenantOf(signedIn), (tx) => tx.customerDocument.findMany({ where, orderBy, take: limit + 1 }))
}

/** Whether this list is in the order the plan gave its documents. */
export const isOrderedByPosition = ({ customerId, planId }: DocumentFilter): boolean => customerId !== undefined || planId !== undefined

const followers = (after: DocumentKey): Prisma.CustomerDocumentWhereInput =>
  'position' in after
    ? { OR: [{ position: { gt: after.position } }, { position: after.position, id: { gt: after.id } }] }
    : { id: { gt: after.id } }

const shownWithDocument = {
  customer: { select: { companyName: true, organization: { select: { evidencePolicy: true } } } },
  template: { select: { clauseRefs: true } },
  templateVersion: true,
  sections: true,
} satisfies Prisma.CustomerDocumentInclude

/** A document with everything its page needs; `names` of people by id. */
export type WholeDocument = Prisma.CustomerDocumentGetPayload<{ include: typeof shownWithDocument }> & {
  room: string
  names: ReadonlyMap<string, string>
}

/** One document with what its sections say as of the last stored revision; throws `not_found` for what this person may not see. */
export function getDocument(ctx: Ctx, id: string): Promise<WholeDocument> {
  const signedIn = authorize(ctx, 'document.read')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const document = await tx.customerDocument.findFirst({ where: { id, ...isShown }, include: shownWithDocument })
    if (!document) throw new AppError('not_found')
    authorize(ctx, 'document.read', document.customerId)
    const room = await roomOf(tx, document)
    const names = await namesOf(
      tx,
      document.sections.flatMap((section) => [section.filledById ?? [], section.lockedById ?? []].flat()),
    )
    return { ...document, room, names }
  })
}

/** The room that a document is live in. */
export async function roomOf(tx: Tx, { organizationId, id }: Pick<CustomerDocument, 'organizationId' | 'id'>): Promise<string> {
  const { room } = await tx.liveDocument.findFirstOrThrow({
    where: { organizationId, kind: 'document', entityId: id },
    orderBy: { epoch: 'desc' },
    select: { room: true },
  })
  return room
}

/** A document as far as its revisions need it; throws `not_found` for what this person may not see. */
export async function findReadable(ctx: Ctx, tx: Tx, id: string): Promise<ReadableDocument> {
  const document = await tx.customerDocument.findFirst({
    where: { id, ...isShown },
    select: {
      id: true,
      organizationId: true,
      customerId: true,
      templateVersion: { select: { fixedSections: true, fillableSections: true } },
    },
  })
  if (!document) throw new AppError('not_found')
  authorize(ctx, 'document.read', document.customerId)
  return document
}

export type ReadableDocument = Pick<CustomerDocument, 'id' | 'organizationId' | 'customerId'> & {
  templateVersion: Pick<TemplateVersion, 'fixedSections' | 'fillableSections'>
}
