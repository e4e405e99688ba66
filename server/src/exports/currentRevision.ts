import type { Tx } from '../db/prisma.ts'
import { documentHash } from '../documents/saveDocument.ts'

/** The newest revision that says what a document says now: an approval is a revision too, and says what was read, whatever the draft says since. */
export async function currentRevision(tx: Tx, own: { organizationId: string; documentId: string }): Promise<number> {
  const sections = await tx.sectionProjection.findMany({ where: own, select: { sectionId: true, contentHash: true } })
  const contentHash = documentHash(new Map(sections.map((section) => [section.sectionId, section.contentHash])))
  const { revision } = await tx.documentVersion.findFirstOrThrow({
    where: { ...own, contentHash },
    orderBy: { revision: 'desc' },
    select: { revision: true },
  })
  return revision
}
