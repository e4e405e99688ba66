import { type ActivityEntity, activityActions } from '@certloom/shared/audit/events'
import { can } from '@certloom/shared/permissions'
import type { FillableSection } from '@certloom/shared/templates/contract'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import type { Activity } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { fillableSectionsOf } from '../templates/sections.ts'

/** Which rows are asked for; what is undefined does not matter. */
export type ActivityFilter = {
  entityId: string | undefined
  actorId: string | undefined
  customerId: string | undefined
  /** the plan, its documents and its tasks */
  planId: string | undefined
  /** a document and its comments */
  documentId: string | undefined
  /** without who came and went */
  only: 'work' | undefined
}

/** What people do to be here, not while they are here. */
const comingAndGoing = activityActions.filter((action) => action.startsWith('person.') || action === 'organization.switched_to')

/** Rows of the log with what they are shown with: names of things by id, sections by document and section id. */
export type ActivityList = {
  activities: Activity[]
  names: ReadonlyMap<string, string>
  sections: ReadonlyMap<string, SectionsOfDocument>
  showsOrigin: boolean
}
export type SectionsOfDocument = ReadonlyMap<string, Pick<FillableSection, 'title' | 'type'>>

/** Who did what, newest first, older than `after`; one more than `limit` if there is more. A customer's manager sees its own customer's rows. */
export function listActivity(
  ctx: Ctx,
  { entityId, actorId, customerId, planId, documentId, only }: ActivityFilter,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<ActivityList> {
  const signedIn = authorize(ctx, 'activity.read')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const activities = await tx.activity.findMany({
      where: {
        ...(entityId && { entityId }),
        ...(actorId && { actorId }),
        ...(customerId && { customerId }),
        ...(only && { action: { notIn: comingAndGoing } }),
        AND: [
          planId ? { entityId: { in: await partsOf(tx, planId) } } : {},
          documentId ? { entityId: { in: await withThreads(tx, documentId) } } : {},
        ],
        ...(after && { id: { lt: after } }),
      },
      orderBy: { id: 'desc' },
      take: limit + 1,
    })
    const documents = await documentsOf(tx, activities)
    const plans = await tx.plan.findMany({ where: { id: { in: idsOf(activities, 'iso_plan') } }, select: { id: true, name: true } })
    const customers = await tx.customer.findMany({
      where: { id: { in: [...idsOf(activities, 'customer'), ...customersOf(activities)] } },
      select: { id: true, companyName: true },
    })
    const tasks = await tx.task.findMany({ where: { id: { in: idsOf(activities, 'task') } }, select: { id: true, title: true } })
    const checklists = await tx.readinessProject.findMany({
      where: { id: { in: idsOf(activities, 'readiness_project') } },
      select: { id: true, name: true },
    })
    const evidence = await tx.evidence.findMany({ where: { id: { in: idsOf(activities, 'evidence') } }, select: { id: true, title: true } })
    const named = [...documents, ...plans, ...checklists, ...[...tasks, ...evidence].map(({ id, title }) => ({ id, name: title }))]
    return {
      activities,
      names: new Map([...named, ...customers.map(({ id, companyName }) => ({ id, name: companyName }))].map(({ id, name }) => [id, name])),
      sections: sectionsOf(documents),
      showsOrigin: can(signedIn.actor, 'organization.administer'),
    }
  })
}

/** A plan and what it has, archived or not: their rows are found by the index on the thing, however long the log is. */
async function partsOf(tx: Tx, planId: string): Promise<string[]> {
  const parts = await tx.$queryRaw<{ id: string }[]>`
    select id from customer_document where plan_id = ${planId}::uuid union all select id from task where plan_id = ${planId}::uuid`
  return [planId, ...parts.map(({ id }) => id)]
}

/** A document and the threads on it that the reader may know of: row security leaves the others out. */
async function withThreads(tx: Tx, documentId: string): Promise<string[]> {
  const threads = await tx.commentThread.findMany({ where: { documentId }, select: { id: true } })
  return [documentId, ...threads.map(({ id }) => id)]
}

const idsOf = (activities: readonly Activity[], type: ActivityEntity): string[] => [
  ...new Set(activities.filter((activity) => activity.entityType === type).map((activity) => activity.entityId)),
]

const customersOf = (activities: readonly Activity[]): string[] => [
  ...new Set(activities.flatMap(({ customerId }) => (customerId === null ? [] : [customerId]))),
]

const documentsOf = (tx: Tx, activities: readonly Activity[]) =>
  tx.customerDocument.findMany({
    where: { id: { in: idsOf(activities, 'customer_document') } },
    select: { id: true, name: true, templateVersion: { select: { fillableSections: true } } },
  })

const sectionsOf = (documents: Awaited<ReturnType<typeof documentsOf>>): ActivityList['sections'] =>
  new Map(
    documents.map(({ id, templateVersion }) => [id, new Map(fillableSectionsOf(templateVersion).map((section) => [section.id, section]))]),
  )
