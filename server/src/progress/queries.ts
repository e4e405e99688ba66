import type { PlanProgress } from '@certloom/shared/progress/contract'
import type { z } from 'zod'
import type { Tx } from '../db/prisma.ts'

/** A row of the view `plan_progress`, in the words of the interface. */
export type PlanProgressRow = z.infer<typeof PlanProgress>

/** How far these plans are; in no order. */
export function readPlanProgress(tx: Tx, planIds: readonly string[]): Promise<PlanProgressRow[]> {
  return tx.$queryRaw<PlanProgressRow[]>`
    select plan_id, customer_id, plan_status::text, total_documents::int, approved_documents::int, not_started_documents::int,
           in_progress_documents::int, pending_review_documents::int, avg_document_completion::float8, total_tasks::int, completed_tasks::int,
           pending_tasks::int, in_progress_tasks::int, blocked_tasks::int, evidence_required_count::int, evidence_uploaded_count::int,
           overall_progress_percentage::float8
      from plan_progress
     where plan_id = any(${planIds}::uuid[])`
}
