import { AppError } from '@certloom/shared/errors'
import { type Action, can } from '@certloom/shared/permissions'
import { type Actor, type CustomerRole, isCustomerRole, isOrganizationRole, type OrganizationRole } from '@certloom/shared/roles'
import { authorize } from '../auth/authorize.ts'
import type { Ctx, SignedIn } from '../context.ts'
import type { Tx } from '../db/prisma.ts'

/** What somebody is or is asked to be: staff of the organization, or staff of one of its customers. */
export type Place = { customerId: null; role: OrganizationRole } | { customerId: string; role: CustomerRole }

/** The right it takes to give a role of the organization, and to take it away. */
const rightFor: Record<OrganizationRole, Action> = {
  owner: 'owner.grant',
  admin: 'organization.administer',
  reviewer: 'organization.administer',
  member: 'organization.administer',
  viewer: 'organization.administer',
}

/** @throws `invalid_input` if the role is not one that can be had there */
export function placeFor(customerId: string | null, role: OrganizationRole | CustomerRole): Place {
  if (customerId === null) {
    if (isOrganizationRole(role)) return { customerId, role }
    throw new AppError('invalid_input', `Staff of the organization cannot be ${role}; that is a role of a customer’s staff.`, {
      field: 'role',
    })
  }
  if (isCustomerRole(role)) return { customerId, role }
  throw new AppError('invalid_input', `A customer’s staff cannot be ${role}; that is a role of the organization.`, { field: 'role' })
}

/** Lets only those through who may put somebody into this place or take them out of it. */
export function authorizeFor(ctx: Pick<Ctx, 'signedIn'>, place: Place): void {
  if (place.customerId === null) authorize(ctx, rightFor[place.role])
  else authorize(ctx, 'customer_staff.invite', place.customerId)
}

/** The same question about anybody. */
export const mayOffer = (actor: Actor, place: Place): boolean =>
  place.customerId === null ? can(actor, rightFor[place.role]) : can(actor, 'customer_staff.invite', place.customerId)

export const isOwnership = (place: Place): boolean => place.customerId === null && rightFor[place.role] === 'owner.grant'

export const actorAt = (place: Place, userId: string, organizationId: string): Actor =>
  place.customerId === null
    ? { kind: 'staff', userId, organizationId, role: place.role }
    : { kind: 'customer', userId, organizationId, customerId: place.customerId, role: place.role }

/**
 * From here to the end of the transaction nobody else changes who belongs to this organization: two owners cannot demote each other at once,
 * and an invitation cannot be accepted while it is replaced.
 */
export async function lockPeople(tx: Tx, organizationId: string): Promise<void> {
  await tx.$queryRaw`select id from organization where id = ${organizationId}::uuid for no key update`
}

/** Locks as above, and judges the person who asks by what they are now that nobody can change it. */
export async function lockPeopleFor(tx: Tx, signedIn: SignedIn): Promise<{ signedIn: SignedIn }> {
  const { userId, organizationId } = signedIn.actor
  await lockPeople(tx, organizationId)
  const place = await findPlace(tx, organizationId, userId)
  if (!place) throw new AppError('forbidden')
  return { signedIn: { ...signedIn, actor: actorAt(place, userId, organizationId) } }
}

/** Where a person is active in this organization; staff of the organization comes first. */
export async function findPlace(tx: Tx, organizationId: string, userId: string): Promise<Place | null> {
  const where = { organizationId, userId, deactivatedAt: null }
  const staff = await tx.organizationMember.findFirst({ where })
  if (staff) return { customerId: null, role: staff.role }
  const customerStaff = await tx.customerMember.findFirst({ where })
  return customerStaff && { customerId: customerStaff.customerId, role: customerStaff.role }
}

/** Nobody has two places in an organization: `conflict` if this address already has one. Call it under the lock. */
export async function refuseSecondPlace(tx: Tx, organizationId: string, email: string, wanted: Place): Promise<void> {
  const user = await tx.user.findUnique({ where: { email }, select: { id: true } })
  const place = user && (await findPlace(tx, organizationId, user.id))
  if (!place) return
  if (place.customerId === wanted.customerId) throw new AppError('conflict', 'This person already belongs here; their role can be changed.')
  throw new AppError(
    'conflict',
    place.customerId === null
      ? 'This person is staff of the organization and cannot also be a customer’s.'
      : 'This person is staff of a customer and cannot have a second place in the organization.',
  )
}
