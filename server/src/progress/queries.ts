import type { CustomerProgress, PlanProgress } from '@certloom/shared/progress/contract'
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

/** A row of the view `customer_progress`, in the words of the interface. */
export type CustomerProgressRow = z.infer<typeof CustomerProgress>

/** How far a customer is that is there. */
export async function readCustomerProgress(tx: Tx, customerId: string): Promise<CustomerProgressRow> {
  const [row] = await tx.$queryRaw<CustomerProgressRow[]>`
    select customer_id, total_iso_plans::int, active_plans::int, completed_plans::int, total_documents::int, approved_documents::int,
           total_tasks::int, completed_tasks::int, overall_progress_percentage::float8
      from customer_progress
     where customer_id = ${customerId}::uuid`
  if (!row) throw new Error(`The customer ${customerId} is gone.`)
  return row
}
