import { AppError } from '@certloom/shared/errors'
import { type Action, can } from '@certloom/shared/permissions'
import type { Ctx, SignedIn } from '../context.ts'
import type { Tenant } from '../db/tenant.ts'

/** Who asks; throws `not_signed_in` if nobody does. */
export function signedInOf(ctx: Pick<Ctx, 'signedIn'>): SignedIn {
  if (!ctx.signedIn) throw new AppError('not_signed_in')
  return ctx.signedIn
}

/**
 * Lets only those through who may do this.
 * @param customerId the customer the thing belongs to. A customer's staff asking about another customer gets `not_found`, as if it did not exist.
 */
export function authorize(ctx: Pick<Ctx, 'signedIn'>, action: Action, customerId?: string): SignedIn {
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
