import type { Tx } from '../db/prisma.ts'

/** The newest revision that says what a document says now: an approval is a revision too, and says what was read, whatever the draft says since. */
export async function currentRevision(tx: Tx, own: { organizationId: string; documentId: string }): Promise<number> {
  const newestFirst = { orderBy: { revision: 'desc' } } as const
  const { contentHash } = await tx.documentVersion.findFirstOrThrow({
    where: { ...own, kind: { notIn: ['approved', 'withdrawn'] } },
    ...newestFirst,
    select: { contentHash: true },
  })
  const { revision } = await tx.documentVersion.findFirstOrThrow({
    where: { ...own, contentHash },
    ...newestFirst,
    select: { revision: true },
  })
  return revision
}
