import type { Invitation, Member } from '@certloom/shared/members/contract'
import type { CustomerRole, OrganizationRole } from '@certloom/shared/roles'
import type { z } from 'zod'
import type { MemberRow } from './queries.ts'

export type InvitationFacts = {
  id: string
  email: string
  organizationRole: OrganizationRole | null
  customerRole: CustomerRole | null
  customerId: string | null
  expiresAt: Date
  acceptedAt: Date | null
  revokedAt: Date | null
}

export const presentMember = (row: MemberRow): z.infer<typeof Member> => ({
  user_id: row.user_id,
  name: row.name,
  email: row.email,
  color: row.color,
  role: row.role,
  customer_id: row.customer_id,
  is_active: row.is_active,
})

/** The role an invitation offers; the database holds exactly one. */
export function offeredRole({
  organizationRole,
  customerRole,
}: Pick<InvitationFacts, 'organizationRole' | 'customerRole'>): OrganizationRole | CustomerRole {
  const offered = organizationRole ?? customerRole
  if (offered === null) throw new Error('An invitation offers no role.')
  return offered
}

/** @param invitedBy the name of whoever sent it */
export const presentInvitation = (invitation: InvitationFacts, invitedBy: string): z.infer<typeof Invitation> => ({
  id: invitation.id,
  email: invitation.email,
  role: offeredRole(invitation),
  customer_id: invitation.customerId,
  invited_by: invitedBy,
  expires_at: invitation.expiresAt.toISOString(),
  state: stateOf(invitation),
})

/** Whether an invitation can be accepted now; if not, why. */
export function stateOf({
  acceptedAt,
  revokedAt,
  expiresAt,
}: Pick<InvitationFacts, 'acceptedAt' | 'revokedAt' | 'expiresAt'>): 'open' | 'accepted' | 'revoked' | 'expired' {
  if (acceptedAt) return 'accepted'
  if (revokedAt) return 'revoked'
  return expiresAt <= new Date() ? 'expired' : 'open'
}
