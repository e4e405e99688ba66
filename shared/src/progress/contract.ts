import { z } from 'zod'
import { planStatuses } from '../plans/transitions.ts'

const Count = z.number().int()

/** How far a plan is, with the numbers behind it. What is archived or cancelled is left out. */
export const PlanProgress = z.object({
  plan_id: z.uuid(),
  customer_id: z.uuid(),
  plan_status: z.enum(planStatuses),
  total_documents: Count,
  /** those with an approved version */
  approved_documents: Count,
  not_started_documents: Count,
  in_progress_documents: Count,
  pending_review_documents: Count,
  avg_document_completion: z.number(),
  total_tasks: Count,
  completed_tasks: Count,
  pending_tasks: Count,
  in_progress_tasks: Count,
  blocked_tasks: Count,
  evidence_required_count: Count,
  evidence_uploaded_count: Count,
  overall_progress_percentage: z.number(),
})

/** How far a customer is: the mean of its active plans, and what all its plans have in them. */
export const CustomerProgress = z.object({
  customer_id: z.uuid(),
  total_iso_plans: Count,
  active_plans: Count,
  completed_plans: Count,
  total_documents: Count,
  approved_documents: Count,
  total_tasks: Count,
  completed_tasks: Count,
  overall_progress_percentage: z.number(),
})
