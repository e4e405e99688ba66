import { presentPerson } from '../members/names.ts'
import type { ShownPlan } from './service.ts'

/** A plan as REST answers it. */
export const presentPlan = ({ progress, ...plan }: ShownPlan) => ({
  id: plan.id,
  customer_id: plan.customerId,
  customer_name: plan.customer.companyName,
  iso_standard_id: plan.frameworkId,
  iso_code: plan.framework.code,
  plan_name: plan.name,
  plan_status: plan.status,
  template_selection_mode: plan.templateSelectionMode,
  target_completion_date: plan.targetCompletionDate?.toISOString().slice(0, 10) ?? null,
  owner_id: plan.ownerId,
  owner: plan.ownerId === null ? null : presentPerson(plan.ownerId, plan.names),
  document_count: progress.total_documents,
  approved_documents: progress.approved_documents,
  total_tasks: progress.total_tasks,
  completed_tasks: progress.completed_tasks,
  overall_progress_percentage: progress.overall_progress_percentage,
  completed_at: plan.completedAt?.toISOString() ?? null,
  cancelled_at: plan.cancelledAt?.toISOString() ?? null,
  created_at: plan.createdAt.toISOString(),
})
