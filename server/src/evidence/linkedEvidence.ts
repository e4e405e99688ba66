import { z } from 'zod'
import type { Tx } from '../db/prisma.ts'
import type { Sections } from '../templates/sections.ts'

/** Evidence as a version of a document lists it: how it stood, and what tells its file from any other. */
const LinkedEvidence = z.object({
  title: z.string(),
  status: z.enum(['pending', 'accepted', 'rejected']),
  validFrom: z.coerce.date().nullable(),
  validUntil: z.coerce.date().nullable(),
  url: z.string().nullable(),
  file: z.object({ name: z.string(), sha256: z.string() }).nullable(),
  /** titles of the sections it is for */
  sections: z.array(z.string()),
})
export type LinkedEvidence = z.infer<typeof LinkedEvidence>

/** What a version of a document stored of its evidence; null if it stored none of it. */
export const readLinked = (stored: unknown): LinkedEvidence[] | null => (stored === null ? null : z.array(LinkedEvidence).parse(stored))

/** What is linked to the sections of a document now, the oldest first. */
export async function linkedEvidence(
  tx: Tx,
  own: { organizationId: string; documentId: string },
  { fixed, fillable }: Sections,
): Promise<LinkedEvidence[]> {
  const titles = new Map([...fixed, ...fillable].map(({ id, title }) => [id, title]))
  const evidence = await tx.evidence.findMany({
    where: { organizationId: own.organizationId, archivedAt: null, links: { some: own } },
    include: { file: { select: { name: true, sha256: true } }, links: { where: own, orderBy: { id: 'asc' } } },
    orderBy: { id: 'asc' },
  })
  return evidence.map(({ title, status, validFrom, validUntil, url, file, links }) => ({
    title,
    status,
    validFrom,
    validUntil,
    url,
    file,
    sections: links.flatMap(({ sectionId }) => titles.get(sectionId ?? '') ?? []),
  }))
}
