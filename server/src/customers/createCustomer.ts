import { newId } from '@certloom/shared/ids'
import type { CustomerRole } from '@certloom/shared/roles'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize } from '../auth/authorize.ts'
import type { Customer } from '../db/generated/client.ts'
import { inviteIn } from '../members/invite.ts'
import { createPlanIn, type NewPlan } from '../plans/createPlan.ts'
import { withTenantOpening } from '../plans/onePlan.ts'

/** What somebody says about a new customer; what is left out is empty. */
export type NewCustomer = Pick<Customer, 'companyName' | 'portalEnabled'> &
  Partial<Pick<Customer, 'industry' | 'address' | 'phone' | 'contactEmail' | 'documentEmail'>> & {
    plans?: readonly Omit<NewPlan, 'customerId'>[]
    invitations?: readonly { email: string; role: CustomerRole }[]
  }

/**
 * Adds a customer to the organization, with its plans, their documents and tasks, and invitations to its portal: all of it or nothing.
 * @throws what creating a plan and inviting throw
 */
export async function createCustomer(ctx: SignedInCtx, wanted: NewCustomer): Promise<Customer> {
  const { plans = [], invitations = [], ...details } = wanted
  const { organizationId } = authorize(ctx, 'customer.write').actor
  if (plans.length > 0) authorize(ctx, 'plan.write')
  const created = await withTenantOpening(ctx, async (tx) => {
    const customer = await tx.customer.create({ data: { id: newId(), organizationId, ...details } })
    await record(tx, byRequester(ctx), {
      action: 'customer.created',
      entity: { type: 'customer', id: customer.id },
      customerId: customer.id,
      after: { company_name: customer.companyName, portal_enabled: customer.portalEnabled },
    })
    for (const plan of plans) await createPlanIn(tx, ctx, { ...plan, customerId: customer.id })
    for (const invitation of invitations) await inviteIn(tx, ctx, { ...invitation, customerId: customer.id })
    return customer
  })
  ctx.mailer.nudge()
  return created
}
