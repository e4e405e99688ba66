import { AppError } from '@certloom/shared/errors'
import type { TrendPoint } from '@certloom/shared/progress/contract'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import type { Of } from './of.ts'
import { readOverall } from './overall.ts'

/**
 * How far something was when each of the last `days` days began, oldest first, and how far it is now. Days before there was anything, or on which no
 * server ran, are left out.
 * @throws `not_found` for a plan this person may not see
 */
export function getTrend(ctx: Ctx, of: Of, days: number): Promise<TrendPoint[]> {
  const signedIn = authorize(ctx, 'plan.read', of.customerId)
  const { organizationId } = signedIn.actor
  const own = { ...of, customerId: of.customerId ?? tenantOf(signedIn).customerId }
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    if (of.planId && (await tx.plan.count({ where: { id: of.planId } })) === 0) throw new AppError('not_found')
    const today = await todayOf(tx, organizationId)
    const past = await readDays(tx, { organizationId, subjectId: of.planId ?? own.customerId ?? organizationId, today, days })
    return [...past, { day: today, ...(await readOverall(tx, organizationId, own)) }]
  })
}

/** The day it is where the organization is, as YYYY-MM-DD: the Swedish write dates so. */
async function todayOf(tx: Tx, organizationId: string): Promise<string> {
  const { timeZone } = await tx.organization.findUniqueOrThrow({ where: { id: organizationId }, select: { timeZone: true } })
  return new Intl.DateTimeFormat('sv', { timeZone }).format(new Date())
}

type Days = { organizationId: string; subjectId: string; today: string; days: number }

const readDays = (tx: Tx, { organizationId, subjectId, today, days }: Days): Promise<TrendPoint[]> =>
  tx.$queryRaw<TrendPoint[]>`
    select day::text, progress_percentage::float8 as overall_progress_percentage, total_documents, approved_documents, total_tasks, completed_tasks
      from score_snapshot
     where organization_id = ${organizationId}::uuid and subject_id = ${subjectId}::uuid and day > ${today}::date - ${days}::int and day < ${today}::date
     order by day`
