import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Customer } from '../db/generated/client.ts'
import { withTenant } from '../db/tenant.ts'
import { endPortalSessions, findPortalUsers } from './portal.ts'
import { getCustomerIn } from './service.ts'

const changeable = ['companyName', 'industry', 'address', 'phone', 'contactEmail', 'documentEmail', 'portalEnabled'] as const

/** What can be changed of a customer; what is undefined stays. */
export type CustomerChanges = { [Field in (typeof changeable)[number]]?: Customer[Field] | undefined }

/** Changes a customer's details. Closing its portal signs its staff out at once. */
export async function changeCustomer(ctx: SignedInCtx, id: string, changes: CustomerChanges): Promise<Customer> {
  const signedIn = authorize(ctx, 'customer.write', id)
  const { customer, signedOut } = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const before = await getCustomerIn(tx, id)
    const changed = changeable.filter((field) => changes[field] !== undefined && changes[field] !== before[field])
    if (changed.length === 0) return { customer: before, signedOut: [] }
    const data = Object.fromEntries(changed.map((field) => [field, changes[field]]))
    const customer = await tx.customer.update({ where: { organizationId_id: { organizationId: before.organizationId, id } }, data })
    const values = (of: Customer) => Object.fromEntries(changed.map((field) => [wireName[field], of[field]]))
    await record(tx, byRequester(ctx), {
      action: 'customer.changed',
      entity: { type: 'customer', id },
      customerId: id,
      before: values(before),
      after: { ...values(customer), company_name: customer.companyName },
    })
    return { customer, signedOut: customer.portalEnabled ? [] : await findPortalUsers(tx, id) }
  })
  if (!customer.portalEnabled) await endPortalSessions(ctx, id, signedOut)
  return customer
}

const wireName: Record<(typeof changeable)[number], string> = {
  companyName: 'company_name',
  industry: 'industry',
  address: 'address',
  phone: 'phone',
  contactEmail: 'contact_email',
  documentEmail: 'document_email',
  portalEnabled: 'portal_enabled',
}
