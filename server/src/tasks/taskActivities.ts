import type { RecordedActivity } from '../audit/record.ts'
import type { Prisma, Task } from '../db/generated/client.ts'
import { type Field, shown } from './taskChanges.ts'

/** What changed, told as people would: where it stands, whose it is, and everything else. */
export function activitiesOf(before: Task, after: Task, changed: readonly Field[]): RecordedActivity[] {
  const about = { entity: { type: 'task', id: before.id }, customerId: before.customerId } as const
  const others = changed.filter((field) => !['status', 'blockedReason', 'assigneeId', 'teamId'].includes(field))
  const activities: RecordedActivity[] = []
  if (changed.includes('status') || changed.includes('blockedReason')) activities.push(statusActivity(before, after))
  if (changed.includes('assigneeId') || changed.includes('teamId')) {
    activities.push({
      action: 'task.assigned',
      ...about,
      before: { assigned_to: before.assigneeId, assigned_team: before.teamId },
      after: { assigned_to: after.assigneeId, assigned_team: after.teamId, title: after.title },
    })
  }
  if (others.length > 0) {
    const values = (task: Task): Prisma.InputJsonObject => Object.fromEntries(others.map((field) => [wireName[field], shown(task[field])]))
    activities.push({ action: 'task.changed', ...about, before: values(before), after: { ...values(after), title: after.title } })
  }
  return activities
}

/** How a new status of a task is told. */
export const statusActivity = (
  before: Pick<Task, 'id' | 'customerId' | 'status'>,
  after: Pick<Task, 'status' | 'title' | 'blockedReason'>,
): RecordedActivity => ({
  action: 'task.status_changed',
  entity: { type: 'task', id: before.id },
  customerId: before.customerId,
  before: { status: before.status },
  after: { status: after.status, title: after.title, ...(after.blockedReason !== null && { reason: after.blockedReason }) },
})

const wireName: Record<Field, string> = {
  title: 'title',
  description: 'description',
  status: 'status',
  blockedReason: 'blocked_reason',
  priority: 'priority',
  requiresEvidence: 'requires_evidence',
  evidenceDescription: 'evidence_description',
  evidenceFormat: 'evidence_format',
  assigneeId: 'assigned_to',
  teamId: 'assigned_team',
  dueDate: 'due_date',
}
