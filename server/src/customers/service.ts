import { AppError } from '@certloom/shared/errors'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import type { Customer } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { type CustomerProgressRow, readCustomerProgress } from '../progress/queries.ts'

/** Where a page of customers ended: name, id. */
export type CustomerKey = [companyName: string, id: string]

/** Customers by name, archived ones or the others, one more than `limit` if there are more. A customer's staff sees its own only. */
export function listCustomers(
  ctx: Ctx,
  { isArchived = false, limit, after }: { isArchived?: boolean; limit: number; after: CustomerKey | undefined },
): Promise<Customer[]> {
  const signedIn = authorize(ctx, isArchived ? 'customer.write' : 'customer.read')
  const rest = after && { OR: [{ companyName: { gt: after[0] } }, { companyName: after[0], id: { gt: after[1] } }] }
  const archivedAt = isArchived ? { not: null } : null
  return withTenant(ctx.db, tenantOf(signedIn), (tx) =>
    tx.customer.findMany({ where: { archivedAt, ...rest }, orderBy: [{ companyName: 'asc' }, { id: 'asc' }], take: limit + 1 }),
  )
}

/** One customer; throws `not_found` for another tenant's, an archived one, or one this person may not see. */
export function getCustomer(ctx: Ctx, id: string): Promise<Customer> {
  const signedIn = authorize(ctx, 'customer.read', id)
  return withTenant(ctx.db, tenantOf(signedIn), (tx) => getCustomerIn(tx, id))
}

/** The same within a transaction that already runs. */
export async function getCustomerIn(tx: Tx, id: string): Promise<Customer> {
  const customer = await tx.customer.findFirst({ where: { id, archivedAt: null } })
  if (!customer) throw new AppError('not_found')
  return customer
}

/** How far a customer is. */
export function getCustomerProgress(ctx: Ctx, id: string): Promise<CustomerProgressRow> {
  const signedIn = authorize(ctx, 'customer.read', id)
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await getCustomerIn(tx, id)
    return readCustomerProgress(tx, id)
  })
}
