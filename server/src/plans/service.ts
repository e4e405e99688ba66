import { AppError } from '@certloom/shared/errors'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import { getCustomerIn } from '../customers/service.ts'
import type { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { type Names, namesOf } from '../members/names.ts'
import { type PlanProgressRow, readPlanProgress } from '../progress/queries.ts'
import { type Filter, type PlanKey, selectPlans } from './queries.ts'

const shownWithPlan = {
  framework: { select: { code: true } },
  customer: { select: { companyName: true } },
} satisfies Prisma.PlanInclude
type PlanOfCustomer = Prisma.PlanGetPayload<{ include: typeof shownWithPlan }>

/** A plan with what is shown besides its own row; `names` of people by id. */
export type ShownPlan = PlanOfCustomer & { progress: PlanProgressRow; names: Names }

/** A plan of a list, with the value the list is sorted by. */
export type ListedPlan = ShownPlan & { key: string }

/** Plans of customers that are not archived, one more than `limit` if there are more. A customer's staff sees its own customer's only. */
export function listAllPlans(ctx: Ctx, filter: Filter, page: { limit: number; after: PlanKey | undefined }): Promise<ListedPlan[]> {
  const signedIn = authorize(ctx, 'plan.read', filter.customer_id)
  const { organizationId, userId } = signedIn.actor
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const found = await tx.$queryRaw<{ id: string; key: string }[]>(selectPlans(organizationId, userId, filter, page))
    const plans = await tx.plan.findMany({ where: { id: { in: found.map(({ id }) => id) } }, include: shownWithPlan })
    const shown = new Map((await showPlans(tx, plans)).map((plan) => [plan.id, plan]))
    return found.flatMap(({ id, key }) => {
      const plan = shown.get(id)
      return plan ? [{ ...plan, key }] : []
    })
  })
}

/** One plan, whoever's it is; throws `not_found` for what this person may not see. */
export function findPlan(ctx: Ctx, id: string): Promise<ShownPlan> {
  const signedIn = authorize(ctx, 'plan.read')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const [plan] = await showPlans(tx, await tx.plan.findMany({ where: { id, customer: { archivedAt: null } }, include: shownWithPlan }))
    if (!plan) throw new AppError('not_found')
    return plan
  })
}

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
    return showPlans(tx, await tx.plan.findMany({ where, include: shownWithPlan, orderBy: { id: 'desc' }, take: limit + 1 }))
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
  const [plan] = await showPlans(tx, await tx.plan.findMany({ where: { id, customerId }, include: shownWithPlan }))
  if (!plan) throw new AppError('not_found')
  return plan
}

/** A plan of a customer whose row nobody else changes until the transaction ends; throws `not_found`. */
export async function holdPlan(tx: Tx, customerId: string, id: string): Promise<PlanOfCustomer> {
  await getCustomerIn(tx, customerId)
  await tx.$queryRaw`select id from iso_plan where id = ${id}::uuid for update`
  const plan = await tx.plan.findFirst({ where: { id, customerId }, include: shownWithPlan })
  if (!plan) throw new AppError('not_found')
  return plan
}

async function showPlans(tx: Tx, plans: PlanOfCustomer[]): Promise<ShownPlan[]> {
  const rows = await readPlanProgress(
    tx,
    plans.map((plan) => plan.id),
  )
  const names = await namesOf(
    tx,
    plans.map((plan) => plan.ownerId),
  )
  const progressOf = new Map(rows.map((row) => [row.plan_id, row]))
  return plans.flatMap((plan) => {
    const progress = progressOf.get(plan.id)
    return progress ? [{ ...plan, progress, names }] : []
  })
}
