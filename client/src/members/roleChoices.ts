import type { CustomerRole, OrganizationRole } from '@certloom/shared/roles'
import { customerRoles, organizationRoles, roleNames } from '@certloom/shared/roles'

export type AnyRole = OrganizationRole | CustomerRole

const choice = (role: AnyRole) => ({ value: role, label: roleNames[role] })

/** Roles somebody may be given: those of the organization itself, or of one customer's staff. Only owners make owners. */
export const roleChoices = (ofCustomer: boolean, mayGrantOwner: boolean) =>
  ofCustomer ? customerRoles.map(choice) : organizationRoles.filter((role) => mayGrantOwner || role !== 'owner').map(choice)

const known: readonly AnyRole[] = [...organizationRoles, ...customerRoles]

/** The role a form's field stands on. */
export const roleNamed = (text: string): AnyRole | undefined => known.find((role) => role === text)
