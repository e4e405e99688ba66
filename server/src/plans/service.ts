import { AppError } from '@certloom/shared/errors'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import { getCustomerIn } from '../customers/service.ts'
import type { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'

const withFramework = { framework: { select: { code: true } } } satisfies Prisma.PlanInclude
type PlanOfFramework = Prisma.PlanGetPayload<{ include: typeof withFramework }>

/** A plan with what is shown besides its own row. */
export type ShownPlan = PlanOfFramework & { documentCount: number }

/** A customer's plans, newest first, older than `after`; one more than `limit` if there are more. */
export function listPlans(
  ctx: Ctx,
  customerId: string,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<ShownPlan[]> {
  const signedIn = authorize(ctx, 'plan.read', customerId)
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await getCustomerIn(tx, customerId)
    const where = { customerId, ...(after && { id: { lt: after } }) }
    return withCounts(tx, await tx.plan.findMany({ where, include: withFramework, orderBy: { id: 'desc' }, take: limit + 1 }))
  })
}

/** One plan of a customer; throws `not_found` if that customer has no such plan. */
export function getPlan(ctx: Ctx, customerId: string, id: string): Promise<ShownPlan> {
  const signedIn = authorize(ctx, 'plan.read', customerId)
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await getCustomerIn(tx, customerId)
    const [plan] = await withCounts(tx, await tx.plan.findMany({ where: { id, customerId }, include: withFramework }))
    if (!plan) throw new AppError('not_found')
    return plan
  })
}

/** Counts documents of these plans only: Prisma's `_count` would group the documents of the whole organization. */
async function withCounts(tx: Tx, plans: PlanOfFramework[]): Promise<ShownPlan[]> {
  const counts = await tx.customerDocument.groupBy({
    by: ['planId'],
    where: { planId: { in: plans.map((plan) => plan.id) }, archivedAt: null },
    _count: true,
  })
  return plans.map((plan) => ({ ...plan, documentCount: counts.find((count) => count.planId === plan.id)?._count ?? 0 }))
}
