import { AppError } from '@certloom/shared/errors'
import { newId } from '@certloom/shared/ids'
import { can } from '@certloom/shared/permissions'
import type { CustomerRole, OrganizationRole } from '@certloom/shared/roles'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, type RecordedActivity, type RecordedBy, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import { newToken } from '../auth/tokens.ts'
import type { User } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { invitationMail } from '../mail/compose.ts'
import { queueTenantMail } from '../mail/queue.ts'
import { actorAt, authorizeFor, isOwnership, lockPeopleFor, mayOffer, type Place, placeFor, refuseSecondPlace } from './places.ts'
import { type InvitationFacts, offeredRole, stateOf } from './present.ts'

const validMs = 14 * 24 * 60 * 60 * 1000

/** Whom to invite, as what, and to which customer; null for the organization itself. */
export type InvitationOffer = { email: string; role: OrganizationRole | CustomerRole; customerId: string | null }

export type SentInvitation = InvitationFacts & { invitedBy: string }

/**
 * Mails somebody an invitation to join, as staff or (with `customerId`) as a customer's staff. An open one to the same address and place is
 * replaced: its link stops working.
 * @throws `invalid_input` for a role of the other kind, `forbidden` (with `field: 'email'` where only the offer it would replace is out of reach),
 *   `not_found` for a customer one may not see, and `conflict` for somebody who has a place in the organization or a customer whose portal is closed
 */
export async function invite(ctx: SignedInCtx, given: InvitationOffer): Promise<SentInvitation> {
  const sent = await withTenant(ctx.db, tenantOf(ctx.signedIn), (tx) => inviteIn(tx, ctx, given))
  ctx.mailer.nudge()
  return sent
}

/** The same within a transaction that already runs. The mail waits in the queue until it is nudged. */
export async function inviteIn(tx: Tx, ctx: SignedInCtx, given: InvitationOffer): Promise<SentInvitation> {
  const { person, actor } = ctx.signedIn
  const place = placeFor(given.customerId, given.role)
  const { token, tokenHash } = newToken()
  const now = await lockPeopleFor(tx, ctx.signedIn)
  authorizeFor(now, place)
  const names = await getPlaceNames(tx, actor.organizationId, place)
  await refuseSecondPlace(tx, actor.organizationId, given.email, place)
  await revokeOpen(tx, ctx, now, { email: given.email, customerId: place.customerId })
  const invitation = await tx.invitation.create({
    data: {
      id: newId(),
      organizationId: actor.organizationId,
      customerId: place.customerId,
      email: given.email,
      organizationRole: place.customerId === null ? place.role : null,
      customerRole: place.customerId === null ? null : place.role,
      tokenHash,
      invitedById: person.id,
      expiresAt: new Date(Date.now() + validMs),
    },
  })
  await record(tx, byRequester(ctx), aboutInvitation('invitation.sent', invitation))
  const offer = { to: given.email, token, invitedBy: person.name, role: place.role, expiresAt: invitation.expiresAt, ...names }
  await queueTenantMail(tx, actor.organizationId, invitationMail(ctx.config, offer))
  return { ...invitation, invitedBy: person.name }
}

async function getPlaceNames(
  tx: Tx,
  organizationId: string,
  place: Place,
): Promise<{ organizationName: string; customerName: string | null }> {
  const { name: organizationName } = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } })
  if (place.customerId === null) return { organizationName, customerName: null }
  const customer = await tx.customer.findFirst({ where: { id: place.customerId, archivedAt: null } })
  if (!customer) throw new AppError('not_found')
  if (!customer.portalEnabled) throw new AppError('conflict', 'The portal of this customer is closed, so its staff could not sign in.')
  return { organizationName, customerName: customer.companyName }
}

/** Whoever may not offer a role may not take its offer back either, not even by replacing it. */
async function revokeOpen(
  tx: Tx,
  ctx: SignedInCtx,
  now: Pick<SignedInCtx, 'signedIn'>,
  where: { email: string; customerId: string | null },
): Promise<void> {
  const open = await tx.invitation.findMany({ where: openAt(ctx, where) })
  for (const invitation of open) {
    const offered = offeredPlace(invitation)
    if (isOwnership(offered) && !can(now.signedIn.actor, 'owner.grant')) throw refusedReplacement()
    authorizeFor(now, offered)
    await revoke(tx, byRequester(ctx), invitation)
  }
}

/**
 * Takes back what lets somebody who is taken out come back, or bring in others: open invitations to their address, and those they sent. Call it under
 * the lock.
 */
export async function revokeAround(tx: Tx, ctx: SignedInCtx, { id, email }: Pick<User, 'id' | 'email'>): Promise<void> {
  const { organizationId } = ctx.signedIn.actor
  const open = await tx.invitation.findMany({ where: { ...stillOpen(organizationId), OR: [{ email }, { invitedById: id }] } })
  for (const invitation of open) await revoke(tx, byRequester(ctx), invitation)
}

