import { AppError } from '@certloom/shared/errors'
import { newId } from '@certloom/shared/ids'
import type { CustomerRole } from '@certloom/shared/roles'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize } from '../auth/authorize.ts'
import type { Customer } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { sentBefore } from '../db/sentBefore.ts'
import { openFacts } from '../facts/openFacts.ts'
import { openFolders } from '../files/openFolders.ts'
import { inviteIn } from '../members/invite.ts'
import { createPlanIn, type NewPlan } from '../plans/createPlan.ts'
import { withTenantOpening } from '../plans/onePlan.ts'

/** What somebody says about a new customer; what is left out is empty. */
export type NewCustomer = {
  /** chosen by the sender; a new one without */
  id?: string | undefined
} & Pick<Customer, 'companyName' | 'portalEnabled'> &
  Partial<Pick<Customer, 'industry' | 'address' | 'phone' | 'contactEmail' | 'documentEmail'>> & {
    plans?: readonly Omit<NewPlan, 'customerId'>[]
    invitations?: readonly { email: string; role: CustomerRole }[]
  }

/**
 * Adds a customer to the organization, with its folders, its plans, their documents and tasks, and invitations to its portal: all of it or nothing.
 * Sent again under the same id, because the answer was lost, it adds nothing and answers with the customer that is there.
 * @throws `conflict` for an id that is taken otherwise, and what creating a plan and inviting throw
 */
export async function createCustomer(ctx: SignedInCtx, wanted: NewCustomer): Promise<Customer> {
  const { id = newId(), plans = [], invitations = [], ...details } = wanted
  const { actor, person } = authorize(ctx, 'customer.write')
  const { organizationId } = actor
  if (plans.length > 0) authorize(ctx, 'plan.write')
  const created = await withTenantOpening(ctx, async (tx) => {
    const known = await findSent(tx, id)
    if (known) return known
    const customer = await tx.customer.create({ data: { id, organizationId, ...details } })
    await openFacts(tx, customer)
    await openFolders(tx, { organizationId, customerId: id, createdById: person.id })
    await record(tx, byRequester(ctx), {
      action: 'customer.created',
      entity: { type: 'customer', id: customer.id },
      customerId: customer.id,
      after: { company_name: customer.companyName, portal_enabled: customer.portalEnabled },
    })
    for (const plan of plans) await createPlanIn(tx, ctx, { ...plan, customerId: customer.id })
    for (const invitation of invitations) await inviteTo(tx, ctx, customer.id, invitation)
    return customer
  })
  ctx.mailer.nudge()
  return created
}

async function findSent(tx: Tx, id: string): Promise<Customer | null> {
  const known = await sentBefore(tx, id, () => tx.customer.findFirst({ where: { id } }))
  if (known?.archivedAt) throw new AppError('conflict', 'This customer was added and archived since. Reload the page to add another.')
  return known
}

/** Whoever invites several people has to be told which of them cannot be. */
async function inviteTo(
  tx: Tx,
  ctx: SignedInCtx,
  customerId: string,
  { email, role }: { email: string; role: CustomerRole },
): Promise<void> {
  try {
    await inviteIn(tx, ctx, { email, role, customerId })
  } catch (error) {
    if (error instanceof AppError) throw new AppError(error.code, `${email}: ${error.message}`, error.data)
    throw error
  }
}
