import { presentPerson } from '../members/names.ts'
import type { ShownTask } from './service.ts'

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
  due_date: dayOf(task.dueDate),
  auto_generated: task.isGenerated,
  completed_at: task.completedAt?.toISOString() ?? null,
  completed_by: task.completedById === null ? null : presentPerson(task.completedById, task.names),
  created_by: presentPerson(task.createdById, task.names),
  created_at: task.createdAt.toISOString(),
  updated_at: task.updatedAt.toISOString(),
})

const dayOf = (day: Date | null): string | null => day?.toISOString().slice(0, 10) ?? null
