import { AppError } from '@certloom/shared/errors'
import { canBecome, type PlanStatus } from '@certloom/shared/plans/transitions'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, type RecordedActivity, record } from '../audit/record.ts'
import { authorize } from '../auth/authorize.ts'
import type { Plan } from '../db/generated/client.ts'
import { archivePlan, unarchivePlan } from './archivePlan.ts'
import { moveDueDates } from './moveDueDates.ts'
import { tellOwner } from './notices.ts'
import { opening, withTenantOpening } from './onePlan.ts'
import { requirePossible } from './requirePossible.ts'
import { getPlanIn, holdPlan, type ShownPlan } from './service.ts'

/** What can be changed of a plan itself; what is undefined stays. The date is YYYY-MM-DD, or null for none. */
export type PlanChanges = {
  name?: string | undefined
  targetCompletionDate?: string | null | undefined
  /** spread what is open anew up to the new target; else due dates stay where they are: people may have agreed on them */
  movesDueDates?: boolean
  ownerId?: string | null | undefined
  status?: PlanStatus | undefined
}

/**
 * Changes a plan's name, target, owner or status, and tells whoever becomes the owner. Cancelling takes its documents and tasks out of every list,
 * resuming brings them back.
 * @throws `not_found`, `forbidden`, `invalid_input` as when creating, and `conflict` for a status it cannot have now, or while the customer has
 *   another open plan for the framework
 */
export async function changePlan(ctx: SignedInCtx, customerId: string, id: string, changes: PlanChanges): Promise<ShownPlan> {
  authorize(ctx, 'plan.write', customerId)
  const { plan, archived } = await withTenantOpening(ctx, async (tx) => {
    const before = await holdPlan(tx, customerId, id)
    const after = merge(before, changes)
    if (!canBecome(before.status, after.status)) {
      throw new AppError('conflict', `A plan that is ${before.status} cannot become ${after.status}. Resume it first.`)
    }
    const activities = activitiesOf(before, after)
    if (activities.length === 0) return { plan: await getPlanIn(tx, customerId, id), archived: [] }
    const { organizationId, frameworkId } = before
    await requirePossible(tx, organizationId, changedOnly(before, after))
    const { name, targetCompletionDate, ownerId, status, completedAt, cancelledAt } = after
    await opening({ customerId, frameworkId }, () =>
      tx.plan.update({
        where: { organizationId_id: { organizationId, id } },
        data: { name, targetCompletionDate, ownerId, status, completedAt, cancelledAt },
        select: { id: true },
      }),
    )
    if (before.cancelledAt && !cancelledAt) await unarchivePlan(tx, before, before.cancelledAt)
    if (changes.movesDueDates && dayOf(before) !== dayOf(after)) await moveDueDates(tx, after, before.targetCompletionDate)
    const archived = cancelledAt && !before.cancelledAt ? await archivePlan(tx, after, cancelledAt) : []
    await record(tx, byRequester(ctx), ...activities)
    if (ownerId !== null && ownerId !== before.ownerId) await tellOwner(tx, ctx, ownerId, [after])
    return { plan: await getPlanIn(tx, customerId, id), archived }
  })
  ctx.mailer.nudge()
  for (const documentId of archived) ctx.live.revoke({ documentId }, 'changed')
  return plan
}

function merge(plan: Plan, { name = plan.name, targetCompletionDate, ownerId = plan.ownerId, status = plan.status }: PlanChanges): Plan {
  const target = targetCompletionDate === undefined ? plan.targetCompletionDate : targetCompletionDate && new Date(targetCompletionDate)
  const completedAt = status === 'completed' ? (plan.completedAt ?? new Date()) : null
  const cancelledAt = status === 'cancelled' ? (plan.cancelledAt ?? new Date()) : null
  return { ...plan, name, status, ownerId, completedAt, cancelledAt, targetCompletionDate: target || null }
}

const dayOf = ({ targetCompletionDate }: Plan): string | null => targetCompletionDate?.toISOString().slice(0, 10) ?? null

/** A target that is over, or an owner who has left, may stay; a new one must be possible. */
const changedOnly = (before: Plan, after: Plan) => ({
  customerId: after.customerId,
  ...(dayOf(before) !== dayOf(after) && { targetCompletionDate: dayOf(after) }),
  ...(before.ownerId !== after.ownerId && { ownerId: after.ownerId }),
})

function activitiesOf(before: Plan, after: Plan): RecordedActivity[] {
  const about = { entity: { type: 'iso_plan', id: before.id }, customerId: before.customerId } as const
  const facts = (plan: Plan) => ({ plan_name: plan.name, target_completion_date: dayOf(plan), owner_id: plan.ownerId })
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
