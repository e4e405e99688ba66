import { type Me, NewPassword } from '@certloom/shared/accounts/contract'
import { AppError } from '@certloom/shared/errors'
import { newId } from '@certloom/shared/ids'
import { provePassword } from '../accounts/provePassword.ts'
import { aboutPerson, beginSession, byPerson, personOf } from '../accounts/session.ts'
import { record } from '../audit/record.ts'
import { hashPassword } from '../auth/passwords.ts'
import { sha256 } from '../auth/tokens.ts'
import type { Ctx, Person } from '../context.ts'
import { createAccount, findInvitation, type InvitationRow } from '../db/identity.ts'
import type { Db, Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { type Notice, notify } from '../notifications/notify.ts'
import { revokeOthers } from './invite.ts'
import { actorAt, lockPeople, type Place, placeFor, refuseSecondPlace } from './places.ts'
import { offeredRole, stateOf } from './present.ts'
import { countColors } from './queries.ts'

const colors = [0, 1, 2, 3, 4, 5, 6, 7]

/** Somebody about to join: known already, or with a password chosen now and no colour yet. */
type Joining = { passwordHash: string } & ({ known: Person } | { name: string; email: string })

/**
 * The invitation behind a mailed link.
 * @throws `link_expired` for one that is unknown, used, taken back or too old
 */
export async function getOpenInvitation(db: Db, token: string): Promise<InvitationRow> {
  const invitation = await findInvitation(db, sha256(token))
  if (!invitation || stateOf(factsOf(invitation)) !== 'open') throw new AppError('link_expired')
  return invitation
}

/**
 * Joins, and signs in then. An address without an account gets one, with the name and password given; one with an account needs its password.
 * @throws `link_expired`, `invalid_input`, what `provePassword` throws, and `conflict` for somebody who has a place in the organization
 */
export async function acceptInvitation(ctx: Ctx, given: { token: string; name: string | undefined; password: string }): Promise<Me> {
  const invitation = await getOpenInvitation(ctx.db, given.token)
  const joining =
    invitation.user_id === null ? await introduce(invitation.email, given) : await recognise(ctx, invitation.email, given.password)
  const place = placeFor(invitation.customer_id, offeredRole(factsOf(invitation)))
  const organizationId = invitation.organization_id
  const person = await withTenant(ctx.db, { organizationId }, async (tx) => {
    await lockPeople(tx, organizationId)
    const { invitedById } = await takeInvitation(tx, invitation)
    await refuseSecondPlace(tx, organizationId, invitation.email, place)
    const person = 'known' in joining ? joining.known : await createPerson(tx, organizationId, joining)
    await join(tx, organizationId, person.id, place)
    const by = byPerson(ctx, person, organizationId)
    await record(
      tx,
      by,
      {
        action: 'invitation.accepted',
        entity: { type: 'invitation', id: invitation.id },
        customerId: place.customerId,
        after: { email: invitation.email, role: place.role },
      },
      { ...aboutPerson('role.granted', person.id, place.customerId), after: { role: place.role } },
    )
    await revokeOthers(tx, by, invitation.email)
    await notify(tx, ctx.config, by, joinedNotice(invitation, person), [invitedById])
    return person
  })
  ctx.mailer.nudge()
  return beginSession(ctx, person, actorAt(place, person.id, organizationId), joining.passwordHash)
}

const joinedNotice = ({ id, customer_id, customer_name, organization_name }: InvitationRow, person: Person): Notice => ({
  kind: 'person_joined',
  occasion: `invitation accepted ${id}`,
  entity: { type: 'user', id: person.id },
  customerId: customer_id,
  facts: { place: customer_name ?? organization_name },
})

async function recognise(ctx: Ctx, email: string, password: string): Promise<Joining> {
  const account = await provePassword(ctx, { email, password })
  return { known: personOf(account), passwordHash: account.password_hash }
}

async function introduce(email: string, given: { name: string | undefined; password: string }): Promise<Joining> {
  const password = NewPassword.safeParse(given.password)
  if (given.name === undefined) throw new AppError('invalid_input', 'Say your name, so that others know who writes.', { field: 'name' })
  if (!password.success) throw new AppError('invalid_input', password.error.issues[0]?.message, { field: 'password' })
  return { name: given.name, email, passwordHash: await hashPassword(password.data) }
}

/** Uses the invitation up, if it can still be used now that nobody changes it. */
async function takeInvitation(tx: Tx, { id, customer_id }: InvitationRow): Promise<{ invitedById: string }> {
  const { count } = await tx.invitation.updateMany({
    where: { id, acceptedAt: null, revokedAt: null, expiresAt: { gt: new Date() } },
    data: { acceptedAt: new Date() },
  })
  const isCustomerOpen =
    customer_id === null || (await tx.customer.count({ where: { id: customer_id, portalEnabled: true, archivedAt: null } })) === 1
  if (count === 0 || !isCustomerOpen) throw new AppError('link_expired')
  return tx.invitation.findUniqueOrThrow({ where: { id }, select: { invitedById: true } })
}

/** Makes an account, in the colour that fewest people of the organization have. */
async function createPerson(
  tx: Tx,
  organizationId: string,
  account: { name: string; email: string; passwordHash: string },
): Promise<Person> {
  const used = new Map((await countColors(tx, organizationId)).map(({ color, people }) => [color, people]))
  const usesOf = (color: number) => used.get(color) ?? 0
  const color = colors.reduce((rarest, next) => (usesOf(next) < usesOf(rarest) ? next : rarest))
  const person: Person = { id: newId(), name: account.name, email: account.email, color }
  await createAccount(tx, { ...person, passwordHash: account.passwordHash })
  return person
}

/** Adds the membership, or gives back the one that was taken away. */
async function join(tx: Tx, organizationId: string, userId: string, place: Place): Promise<void> {
  const where = { organizationId_userId: { organizationId, userId } }
  if (place.customerId === null) {
    const { role } = place
    await tx.organizationMember.upsert({ where, create: { organizationId, userId, role }, update: { role, deactivatedAt: null } })
  } else {
    const { role, customerId } = place
    await tx.customerMember.upsert({
      where,
      create: { organizationId, userId, customerId, role },
      update: { customerId, role, deactivatedAt: null },
    })
  }
}

const factsOf = (row: InvitationRow) => ({
  organizationRole: row.organization_role,
  customerRole: row.customer_role,
  acceptedAt: row.accepted_at,
  revokedAt: row.revoked_at,
  expiresAt: row.expires_at,
})
