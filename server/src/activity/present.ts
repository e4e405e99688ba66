import type { ActivityAction, ActivityEntity } from '@certloom/shared/audit/events'
import type { Activity } from '../db/generated/client.ts'
import type { ActivityList, SectionsOfDocument } from './service.ts'

/** One row of the log. Where a request came from is shown to those who administer the organization. */
export const presentActivity = (activity: Activity, { names, sections, showsOrigin }: Omit<ActivityList, 'activities'>) => ({
  id: activity.id,
  action: activity.action as ActivityAction, // only `record` writes rows, and it takes nothing else
  actor: { id: activity.actorId, name: activity.actorName, email: activity.actorEmail },
  entity_type: activity.entityType as ActivityEntity,
  entity_id: activity.entityId,
  entity_name: names.get(activity.entityId) ?? null,
  customer: activity.customerId === null ? null : presentCustomer(activity.customerId, names.get(activity.customerId)),
  section: activity.sectionId === null ? null : presentSection(activity.sectionId, sections.get(activity.entityId)),
  before: activity.before,
  after: activity.after,
  address: showsOrigin ? activity.address : null,
  user_agent: showsOrigin ? activity.userAgent : null,
  request_id: activity.requestId,
  created_at: activity.createdAt.toISOString(),
})

const presentCustomer = (id: string, name: string | undefined) => (name === undefined ? null : { id, name })

function presentSection(id: string, sections: SectionsOfDocument | undefined) {
  const section = sections?.get(id)
  return { id, title: section?.title ?? id, type: section?.type ?? null }
}
