import {
  type NotificationEntity,
  type NotificationFacts,
  type NotificationKind,
  notificationPath,
  notificationSentence,
} from '@certloom/shared/notifications/kinds'
import type { Notification } from '../db/generated/client.ts'

/** A notification as REST answers it. `notify` wrote kind, entity and facts: they are of the closed lists. */
export const presentNotification = (row: Notification) => ({
  id: row.id,
  kind: row.kind as NotificationKind,
  actor: row.actorId === null ? null : { id: row.actorId, name: row.actorName },
  sentence: notificationSentence(row.kind as NotificationKind, row.facts as NotificationFacts),
  path: notificationPath({ type: row.entityType as NotificationEntity, id: row.entityId }),
  customer_id: row.customerId,
  read_at: row.readAt?.toISOString() ?? null,
  created_at: row.createdAt.toISOString(),
})
