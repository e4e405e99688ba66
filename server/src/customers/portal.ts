import { AppError } from '@certloom/shared/errors'
import type { CustomerRole, OrganizationRole } from '@certloom/shared/roles'
import { queueResetLink } from '../accounts/resetPassword.ts'
import { aboutPerson, type SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Customer } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant, withTenants } from '../db/tenant.ts'
import { invite } from '../members/invite.ts'
import { type InvitationFacts, offeredRole } from '../members/present.ts'
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
 * invited again. Without an address it is the customer's contact, who is invited as manager if nobody has.
 * @throws `invalid_input` if the customer has no contact and no address was given, `conflict` while its portal is closed and for an address that does
 *   not belong to the customer, or not any more
 */
export async function resetPortalPassword(ctx: SignedInCtx, customerId: string, email: string | undefined): Promise<Portal> {
  const portal = await getPortal(ctx, customerId)
  const address = email ?? portal.customer.contactEmail?.toLowerCase()
  if (!address)
    throw new AppError('invalid_input', 'Say whose password it is in `email`; this customer has no contact address.', { field: 'email' })
  if (!portal.customer.portalEnabled) throw new AppError('conflict', 'The portal of this customer is closed. Open it first.')
  const person = portal.people.find((candidate) => candidate.email === address)
  if (person?.is_active) await sendResetLink(ctx, customerId, person)
  else await invite(ctx, { email: address, role: roleAgain(portal, address, email === undefined && !person), customerId })
  return getPortal(ctx, customerId)
}

/** Mails the link and puts it on record, all or none, before the sessions end. */
async function sendResetLink(ctx: SignedInCtx, customerId: string, { user_id: userId, name, email }: MemberRow): Promise<void> {
  const tenant = tenantOf(ctx.signedIn)
  await withTenants(
    ctx.db,
    async (tx) => {
      await queueResetLink(tx, ctx, { id: userId, name, email })
      return [tenant]
    },
    (tx) => record(tx, byRequester(ctx), aboutPerson('person.password_reset_sent', userId, customerId)),
  )
  await ctx.sessions.endAll(userId, tenant.organizationId)
  ctx.live.revoke({ userId, organizationId: tenant.organizationId }, 'signed_out')
  ctx.mailer.nudge()
}

/** What somebody is invited as once more: what they were offered, or for a contact who never was, manager. */
function roleAgain({ invitations }: Portal, address: string, isNewContact: boolean): OrganizationRole | CustomerRole {
  const invitation = invitations.find((candidate) => candidate.email === address)
  if (invitation) return offeredRole(invitation)
  if (isNewContact) return 'manager'
  throw new AppError('conflict', `${address} does not belong to this customer now. Invite them instead.`, { field: 'email' })
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
