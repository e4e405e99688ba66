import type { VersionKind } from '../db/generated/enums.ts'
import type { Tx } from '../db/prisma.ts'

/** What was done to a document on purpose: a version that was made, or a decision against one, which makes none. */
export type HistoryRow = {
  revision: number
  kind: VersionKind | 'changes_requested' | 'rejected'
  label: string | null
  createdAt: Date
  createdById: string | null
}

/** More than fits on a page; older ones are in the product. */
const mostHistory = 40

/** What was done to a document on purpose until a revision, newest first. */
export async function readHistory(
  tx: Tx,
  { revision, ...own }: { organizationId: string; documentId: string; revision: number },
): Promise<HistoryRow[]> {
  const untilThen = { ...own, revision: { lte: revision } }
  const versions = await tx.documentVersion.findMany({
    where: { ...untilThen, kind: { not: 'autosave' } },
    orderBy: { revision: 'desc' },
    take: mostHistory,
    select: { revision: true, kind: true, label: true, createdAt: true, createdById: true },
  })
  const refusals = await tx.review.findMany({
    where: { ...untilThen, status: { in: ['changes_requested', 'rejected'] } },
    orderBy: { id: 'desc' },
    take: mostHistory,
  })
  const decided = refusals.map(({ revision, status, submittedAt, decidedAt, decidedById }) => ({
    revision,
    kind: status === 'rejected' ? ('rejected' as const) : ('changes_requested' as const),
    label: null,
    createdAt: decidedAt ?? submittedAt,
    createdById: decidedById,
  }))
  return [...decided, ...versions].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime()).slice(0, mostHistory)
}
