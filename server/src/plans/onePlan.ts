import { AppError } from '@certloom/shared/errors'
import type { SignedInCtx } from '../accounts/session.ts'
import { tenantOf } from '../auth/authorize.ts'
import { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'

/** A customer can have one plan that is active or paused for each framework (PRODUCT decision 7); the database sees to it. */
export class OtherPlanOpen extends Error {
  readonly of: { customerId: string; frameworkId: string }

  constructor(of: { customerId: string; frameworkId: string }) {
    super('Another plan for this framework is open.')
    this.name = 'OtherPlanOpen'
    this.of = of
  }
}

/** Runs a statement that opens a plan. The only unique index it can meet is the one that allows one open plan. */
export async function opening<T>(of: OtherPlanOpen['of'], statement: () => Promise<T>): Promise<T> {
  try {
    return await statement()
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') throw new OtherPlanOpen(of)
    throw error
  }
}

/** Runs a transaction that opens a plan; one that fails for another plan's sake fails with a `conflict` that says which. */
export async function withTenantOpening<T>(ctx: SignedInCtx, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await withTenant(ctx.db, tenantOf(ctx.signedIn), work)
  } catch (error) {
    if (!(error instanceof OtherPlanOpen)) throw error
    const { of } = error
    throw await withTenant(ctx.db, tenantOf(ctx.signedIn), (tx) => conflictWith(tx, of))
  }
}

async function conflictWith(tx: Tx, of: OtherPlanOpen['of']): Promise<AppError> {
  const plan = await tx.plan.findFirst({
    where: { ...of, status: { in: ['active', 'paused'] } },
    include: { customer: { select: { companyName: true } }, framework: { select: { name: true } } },
  })
  if (!plan) return new AppError('conflict', 'Another plan for this framework was open a moment ago. Try again.')
  return new AppError(
    'conflict',
    `${plan.customer.companyName} already has an open plan for ${plan.framework.name}: “${plan.name}”. Complete or cancel that one first.`,
    { plan_id: plan.id },
  )
}
