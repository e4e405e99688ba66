import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import type { Customer } from '../db/generated/client.ts'
import { withTenant } from '../db/tenant.ts'
import { type CustomerFigures, type CustomerKey, type Filter, readFigures, selectCustomers } from './queries.ts'

/** A customer of a list, with its figures and the value the list is sorted by. */
export type ListedCustomer = Customer & { key: string; figures: CustomerFigures }

/**
 * Customers in the order asked for, one more than `limit` if there are more. A customer's staff sees its own only; the archived ones are for
 * those who may bring them back.
 */
export function listCustomers(
  ctx: Ctx,
  filter: Filter,
  page: { limit: number; after: CustomerKey | undefined },
): Promise<ListedCustomer[]> {
  const signedIn = authorize(ctx, filter.archived ? 'customer.write' : 'customer.read')
  const { organizationId } = signedIn.actor
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const found = await tx.$queryRaw<{ id: string; key: string }[]>(selectCustomers(organizationId, filter, page))
    const ids = found.map(({ id }) => id)
    const customers = new Map((await tx.customer.findMany({ where: { id: { in: ids } } })).map((customer) => [customer.id, customer]))
    const figures = new Map((await readFigures(tx, organizationId, ids)).map((row) => [row.customer_id, row]))
    return found.flatMap(({ id, key }) => {
      const [customer, known] = [customers.get(id), figures.get(id)]
      return customer && known ? [{ ...customer, key, figures: known }] : []
    })
  })
}
