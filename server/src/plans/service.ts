import { AppError } from '@certloom/shared/errors'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import { getCustomerIn } from '../customers/service.ts'
import type { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { type PlanProgressRow, readPlanProgress } from '../progress/queries.ts'

const withFramework = { framework: { select: { code: true } } } satisfies Prisma.PlanInclude
type PlanOfFramework = Prisma.PlanGetPayload<{ include: typeof withFramework }>

/** A plan with what is shown besides its own row. */
export type ShownPlan = PlanOfFramework & { progress: PlanProgressRow }

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
    return withProgress(tx, await tx.plan.findMany({ where, include: withFramework, orderBy: { id: 'desc' }, take: limit + 1 }))
  })
}

/** One plan of a customer; throws `not_found` if that customer has no such plan. */
export function getPlan(ctx: Ctx, customerId: string, id: string): Promise<ShownPlan> {
  const signedIn = authorize(ctx, 'plan.read', customerId)
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await getCustomerIn(tx, customerId)
    return getPlanIn(tx, customerId, id)
  })
}

/** The same within a transaction that already runs. */
export async function getPlanIn(tx: Tx, customerId: string, id: string): Promise<ShownPlan> {
  const [plan] = await withProgress(tx, await tx.plan.findMany({ where: { id, customerId }, include: withFramework }))
  if (!plan) throw new AppError('not_found')
  return plan
}

/** A plan of a customer whose row nobody else changes until the transaction ends; throws `not_found`. */
export async function holdPlan(tx: Tx, customerId: string, id: string): Promise<PlanOfFramework> {
  await getCustomerIn(tx, customerId)
  await tx.$queryRaw`select id from iso_plan where id = ${id}::uuid for update`
  const plan = await tx.plan.findFirst({ where: { id, customerId }, include: withFramework })
  if (!plan) throw new AppError('not_found')
  return plan
}

async function withProgress(tx: Tx, plans: PlanOfFramework[]): Promise<ShownPlan[]> {
  const rows = await readPlanProgress(
    tx,
    plans.map((plan) => plan.id),
  )
  return plans.flatMap((plan) => rows.filter((row) => row.plan_id === plan.id).map((progress) => ({ ...plan, progress })))
}
