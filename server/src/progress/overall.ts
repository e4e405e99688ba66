import type { TrendPoint } from '@certloom/shared/progress/contract'
import { customerProgress, planProgress } from '@certloom/shared/progress/progress'
import { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { condition, type Of, withApproved } from './of.ts'

/** How far something is, with what it has. */
export type Overall = Omit<TrendPoint, 'day'>

type PlanCounts = { is_active: boolean; documents: number; approved: number; tasks: number; completed: number }

/**
 * How far a plan is, or on average the active plans of a customer or of everything one may see, and what all their open plans (active, paused) have.
 * Counts by plan in three passes over indexes: the view `plan_progress` reads rows, which takes too long for a thousand plans.
 */
export async function readOverall(tx: Tx, organizationId: string, of: Of): Promise<Overall> {
  const open = of.planId ? Prisma.empty : Prisma.sql`and p.status in ('active', 'paused')`
  const plans = await tx.$queryRaw<PlanCounts[]>`
    with documents as (
      select d.plan_id, count(*) as total, count(v.document_id) as approved
        from customer_document d
        ${withApproved(organizationId, of)}
       where d.organization_id = ${organizationId}::uuid and d.archived_at is null ${condition('d', of)}
       group by 1),
    tasks as (
      select t.plan_id, count(*) as total, count(*) filter (where t.status = 'completed') as completed
        from task t
       where t.organization_id = ${organizationId}::uuid and t.archived_at is null and t.status <> 'cancelled' and t.plan_id is not null
             ${condition('t', of)}
       group by 1)
    select p.status = 'active' as is_active, coalesce(d.total, 0)::int as documents, coalesce(d.approved, 0)::int as approved,
           coalesce(t.total, 0)::int as tasks, coalesce(t.completed, 0)::int as completed
      from iso_plan p
      join customer c on c.organization_id = p.organization_id and c.id = p.customer_id and c.archived_at is null
      left join documents d on d.plan_id = p.id
      left join tasks t on t.plan_id = p.id
     where p.organization_id = ${organizationId}::uuid ${open} ${condition('p', of)}`
  const progress = (plan: PlanCounts): number =>
    planProgress({ documents: plan.documents, approvedDocuments: plan.approved, tasks: plan.tasks, completedTasks: plan.completed })
  const counting = of.planId ? plans : plans.filter((plan) => plan.is_active)
  const sum = (count: Exclude<keyof PlanCounts, 'is_active'>): number => plans.reduce((total, plan) => total + plan[count], 0)
  return {
    overall_progress_percentage: customerProgress(counting.map(progress)),
    total_documents: sum('documents'),
    approved_documents: sum('approved'),
    total_tasks: sum('tasks'),
    completed_tasks: sum('completed'),
  }
}
