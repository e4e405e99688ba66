import { AppError } from '@certloom/shared/errors'
import { canBecome, type PlanStatus } from '@certloom/shared/plans/transitions'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, type RecordedActivity, record } from '../audit/record.ts'
import { authorize } from '../auth/authorize.ts'
import type { Plan } from '../db/generated/client.ts'
import { opening, withTenantOpening } from './onePlan.ts'
import { getPlanIn, holdPlan, type ShownPlan } from './service.ts'

/** What can be changed of a plan itself; what is undefined stays. The date is YYYY-MM-DD, or null for none. */
export type PlanChanges = { name?: string | undefined; targetCompletionDate?: string | null | undefined; status?: PlanStatus | undefined }

/**
 * Changes a plan's name, target or status. A new target leaves due dates where they are: people may have agreed on them.
 * @throws `not_found`, `forbidden`, and `conflict` for a status it cannot have now, or while the customer has another open plan for the framework
 */
export function changePlan(ctx: SignedInCtx, customerId: string, id: string, changes: PlanChanges): Promise<ShownPlan> {
  authorize(ctx, 'plan.write', customerId)
  return withTenantOpening(ctx, async (tx) => {
    const before = await holdPlan(tx, customerId, id)
    const after = merge(before, changes)
    if (!canBecome(before.status, after.status)) {
      throw new AppError('conflict', `A plan that is ${before.status} cannot become ${after.status}. Resume it first.`)
    }
    const activities = activitiesOf(before, after)
    if (activities.length > 0) {
      const { organizationId, frameworkId } = before
      const { name, targetCompletionDate, status, completedAt } = after
      await opening({ customerId, frameworkId }, () =>
        tx.plan.update({
          where: { organizationId_id: { organizationId, id } },
          data: { name, targetCompletionDate, status, completedAt },
          select: { id: true },
        }),
      )
      await record(tx, byRequester(ctx), ...activities)
    }
    return getPlanIn(tx, customerId, id)
  })
}

function merge(plan: Plan, { name = plan.name, targetCompletionDate, status = plan.status }: PlanChanges): Plan {
  const target = targetCompletionDate === undefined ? plan.targetCompletionDate : targetCompletionDate && new Date(targetCompletionDate)
  const completedAt = status === 'completed' ? (plan.completedAt ?? new Date()) : null
  return { ...plan, name, status, completedAt, targetCompletionDate: target || null }
}

function activitiesOf(before: Plan, after: Plan): RecordedActivity[] {
  const about = { entity: { type: 'iso_plan', id: before.id }, customerId: before.customerId } as const
  const facts = ({ name, targetCompletionDate }: Plan) => ({
    plan_name: name,
    target_completion_date: targetCompletionDate?.toISOString().slice(0, 10) ?? null,
  })
  const [factsBefore, factsAfter] = [facts(before), facts(after)]
  const activities: RecordedActivity[] = []
  if (JSON.stringify(factsBefore) !== JSON.stringify(factsAfter)) {
    activities.push({ action: 'plan.changed', ...about, before: factsBefore, after: factsAfter })
  }
  if (before.status !== after.status) {
    const change = { before: { status: before.status }, after: { status: after.status, plan_name: after.name } }
    activities.push({ action: 'plan.status_changed', ...about, ...change })
  }
  return activities
}
