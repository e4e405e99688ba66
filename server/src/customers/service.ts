import { AppError } from '@certloom/shared/errors'
import { newId } from '@certloom/shared/ids'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import type { Customer } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'

/** What somebody says about a new customer. */
export type NewCustomer = Pick<Customer, 'companyName' | 'industry' | 'contactEmail' | 'portalEnabled'>

/** Where a page of customers ended: name, id. */
export type CustomerKey = [companyName: string, id: string]

/** Customers by name that are not archived, one more than `limit` if there are more. A customer's staff sees its own only. */
export function listCustomers(ctx: Ctx, { limit, after }: { limit: number; after: CustomerKey | undefined }): Promise<Customer[]> {
  const signedIn = authorize(ctx, 'customer.read')
  const rest = after && { OR: [{ companyName: { gt: after[0] } }, { companyName: after[0], id: { gt: after[1] } }] }
  return withTenant(ctx.db, tenantOf(signedIn), (tx) =>
    tx.customer.findMany({ where: { archivedAt: null, ...rest }, orderBy: [{ companyName: 'asc' }, { id: 'asc' }], take: limit + 1 }),
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

/** Adds a customer to the organization. */
export function createCustomer(ctx: Ctx, customer: NewCustomer): Promise<Customer> {
  const signedIn = authorize(ctx, 'customer.write')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const created = await tx.customer.create({ data: { id: newId(), organizationId: signedIn.actor.organizationId, ...customer } })
    await record(tx, byRequester({ ...ctx, signedIn }), {
      action: 'customer.created',
      entity: { type: 'customer', id: created.id },
      customerId: created.id,
      after: { company_name: created.companyName, portal_enabled: created.portalEnabled },
    })
    return created
  })
}
