import { AppError } from '@certloom/shared/errors'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import type { Customer } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { type CustomerProgressRow, readCustomerProgress } from '../progress/queries.ts'

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

/** From here to the end of the transaction nobody else archives, brings back or removes this customer. */
export async function holdCustomer(tx: Tx, id: string): Promise<void> {
  await tx.$queryRaw`select id from customer where id = ${id}::uuid for no key update`
}

/** How far a customer is. */
export function getCustomerProgress(ctx: Ctx, id: string): Promise<CustomerProgressRow> {
  const signedIn = authorize(ctx, 'customer.read', id)
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await getCustomerIn(tx, id)
    return readCustomerProgress(tx, id)
  })
}
