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

/** What a guest link opens besides its session: documents, with the sections its questions fill, and checklists. */
export type GuestReach = { documents: ReadonlyMap<string, ReadonlySet<string>>; checklists: ReadonlySet<string> }

/** Somebody who came by a guest link: no account, no role, one session. */
export type Guest = {
  kind: 'guest'
  userId: string
  organizationId: string
  customerId: string
  linkId: string
  sessionId: string
  reach: GuestReach
}

/** Whoever can be in a live document. Requests are made by actors; a guest has a few addresses of their own. */
export type Principal = Actor | Guest

export const roleNames: Record<OrganizationRole | CustomerRole, string> = {
  owner: 'Owner',
  admin: 'Admin',
  reviewer: 'Reviewer',
  member: 'Member',
  viewer: 'Viewer',
  manager: 'Manager',
  contributor: 'Contributor',
}
