import type { Customer } from '../db/generated/client.ts'

/** A customer as REST answers it. */
export const presentCustomer = (customer: Customer) => ({
  id: customer.id,
  company_name: customer.companyName,
  is_self: customer.isSelf,
  industry: customer.industry,
  contact_email: customer.contactEmail,
  portal_enabled: customer.portalEnabled,
  created_at: customer.createdAt.toISOString(),
})