/** Takes back what somebody offered that they may not offer in the place they have now. Call it under the lock. */
export async function revokeBeyond(tx: Tx, ctx: SignedInCtx, userId: string, now: Place): Promise<void> {
  const { organizationId } = ctx.signedIn.actor
  const actor = actorAt(now, userId, organizationId)
  for (const invitation of await tx.invitation.findMany({ where: { ...stillOpen(organizationId), invitedById: userId } }))
    if (!mayOffer(actor, offeredPlace(invitation))) await revoke(tx, byRequester(ctx), invitation)
}

/** Takes back the other open invitations of somebody who has just joined: nobody has two places. Call it under the lock. */
export async function revokeOthers(tx: Tx, by: RecordedBy, email: string): Promise<void> {
  for (const invitation of await tx.invitation.findMany({ where: { ...stillOpen(by.organizationId), email } }))
    await revoke(tx, by, invitation)
}

/** It concerns this address alone, as `data.field` says. */
const refusedReplacement = (): AppError =>
  new AppError('forbidden', 'This person is already invited as an owner, and only an owner can replace that invitation.', {
    field: 'email',
  })

/**
 * Takes an invitation back; one that was taken back before stays so.
 * @throws `not_found`, `forbidden`, and `conflict` if it was accepted, or replaced by another that is still open
 */
export async function revokeInvitation(ctx: SignedInCtx, invitationId: string): Promise<void> {
  authorize(ctx, 'customer_staff.invite')
  await withTenant(ctx.db, tenantOf(ctx.signedIn), async (tx) => {
    const now = await lockPeopleFor(tx, ctx.signedIn)
    const invitation = await tx.invitation.findFirst({ where: { id: invitationId, organizationId: ctx.signedIn.actor.organizationId } })
    if (!invitation) throw new AppError('not_found')
    authorizeFor(now, offeredPlace(invitation))
    const state = stateOf(invitation)
    if (state === 'accepted') throw new AppError('conflict', 'This invitation was already accepted. Remove the person instead.')
    if (state === 'revoked') await refuseReplaced(tx, ctx, invitation)
    else await revoke(tx, byRequester(ctx), invitation)
  })
}

/** Whoever takes back an invitation would believe that nobody can join by it; by the one sent instead, somebody can. */
async function refuseReplaced(tx: Tx, ctx: SignedInCtx, { email, customerId }: InvitationFacts): Promise<void> {
  const instead = { ...openAt(ctx, { email, customerId }), expiresAt: { gt: new Date() } }
  if ((await tx.invitation.count({ where: instead })) === 0) return
  throw new AppError('conflict', 'This invitation was replaced by a newer one, which still stands. Reload, and take that one back.')
}

const openAt = (ctx: SignedInCtx, place: { email: string; customerId: string | null }) => ({
  ...place,
  ...stillOpen(ctx.signedIn.actor.organizationId),
})

const stillOpen = (organizationId: string) => ({ organizationId, acceptedAt: null, revokedAt: null })

async function revoke(tx: Tx, by: RecordedBy, invitation: InvitationFacts): Promise<void> {
  await tx.invitation.update({ where: { id: invitation.id }, data: { revokedAt: new Date() } })
  await record(tx, by, aboutInvitation('invitation.revoked', invitation))
}

/** Invitations, newest first. Those to become staff are shown to those who may send them; a customer's manager sees their customer's. */
export async function listInvitations(ctx: SignedInCtx, page: { before: string | undefined; limit: number }): Promise<SentInvitation[]> {
  const { actor } = authorize(ctx, 'customer_staff.invite')
  return withTenant(ctx.db, tenantOf(ctx.signedIn), async (tx) => {
    const invitations = await tx.invitation.findMany({
      where: {
        organizationId: actor.organizationId,
        ...(!can(actor, 'organization.administer') && { customerId: { not: null } }),
        ...(page.before !== undefined && { id: { lt: page.before } }),
      },
      orderBy: { id: 'desc' },
      take: page.limit,
    })
    const senders = await tx.user.findMany({
      where: { id: { in: invitations.map((invitation) => invitation.invitedById) } },
      select: { id: true, name: true },
    })
    const names = new Map(senders.map(({ id, name }) => [id, name]))
    return invitations.map((invitation) => ({
      ...invitation,
      invitedBy: names.get(invitation.invitedById) ?? 'Somebody of another customer',
    }))
  })
}

const offeredPlace = (invitation: InvitationFacts): Place => placeFor(invitation.customerId, offeredRole(invitation))

const aboutInvitation = (action: 'invitation.sent' | 'invitation.revoked', invitation: InvitationFacts): RecordedActivity => ({
  action,
  entity: { type: 'invitation', id: invitation.id },
  customerId: invitation.customerId,
  [action === 'invitation.sent' ? 'after' : 'before']: { email: invitation.email, role: offeredRole(invitation) },
})
