import type { TrendPoint } from '@certloom/shared/progress/contract'
import { customerProgress, planProgress } from '@certloom/shared/progress/progress'
import type { Tx } from '../db/prisma.ts'
import { type PlanCounts, readCountsByPlan, total } from './countsByPlan.ts'
import type { Of } from './of.ts'

/** How far something is, with what it has. */
export type Overall = Omit<TrendPoint, 'day'>

/** How far a plan is, or on average the active plans of a customer or of everything one may see, and what all their open plans (active, paused) have. */
export const readOverall = async (tx: Tx, organizationId: string, of: Of): Promise<Overall> =>
  overallOf(await readCountsByPlan(tx, organizationId, of), of)

/** The same of what was counted. */
export function overallOf(counts: readonly PlanCounts[], { planId }: Of): Overall {
  const plans = counts.filter(({ status }) => (planId ? status !== null : status === 'active' || status === 'paused'))
  const counting = planId ? plans : plans.filter(({ status }) => status === 'active')
  return {
    overall_progress_percentage: customerProgress(counting.map(progressOf)),
    total_documents: total(plans, 'documents'),
    approved_documents: total(plans, 'with_approved_version'),
    total_tasks: total(plans, 'tasks'),
    completed_tasks: total(plans, 'tasks_completed'),
  }
}

const progressOf = ({ documents, with_approved_version, tasks, tasks_completed }: PlanCounts): number =>
  planProgress({ documents, approvedDocuments: with_approved_version, tasks, completedTasks: tasks_completed })
