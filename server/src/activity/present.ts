import type { ActivityAction, ActivityEntity } from '@certloom/shared/audit/events'
import type { Activity } from '../db/generated/client.ts'
import type { ActivityList } from './service.ts'

/** One row of the log. Where a request came from is shown to those who administer the organization. */
export const presentActivity = (activity: Activity, { names, titles, showsOrigin }: Omit<ActivityList, 'activities'>) => ({
  id: activity.id,
  action: activity.action as ActivityAction, // only `record` writes rows, and it takes nothing else
  actor: { id: activity.actorId, name: activity.actorName, email: activity.actorEmail },
  entity_type: activity.entityType as ActivityEntity,
  entity_id: activity.entityId,
  entity_name: names.get(activity.entityId) ?? null,
  section:
    activity.sectionId === null
      ? null
      : { id: activity.sectionId, title: titles.get(activity.entityId)?.get(activity.sectionId) ?? activity.sectionId },
  before: activity.before,
  after: activity.after,
  address: showsOrigin ? activity.address : null,
  user_agent: showsOrigin ? activity.userAgent : null,
  created_at: activity.createdAt.toISOString(),
})
