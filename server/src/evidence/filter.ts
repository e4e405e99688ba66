import type { evidenceFilters, evidenceSorts } from '@certloom/shared/evidence/listing'
import { mediaTypesOf, type SourceType } from '@certloom/shared/evidence/sources'
import { dayAfter, expiresSoonDays } from '@certloom/shared/evidence/validity'
import { asDate, dayOf, today } from '../db/days.ts'
import type { Evidence, Prisma } from '../db/generated/client.ts'
import { containing } from '../db/search.ts'

/** Which evidence is asked for; what is undefined does not matter. */
export type EvidenceFilter = {
  customerId?: string | undefined
  planId?: string | undefined
  documentId?: string | undefined
  sectionId?: string | undefined
  taskId?: string | undefined
  status?: (typeof evidenceFilters)[number] | undefined
  type?: SourceType | undefined
  uploadedBy?: string | undefined
  q?: string | undefined
}

export type EvidenceSort = (typeof evidenceSorts)[number]

/** What counts as there: what is archived with its customer keeps its state, and is there again with them. */
export const present = { archivedAt: null, customer: { archivedAt: null } } as const satisfies Prisma.EvidenceWhereInput

/**
 * Evidence that is not archived, nor its customer, and fits.
 * @param rare the only evidence that has the words asked for, where that is known
 */
export function whereEvidence(
  { customerId, status, type, uploadedBy, q, ...place }: EvidenceFilter,
  rare: readonly string[] | null = null,
): Prisma.EvidenceWhereInput {
  const link = linkWhere(place)
  return {
    ...present,
    ...(customerId && { customerId }),
    ...(uploadedBy && { createdById: uploadedBy }),
    ...(link && { links: { some: link } }),
    ...(type && (type === 'link' ? { kind: 'link' } : { file: { mediaType: { in: [...mediaTypesOf[type]] } } })),
    AND: [status ? statusWhere(status) : {}, rare ? { id: { in: [...rare] } } : q ? saysWhere(q) : {}],
  }
}

const saysWhere = (words: string): Prisma.EvidenceWhereInput => ({
  OR: [{ title: containing(words) }, { file: { name: containing(words) } }],
})

/** Of a plan is what is linked to its documents or its tasks. */
function linkWhere({
  planId,
  documentId,
  sectionId,
  taskId,
}: Pick<EvidenceFilter, 'planId' | 'documentId' | 'sectionId' | 'taskId'>): Prisma.EvidenceLinkWhereInput | null {
  const where = {
    ...(documentId && { documentId }),
    ...(sectionId && { sectionId }),
    ...(taskId && { taskId }),
    ...(planId && { OR: [{ document: { planId } }, { task: { planId } }] }),
  }
  return Object.keys(where).length === 0 ? null : where
}

/** What ends or has ended is told apart by its dates, whatever was noted; what was rejected ends no more. */
function statusWhere(status: NonNullable<EvidenceFilter['status']>): Prisma.EvidenceWhereInput {
  if (status === 'expired') return { status: { not: 'rejected' }, validUntil: { lt: new Date(today()) } }
  if (status === 'expiring')
    return { status: { not: 'rejected' }, validUntil: { gte: new Date(today()), lte: new Date(dayAfter(today(), expiresSoonDays)) } }
  return { status }
}

/** Where a page ended: what the list is sorted by, and the id. What has no end says so by an empty text. */
export type EvidenceKey = [value: string, id: string]

type Order = {
  orderBy: Prisma.EvidenceOrderByWithRelationInput[]
  keyOf(evidence: Evidence): EvidenceKey
  after(key: EvidenceKey): Prisma.EvidenceWhereInput
}

/** The orders of the list. */
export const orders: Record<EvidenceSort, Order> = {
  newest: {
    orderBy: [{ id: 'desc' }],
    keyOf: ({ id }) => ['', id],
    after: ([, id]) => ({ id: { lt: id } }),
  },
  title: {
    orderBy: [{ title: 'asc' }, { id: 'asc' }],
    keyOf: ({ title, id }) => [title, id],
    after: ([title, id]) => ({ OR: [{ title: { gt: title } }, { title, id: { gt: id } }] }),
  },
  valid_until: {
    orderBy: [{ validUntil: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
    keyOf: ({ validUntil, id }) => [dayOf(validUntil) ?? '', id],
    after: ([day, id]) => {
      const validUntil = asDate(day || null)
      if (validUntil === null) return { validUntil, id: { gt: id } }
      return { OR: [{ validUntil: { gt: validUntil } }, { validUntil, id: { gt: id } }, { validUntil: null }] }
    },
  },
}
