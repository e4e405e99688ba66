import { hasStory } from '@certloom/shared/story/storyFramework'
import type { Ctx } from '../context.ts'
import { withReadable } from '../readiness/service.ts'
import { type Chapters, readChapters } from './storyFile.ts'

/** The chapters of a checklist, with the rows they decide by code. */
export type ProjectStory = { chapters: Chapters; requirementIds: ReadonlyMap<string, string> }

/** What a checklist can be walked through in; no chapters where its framework has no story. Throws `not_found` for what one may not see. */
export function getStory(ctx: Ctx, projectId: string): Promise<ProjectStory> {
  return withReadable(ctx, projectId, async (tx, { organizationId, framework }) => {
    if (!hasStory(framework.code)) return { chapters: [], requirementIds: new Map() }
    const rows = await tx.answer.findMany({
      where: { organizationId, projectId },
      select: { requirementId: true, requirement: { select: { code: true } } },
    })
    return {
      chapters: readChapters(),
      requirementIds: new Map(rows.map(({ requirementId, requirement }) => [requirement.code, requirementId])),
    }
  })
}
