import { onBehalfOf } from '@certloom/shared/accounts/onBehalfOf'
import { AppError } from '@certloom/shared/errors'
import { type Action, can } from '@certloom/shared/permissions'
import type { Principal } from '@certloom/shared/roles'
import type { Ctx, SignedIn } from '../context.ts'
import type { Tenant } from '../db/tenant.ts'

type Asking = Pick<Ctx, 'signedIn'> & Partial<Pick<Ctx, 'onBehalfOf'>>

/** Who asks; throws `not_signed_in` if nobody does, and as `refuseOthersPage`. */
export function signedInOf(ctx: Asking): SignedIn {
  if (!ctx.signedIn) throw new AppError('not_signed_in')
  refuseOthersPage(ctx, ctx.signedIn.actor)
  return ctx.signedIn
}

/** Throws `other_person` if the page that asks is for somebody else than this: nothing is done in a wrong name. */
export function refuseOthersPage({ onBehalfOf: asked }: Partial<Pick<Ctx, 'onBehalfOf'>>, present: Principal): void {
  if (asked === undefined || asked === onBehalfOf(present)) return
  const isSamePerson = asked.startsWith(present.userId)
  throw new AppError('other_person', isSamePerson ? 'This browser has been switched to another organization' : undefined)
}

/**
 * Lets only those through who may do this.
 * @param customerId the customer the thing belongs to. A customer's staff asking about another customer gets `not_found`, as if it did not exist.
 */
export function authorize(ctx: Asking, action: Action, customerId?: string): SignedIn {
  const signedIn = signedInOf(ctx)
  const { actor } = signedIn
  if (actor.kind === 'customer' && customerId !== undefined && customerId !== actor.customerId) throw new AppError('not_found')
  if (!can(actor, action, customerId)) throw new AppError('forbidden')
  return signedIn
}

/** The rows this person's requests may see. */
export const tenantOf = ({ actor }: Pick<SignedIn, 'actor'>): Tenant => ({
  organizationId: actor.organizationId,
  customerId: actor.kind === 'customer' ? actor.customerId : undefined,
})
