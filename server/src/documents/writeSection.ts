import { documentCompletion } from '@certloom/shared/progress/progress'
import { Prisma, type SectionProjection } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import type { ProjectedSection } from './projection.ts'

/** What a section says now. */
type Said = Pick<ProjectedSection, 'content' | 'text' | 'isFilled' | 'hash'>

/** Stores what a section says now, how far it is, and who filled it if somebody just did. */
export async function writeSection(
  tx: Tx,
  before: SectionProjection,
  now: Said,
  last: { userId: string | null; at: Date } | null,
): Promise<void> {
  const { organizationId, documentId, sectionId } = before
  const filling = now.isFilled && !before.isFilled ? { filledAt: last?.at ?? new Date(), filledById: last?.userId ?? null } : {}
  const emptying = now.isFilled ? {} : { filledAt: null, filledById: null }
  await tx.sectionProjection.update({
    where: { organizationId_documentId_sectionId: { organizationId, documentId, sectionId } },
    data: {
      content: now.content === null ? Prisma.DbNull : (now.content as Prisma.InputJsonValue),
      text: now.text,
      isFilled: now.isFilled,
      contentHash: now.hash,
      state: before.state === 'needs_work' ? 'needs_work' : now.isFilled ? 'done' : now.content === null ? 'not_started' : 'in_progress',
      ...filling,
      ...emptying,
    },
    select: { sectionId: true },
  })
}

/** How much of a document is filled once its sections say what they say now. */
export const completionOf = (
  sections: readonly SectionProjection[],
  now: (section: SectionProjection) => Pick<SectionProjection, 'isFilled'>,
): ReturnType<typeof documentCompletion> =>
  documentCompletion(
    sections.map((section) => ({
      isMandatory: section.isMandatory,
      isFilled: now(section).isFilled,
      needsWork: section.state === 'needs_work',
    })),
  )
