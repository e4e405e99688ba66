import type { CustomerRole } from '@certloom/shared/roles'
import type { api } from '../api/client.ts'

/** What a form says of the customer itself; empty is nothing. */
export type Details = {
  company_name: string
  industry: string
  contact_email: string
  document_email: string
  phone: string
  address: string
  portal_enabled: boolean
}

/** Somebody who is to be invited to the portal. */
export type InvitationDraft = { key: number; email: string; role: CustomerRole }

/** A framework the customer is to be certified for, and the documents its plan begins with. */
export type AssignmentDraft = {
  key: number
  frameworkId: string
  mode: 'all' | 'selective'
  picked: ReadonlySet<string>
  target: string
}

export const noDetails: Details = {
  company_name: '',
  industry: '',
  contact_email: '',
  document_email: '',
  phone: '',
  address: '',
  portal_enabled: true,
}

/** A customer's details as its form shows them. */
export const detailsOf = (customer: Awaited<ReturnType<typeof api.customers.get>>): Details => ({
  company_name: customer.company_name,
  industry: customer.industry ?? '',
  contact_email: customer.contact_email ?? '',
  document_email: customer.document_email ?? '',
  phone: customer.phone ?? '',
  address: customer.address ?? '',
  portal_enabled: customer.portal_enabled,
})

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

/** The same as the interface takes it. */
export const toSend = ({ company_name, portal_enabled, ...rest }: Details) => ({
  company_name: company_name.trim(),
  portal_enabled,
  industry: orNull(rest.industry),
  contact_email: orNull(rest.contact_email),
  document_email: orNull(rest.document_email),
  phone: orNull(rest.phone),
  address: orNull(rest.address),
})

/** Those with an address; the line that waits for one is left out. */
export const invitationsToSend = (invitations: readonly InvitationDraft[]) =>
  invitations.filter(({ email }) => email.trim() !== '').map(({ email, role }) => ({ email: email.trim(), role }))

/** What the plans are made from. */
export const plansToSend = (assignments: readonly AssignmentDraft[]) =>
  assignments.map(({ frameworkId, mode, picked, target }) => ({
    iso_standard_id: frameworkId,
    template_selection_mode: mode,
    selected_template_ids: mode === 'all' ? [] : [...picked],
    target_completion_date: target === '' ? null : target,
  }))

/** Whether a plan would begin with nothing. */
export const isWithoutTemplates = ({ mode, picked }: AssignmentDraft): boolean => mode === 'selective' && picked.size === 0
