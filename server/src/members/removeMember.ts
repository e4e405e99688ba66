import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { leaveTeams } from '../teams/service.ts'
import { handOver, type OpenWork, openWorkOf, type Successors } from './handOver.ts'
import { revokeAround } from './invite.ts'
import { authorizeFor, isOwnership, lockPeopleFor, type Place } from './places.ts'
import { getPlace, keepAnOwner } from './service.ts'

/** What a person would leave behind; throws as `removeMember` does. */
export function countOpenWork(ctx: SignedInCtx, userId: string): Promise<OpenWork> {
  const { organizationId } = authorize(ctx, 'people.read').actor
  return withTenant(ctx.db, tenantOf(ctx.signedIn), async (tx) => {
    authorizeFor(ctx, await getPlace(tx, organizationId, userId))
    return openWorkOf(tx, userId)
  })
}

/**
 * Takes a person out, of their teams too: their sessions here end, so do open invitations to them and by them, their name stays on what they did, and
 * what they have not finished is somebody else's from then on, who is told.
 * @param to who takes over their open work
 * @throws `not_found` for somebody who is not active here, `forbidden`, `conflict` for the last owner, and `invalid_input` for somebody who cannot
 *   see a customer whose work they would take over, or a team of another customer
 */
export async function removeMember(ctx: SignedInCtx, userId: string, to: Successors): Promise<void> {
  const { organizationId } = authorize(ctx, 'people.read').actor
  await withTenant(ctx.db, tenantOf(ctx.signedIn), async (tx) => {
    const now = await lockPeopleFor(tx, ctx.signedIn)
    const place = await getPlace(tx, organizationId, userId)
    authorizeFor(now, place)
    await deactivate(tx, ctx, userId, place)
    await revokeAround(tx, ctx, await tx.user.findUniqueOrThrow({ where: { id: userId } }))
    await leaveTeams(tx, ctx, userId)
    await handOver(tx, ctx, userId, to)
  })
  ctx.mailer.nudge()
  await ctx.sessions.endAll(userId, organizationId)
  ctx.live.revoke({ userId, organizationId }, 'signed_out')
}

async function deactivate(tx: Tx, ctx: SignedInCtx, userId: string, place: Place): Promise<void> {
  const { organizationId } = ctx.signedIn.actor
  const change = { where: { organizationId_userId: { organizationId, userId } }, data: { deactivatedAt: new Date() } }
  if (isOwnership(place)) await keepAnOwner(tx, organizationId, userId)
  if (place.customerId === null) await tx.organizationMember.update(change)
  else await tx.customerMember.update(change)
  await record(tx, byRequester(ctx), {
    action: 'role.revoked',
    entity: { type: 'user', id: userId },
    customerId: place.customerId,
    before: { role: place.role },
  })
}
