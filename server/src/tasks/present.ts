import { presentPerson } from '../members/names.ts'
import type { CommentWithNames } from './comments.ts'
import type { DetailedTask, ShownTask } from './service.ts'

/** A task as REST answers it. */
export const presentTask = (task: ShownTask) => ({
  id: task.id,
  customer_id: task.customerId,
  customer_name: task.customer.companyName,
  plan_id: task.planId,
  plan_name: task.plan?.name ?? null,
  document_id: task.documentId,
  document_name: task.document?.name ?? null,
  section_id: task.sectionId,
  task_type: task.type,
  task_scope: task.scope,
  title: task.title,
  description: task.description,
  status: task.status,
  priority: task.priority,
  requires_evidence: task.requiresEvidence,
  evidence_description: task.evidenceDescription,
  evidence_format: task.evidenceFormat,
  evidence_uploaded: task.hasEvidence,
  blocked_reason: task.blockedReason,
  assigned_to: task.assigneeId,
  assignee: task.assigneeId === null ? null : presentPerson(task.assigneeId, task.names),
  assigned_team: task.teamId,
  // A customer's people do not see the organization's own teams
  team: task.teamId === null ? null : { id: task.teamId, name: task.team?.name ?? 'The organization’s team' },
  is_mine: task.isMine,
  due_date: dayOf(task.dueDate),
  auto_generated: task.isGenerated,
  completed_at: task.completedAt?.toISOString() ?? null,
  completed_by: task.completedById === null ? null : presentPerson(task.completedById, task.names),
  created_by: presentPerson(task.createdById, task.names),
  created_at: task.createdAt.toISOString(),
  updated_at: task.updatedAt.toISOString(),
})

/** A task by itself. */
export const presentTaskDetail = (task: DetailedTask) => ({
  ...presentTask(task),
  section: task.section && { id: task.section.id, title: task.section.title, is_filled: task.section.isFilled },
  evidence_policy: task.evidencePolicy,
})

/** Something that was said about a task. */
export const presentComment = ({ id, authorId, body, mentionedIds, isInternal, createdAt, editedAt, names }: CommentWithNames) => ({
  id,
  author: presentPerson(authorId, names),
  body,
  mentions: mentionedIds.map((userId) => presentPerson(userId, names)),
  is_internal: isInternal,
  created_at: createdAt.toISOString(),
  edited_at: editedAt?.toISOString() ?? null,
})

const dayOf = (day: Date | null): string | null => day?.toISOString().slice(0, 10) ?? null
