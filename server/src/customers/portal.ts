import { AppError } from '@certloom/shared/errors'
import { requestPasswordReset } from '../accounts/resetPassword.ts'
import type { SignedInCtx } from '../accounts/session.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Customer } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { invite } from '../members/invite.ts'
import type { InvitationFacts } from '../members/present.ts'
import { listMembers, type MemberRow } from '../members/queries.ts'
import { getCustomerIn } from './service.ts'

/** Who can sign in to a customer's portal, or was asked to. */
export type Portal = { customer: Customer; people: MemberRow[]; invitations: InvitationFacts[] }

/** More than a customer has people. */
const many = 500

/** The portal of a customer as those see it who may invite to it: addresses and states, never a secret (PRODUCT decision 6). */
export function getPortal(ctx: SignedInCtx, customerId: string): Promise<Portal> {
  const signedIn = authorize(ctx, 'customer_staff.invite', customerId)
  const { organizationId } = signedIn.actor
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => ({
    customer: await getCustomerIn(tx, customerId),
    people: await listMembers(tx, { organizationId, customerId, limit: many }),
    invitations: await tx.invitation.findMany({
      where: { organizationId, customerId, acceptedAt: null, revokedAt: null },
      orderBy: { id: 'desc' },
      take: many,
    }),
  }))
}

/**
 * Has somebody of a customer's staff set a new password: ends their sessions and mails a link to their address. Whoever has not joined yet is
 * invited again. Without an address it is the customer's contact.
 * @throws `invalid_input` if the customer has no contact and no address was given, `conflict` while its portal is closed
 */
export async function resetPortalPassword(ctx: SignedInCtx, customerId: string, email: string | undefined): Promise<Portal> {
  const { customer, people, invitations } = await getPortal(ctx, customerId)
  const address = email ?? customer.contactEmail?.toLowerCase()
  if (!address)
    throw new AppError('invalid_input', 'Say whose password it is in `email`; this customer has no contact address.', { field: 'email' })
  if (!customer.portalEnabled) throw new AppError('conflict', 'The portal of this customer is closed. Open it first.')
  const person = people.find((candidate) => candidate.email === address && candidate.is_active)
  if (person) {
    await ctx.sessions.endAll(person.user_id, customer.organizationId)
    ctx.live.revoke({ userId: person.user_id, organizationId: customer.organizationId }, 'signed_out')
    await requestPasswordReset(ctx, address)
  } else {
    const role = invitations.find((invitation) => invitation.email === address)?.customerRole ?? 'manager'
    await invite(ctx, { email: address, role, customerId })
  }
  return getPortal(ctx, customerId)
}

/** Ids of a customer's staff. */
export async function findPortalUsers(tx: Tx, customerId: string): Promise<string[]> {
  const people = await tx.customerMember.findMany({ where: { customerId, deactivatedAt: null }, select: { userId: true } })
  return people.map(({ userId }) => userId)
}

/** Ends the sessions of a customer's staff here, and closes what they have open. */
export async function endPortalSessions(ctx: SignedInCtx, customerId: string, userIds: readonly string[]): Promise<void> {
  ctx.live.revoke({ customerId }, 'signed_out')
  for (const userId of userIds) await ctx.sessions.endAll(userId, ctx.signedIn.actor.organizationId)
}
