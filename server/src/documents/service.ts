import type { DocumentStatus } from '@certloom/shared/documents/contract'
import { AppError } from '@certloom/shared/errors'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import type { CustomerDocument, DocumentVersion, Prisma } from '../db/generated/client.ts'
import { namesOf } from '../db/names.ts'
import { withTenant } from '../db/tenant.ts'
import { fillableSectionsOf } from '../templates/sections.ts'

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
    const live = await tx.liveDocument.findFirstOrThrow({
      where: { organizationId: document.organizationId, kind: 'document', entityId: id },
      orderBy: { epoch: 'desc' },
      select: { room: true },
    })
    const names = await namesOf(
      tx,
      document.sections.flatMap((section) => [section.filledById ?? [], section.lockedById ?? []].flat()),
    )
    return { ...document, room: live.room, names }
  })
}

/** A revision without what its sections said. */
export type ListedVersion = Pick<
  DocumentVersion,
  'id' | 'revision' | 'documentVersion' | 'kind' | 'label' | 'contributorIds' | 'contentHash' | 'createdAt'
> & { changedSectionIds: string[] }

/** What a page of revisions is shown with: names of people, titles of sections in the template's order. */
export type History = { versions: ListedVersion[]; names: ReadonlyMap<string, string>; titles: ReadonlyMap<string, string> }

/** Above every revision: the largest integer the column holds. */
const newestRevision = 2_147_483_647

/** Revisions of a document before a revision, newest first, one more than `limit` if there are more. What the sections said is not read. */
export function listHistory(ctx: Ctx, id: string, { limit, after }: { limit: number; after: number | undefined }): Promise<History> {
  const signedIn = authorize(ctx, 'document.read')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const document = await tx.customerDocument.findFirst({
      where: { id, ...isShown },
      select: { organizationId: true, customerId: true, templateVersion: { select: { fillableSections: true } } },
    })
    if (!document) throw new AppError('not_found')
    authorize(ctx, 'document.read', document.customerId)
    const versions = await tx.$queryRaw<ListedVersion[]>`
      select id, revision, document_version as "documentVersion", kind::text, label, contributor_ids::text[] as "contributorIds", content_hash as "contentHash",
             created_at as "createdAt", array(select jsonb_object_keys(changed_sections)) as "changedSectionIds"
        from document_version
       where organization_id = ${document.organizationId}::uuid and document_id = ${id}::uuid and revision < ${after ?? newestRevision}::int
       order by revision desc
       limit ${limit + 1}`
    const names = await namesOf(
      tx,
      versions.flatMap((version) => version.contributorIds),
    )
    return { versions, names, titles: new Map(fillableSectionsOf(document.templateVersion).map((section) => [section.id, section.title])) }
  })
}
