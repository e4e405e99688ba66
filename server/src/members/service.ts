import { AppError } from '@certloom/shared/errors'
import { type CustomerRole, type OrganizationRole, roleNames } from '@certloom/shared/roles'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { revokeBeyond } from './invite.ts'
import { authorizeFor, findPlace, isOwnership, lockPeopleFor, type Place, placeFor } from './places.ts'
import { listMembers, type MemberCursor, type MemberRow } from './queries.ts'

type Role = OrganizationRole | CustomerRole

/**
 * People of the organization and of its customers by name, those who left included. A customer's staff see the organization's people and their
 * own colleagues.
 * @throws `not_found` for customer staff asking about another customer
 */
export function listPeople(
  ctx: SignedInCtx,
  page: { customerId?: string | undefined; after?: MemberCursor | undefined; limit: number },
): Promise<MemberRow[]> {
  const { actor } = authorize(ctx, 'people.read', page.customerId)
  return withTenant(ctx.db, tenantOf(ctx.signedIn), (tx) => listMembers(tx, { organizationId: actor.organizationId, ...page }))
}

/**
 * Gives a person another role, at once: their open documents are judged again, and invitations end that they could not send any more.
 * @param expected the role it is to replace: what somebody decided about another role than there is now is not done
 * @throws `not_found` for somebody who is not active here, `invalid_input` for a role of the other kind, `forbidden`, and `conflict` for the last owner and
 *   for another role than expected
 */
export async function changeRole(ctx: SignedInCtx, userId: string, role: Role, expected: Role | undefined = undefined): Promise<MemberRow> {
  const { organizationId } = authorize(ctx, 'people.read').actor
  const { user, place, hasChanged } = await withTenant(ctx.db, tenantOf(ctx.signedIn), async (tx) => {
    const now = await lockPeopleFor(tx, ctx.signedIn)
    const before = await getPlace(tx, organizationId, userId)
    const after = placeFor(before.customerId, role)
    authorizeFor(now, before)
    if (expected !== undefined && before.role !== expected && before.role !== role) throw changedMeanwhile(before.role)
    authorizeFor(now, after)
    const hasChanged = !Object.is(before.role, after.role)
    if (hasChanged) await giveRole(tx, ctx, userId, before, after)
    return { user: await tx.user.findUniqueOrThrow({ where: { id: userId } }), place: after, hasChanged }
  })
  if (hasChanged) ctx.live.revoke({ userId, organizationId }, 'changed')
  return {
    user_id: userId,
    name: user.name,
    email: user.email,
    color: user.color,
    role: place.role,
    customer_id: place.customerId,
    is_active: true,
  }
}

const changedMeanwhile = (role: Role): AppError =>
  new AppError('conflict', `Somebody else changed this role to ${roleNames[role].toLowerCase()} meanwhile. Look at it and decide again.`)

async function giveRole(tx: Tx, ctx: SignedInCtx, userId: string, before: Place, after: Place): Promise<void> {
  const { organizationId } = ctx.signedIn.actor
  const key = { organizationId_userId: { organizationId, userId } }
  if (isOwnership(before)) await keepAnOwner(tx, organizationId, userId)
  if (after.customerId === null) await tx.organizationMember.update({ where: key, data: { role: after.role } })
  else await tx.customerMember.update({ where: key, data: { role: after.role } })
  await revokeBeyond(tx, ctx, userId, after)
  const change = {
    entity: { type: 'user', id: userId },
    customerId: before.customerId,
    before: { role: before.role },
    after: { role: after.role },
  } as const
  await record(tx, byRequester(ctx), { action: 'role.revoked', ...change }, { action: 'role.granted', ...change })
}

/** Where a person is active here; throws `not_found` for somebody who is not. */
export async function getPlace(tx: Tx, organizationId: string, userId: string): Promise<Place> {
  const place = await findPlace(tx, organizationId, userId)
  if (!place) throw new AppError('not_found')
  return place
}

/** Without an owner nobody could ever name one again. Sound only under the lock. */
export async function keepAnOwner(tx: Tx, organizationId: string, leavingUserId: string): Promise<void> {
  const others = await tx.organizationMember.count({
    where: { organizationId, role: 'owner', deactivatedAt: null, userId: { not: leavingUserId } },
  })
  if (others === 0) throw new AppError('conflict', 'This is the only owner. Make somebody else an owner first.')
}
