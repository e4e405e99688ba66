import type { ActivityAction } from '@certloom/shared/audit/events'
import type { RecordedActivity } from '../audit/record.ts'

/** What a thread is about, as far as others are told of it. */
export type Subject = { documentId: string | null; projectId: string | null; name: string; assigneeId: string | null }

type Thread = { id: string; customerId: string; isInternal: boolean }

/**
 * What is recorded of a thread: where it is, and no words of it. What is internal concerns no customer: so it is in no log, and no event, that a customer's
 * people can see.
 */
export const aboutThread = (
  action: ActivityAction,
  { id, customerId, isInternal }: Thread,
  { documentId, projectId, name }: Omit<Subject, 'assigneeId'>,
): RecordedActivity => ({
  action,
  entity: { type: 'comment_thread', id },
  customerId: isInternal ? null : customerId,
  after: { ...(documentId === null ? { project_id: projectId } : { document_id: documentId }), document_name: name },
})
