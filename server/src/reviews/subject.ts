import { AppError } from '@certloom/shared/errors'
import { type ReviewAct, refusalOf, statusAfter } from '@certloom/shared/reviews/transitions'
import { authorize } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import type { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'

const shownForReview = {
  customer: { select: { companyName: true, organization: { select: { fourEyes: true } } } },
  templateVersion: { select: { fixedSections: true, fillableSections: true } },
  sections: { orderBy: { position: 'asc' } },
} satisfies Prisma.CustomerDocumentInclude

/** A document as far as its review goes. */
export type Subject = Prisma.CustomerDocumentGetPayload<{ include: typeof shownForReview }>

/** The document a review is about; throws `not_found` for what this person may not see. */
export async function getSubject(ctx: Ctx, tx: Tx, id: string): Promise<Subject> {
  const document = await tx.customerDocument.findFirst({ where: { id, archivedAt: null }, include: shownForReview })
  if (!document) throw new AppError('not_found')
  authorize(ctx, 'document.read', document.customerId)
  return document
}

/** The same, with its row held until the transaction ends: neither a save nor another decision comes in between. */
export async function holdSubject(ctx: Ctx, tx: Tx, id: string): Promise<Subject> {
  await tx.$queryRaw`select id from customer_document where id = ${id}::uuid for update`
  return getSubject(ctx, tx, id)
}

/** Where this act takes the document; throws `conflict` with what to do instead. */
export function requireStep({ status }: Pick<Subject, 'status'>, act: Exclude<ReviewAct, 'edit'>): Subject['status'] {
  const after = statusAfter(status, act)
  if (after === undefined) throw new AppError('conflict', refusalOf(status, act))
  return after
}

/** The submission that is read now; null if none is. */
export const findOpenReview = (tx: Tx, { organizationId, id }: Pick<Subject, 'organizationId' | 'id'>) =>
  tx.review.findFirst({ where: { organizationId, documentId: id, status: 'open' } })

export const keyOf = ({ organizationId, id }: { organizationId: string; id: string }) => ({ organizationId_id: { organizationId, id } })
