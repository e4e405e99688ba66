import type { ActivityAction } from '@certloom/shared/audit/events'
import type { RecordedActivity } from '../audit/record.ts'

type Thread = { id: string; customerId: string; isInternal: boolean }

/**
 * What is recorded of a thread: where it is, and no words of it. What is internal concerns no customer: so it is in no log, and no event, that a customer's
 * people can see.
 */
export const aboutThread = (
  action: ActivityAction,
  { id, customerId, isInternal }: Thread,
  document: { id: string; name: string },
): RecordedActivity => ({
  action,
  entity: { type: 'comment_thread', id },
  customerId: isInternal ? null : customerId,
  after: { document_id: document.id, document_name: document.name },
})
