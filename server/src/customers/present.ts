import type { Customer } from '../db/generated/client.ts'
import { offeredRole, stateOf } from '../members/present.ts'
import type { ListedCustomer } from './listCustomers.ts'
import type { Portal } from './portal.ts'

/** A customer as REST answers it. */
export const presentCustomer = (customer: Customer) => ({
  id: customer.id,
  company_name: customer.companyName,
  is_self: customer.isSelf,
  industry: customer.industry,
  address: customer.address,
  phone: customer.phone,
  contact_email: customer.contactEmail,
  document_email: customer.documentEmail,
  portal_enabled: customer.portalEnabled,
  created_at: customer.createdAt.toISOString(),
  archived_at: customer.archivedAt?.toISOString() ?? null,
})

/** A customer of a list as REST answers it. */
export const presentListedCustomer = ({ figures: { customer_id: _id, ...figures }, key: _key, ...customer }: ListedCustomer) => ({
  ...presentCustomer(customer),
  ...figures,
})

/** A customer's portal as REST answers it. */
export const presentPortal = ({ customer, people, invitations }: Portal) => ({
  portal_enabled: customer.portalEnabled,
  accounts: people.map(({ user_id, email, name, role, is_active }) => ({ user_id, email, name, role, is_active })),
  invitations: invitations.map((invitation) => ({
    id: invitation.id,
    email: invitation.email,
    role: offeredRole(invitation),
    state: stateOf(invitation),
    expires_at: invitation.expiresAt.toISOString(),
  })),
})
