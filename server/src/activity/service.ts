import { can } from '@certloom/shared/permissions'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import type { Activity } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { fillableSectionsOf } from '../templates/sections.ts'

/** Which rows are asked for; what is undefined does not matter. */
export type ActivityFilter = { entityId: string | undefined; actorId: string | undefined }

/** Rows of the log with what they are shown with. `titles`: section titles by document and section id. */
export type ActivityList = { activities: Activity[]; titles: SectionTitles; showsOrigin: boolean }
export type SectionTitles = ReadonlyMap<string, ReadonlyMap<string, string>>

/** Who did what, newest first, older than `after`; one more than `limit` if there is more. A customer's manager sees its own customer's rows. */
export function listActivity(
  ctx: Ctx,
  { entityId, actorId }: ActivityFilter,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<ActivityList> {
  const signedIn = authorize(ctx, 'activity.read')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const activities = await tx.activity.findMany({
      where: { ...(entityId && { entityId }), ...(actorId && { actorId }), ...(after && { id: { lt: after } }) },
      orderBy: { id: 'desc' },
      take: limit + 1,
    })
    return { activities, titles: await sectionTitles(tx, activities), showsOrigin: can(signedIn.actor, 'organization.administer') }
  })
}

async function sectionTitles(tx: Tx, activities: readonly Activity[]): Promise<SectionTitles> {
  const ids = new Set(
    activities
      .filter((activity) => activity.sectionId !== null && activity.entityType === 'customer_document')
      .map((activity) => activity.entityId),
  )
  if (ids.size === 0) return new Map()
  const documents = await tx.customerDocument.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, templateVersion: { select: { fillableSections: true } } },
  })
  return new Map(
    documents.map(({ id, templateVersion }) => [
      id,
      new Map(fillableSectionsOf(templateVersion).map((section) => [section.id, section.title])),
    ]),
  )
}
