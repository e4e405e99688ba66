import { z } from 'zod'

/** Roles of an organization's own people, strongest first. */
export const organizationRoles = ['owner', 'admin', 'reviewer', 'member', 'viewer'] as const
export type OrganizationRole = (typeof organizationRoles)[number]
export const OrganizationRole = z.enum(organizationRoles)

/** Roles of a customer's staff; each such person sees one customer only. */
export const customerRoles = ['manager', 'contributor', 'viewer'] as const
export type CustomerRole = (typeof customerRoles)[number]
export const CustomerRole = z.enum(customerRoles)

/** Somebody whose rights are asked about: who they are, and on whose behalf they act. */
export type Actor =
  | { kind: 'staff'; userId: string; organizationId: string; role: OrganizationRole }
  | { kind: 'customer'; userId: string; organizationId: string; customerId: string; role: CustomerRole }

export const roleNames: Record<OrganizationRole | CustomerRole, string> = {
  owner: 'Owner',
  admin: 'Admin',
  reviewer: 'Reviewer',
  member: 'Member',
  viewer: 'Viewer',
  manager: 'Manager',
  contributor: 'Contributor',
}
