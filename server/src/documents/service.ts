import { AppError } from '@certloom/shared/errors'
import type { FactTexts } from '@certloom/shared/facts/texts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import type { CustomerDocument, Prisma, TemplateVersion } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { shownFacts } from '../facts/shownFacts.ts'
import { namesOf } from '../members/names.ts'
import { type DocumentKey, type Filter, sayingWords, selectDocuments } from './queries.ts'

/** Archived documents are kept and not shown. */
const isShown = { archivedAt: null } satisfies Prisma.CustomerDocumentWhereInput

const shownInLists = {
  customer: { select: { companyName: true } },
  plan: { select: { name: true } },
} satisfies Prisma.CustomerDocumentInclude

/** A document with the names of what it belongs to; `names` of people by id. */
export type ShownDocument = Prisma.CustomerDocumentGetPayload<{ include: typeof shownInLists }> & { names: ReadonlyMap<string, string> }

/** A document of a list, with the value the list is sorted by. */
export type ListedDocument = ShownDocument & { key: string | number }

/** Documents in the order asked for, one more than `limit` if there are more. A customer's staff sees its own customer's only. */
export function listDocuments(
  ctx: Ctx,
  filter: Filter,
  page: { limit: number; after: DocumentKey | undefined },
): Promise<ListedDocument[]> {
  const signedIn = authorize(ctx, 'document.read', filter.customer_id)
  const { organizationId, userId } = signedIn.actor
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const words = await sayingWords(tx, filter)
    const found = await tx.$queryRaw<{ id: string; key: string | number }[]>(selectDocuments(organizationId, userId, filter, page, words))
    const where = { id: { in: found.map(({ id }) => id) }, ...isShown }
    const documents = await tx.customerDocument.findMany({ where, include: shownInLists })
    const names = await namesOf(
      tx,
      documents.map(({ assigneeId }) => assigneeId),
    )
    const byId = new Map(documents.map((document) => [document.id, document]))
    return found.flatMap(({ id, key }) => {
      const document = byId.get(id)
      return document ? [{ ...document, names, key }] : []
    })
  })
}

const shownWithDocument = {
  plan: { select: { name: true } },
  customer: { select: { companyName: true, organization: { select: { evidencePolicy: true } } } },
  template: { select: { clauseRefs: true } },
  templateVersion: true,
  sections: true,
  reviews: { where: { status: 'open' }, select: { contentHash: true } },
} satisfies Prisma.CustomerDocumentInclude

/** A document with everything its page needs; `names` of people by id. */
export type WholeDocument = Prisma.CustomerDocumentGetPayload<{ include: typeof shownWithDocument }> & {
  room: string
  names: ReadonlyMap<string, string>
  /** what the facts that its template shows say; null if it shows none */
  facts: FactTexts | null
}

/** One document with what its sections say as of the last stored revision; throws `not_found` for what this person may not see. */
export function getDocument(ctx: Ctx, id: string): Promise<WholeDocument> {
  const signedIn = authorize(ctx, 'document.read')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const document = await readWhole(tx, id)
    authorize(ctx, 'document.read', document.customerId)
    return document
  })
}

/** The same in a transaction that already runs, whoever asks; throws `not_found`. */
export async function readWhole(tx: Tx, id: string): Promise<WholeDocument> {
  const document = await tx.customerDocument.findFirst({ where: { id, ...isShown }, include: shownWithDocument })
  if (!document) throw new AppError('not_found')
  const room = await roomOf(tx, document)
  const names = await namesOf(
    tx,
    [document.assigneeId ?? [], document.sections.map((section) => [section.filledById ?? [], section.lockedById ?? []])].flat(3),
  )
  return { ...document, room, names, facts: await shownFacts(tx, document) }
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
