/** Roles of an organization's own people, strongest first. */
export const organizationRoles = ['owner', 'admin', 'reviewer', 'member', 'viewer'] as const
export type OrganizationRole = (typeof organizationRoles)[number]

/** Roles of a customer's staff; each such person sees one customer only. */
export const customerRoles = ['manager', 'contributor', 'viewer'] as const
export type CustomerRole = (typeof customerRoles)[number]

export const isOrganizationRole = (role: string): role is OrganizationRole => (organizationRoles as readonly string[]).includes(role)
export const isCustomerRole = (role: string): role is CustomerRole => (customerRoles as readonly string[]).includes(role)

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
