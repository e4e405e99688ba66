import type { DocumentStatus } from '@certloom/shared/documents/contract'
import type { evidenceFilters } from '@certloom/shared/evidence/listing'
import type { LinkProps } from '@tanstack/react-router'
import type { TaskSearch } from '../tasks/taskSearch.ts'

/** Whose progress is shown: a plan's, a customer's, or that of everything the reader may see. */
export type Of = { customer_id: string } | { plan_id: string } | Record<string, never>

/** The documents behind a number: one status of them, or all. */
export function documentsLink(of: Of, status?: DocumentStatus): LinkProps {
  const search = status === undefined ? {} : { status }
  if ('plan_id' in of) return { to: '/plans/$planId/documents', params: { planId: of.plan_id }, search }
  if ('customer_id' in of) return { to: '/customers/$customerId/documents', params: { customerId: of.customer_id }, search }
  return { to: '/documents', search }
}

/** The approved documents that show older facts: of a customer with what they show, else as a list. */
export const olderFactsLink = (of: Of): LinkProps =>
  'customer_id' in of
    ? { to: '/customers/$customerId/facts', params: { customerId: of.customer_id } }
    : { ...documentsLink(of), search: { facts: 'older' } }

/** The plans behind a number. */
export const plansLink = (of: Of, status: string): LinkProps => ({
  to: '/plans',
  search: { status, ...('customer_id' in of && { customer: of.customer_id }) },
})

/** The evidence behind a number. */
export const evidenceLink = (of: Exclude<Of, { plan_id: string }>, status: (typeof evidenceFilters)[number]): LinkProps =>
  'customer_id' in of
    ? { to: '/customers/$customerId/files', params: { customerId: of.customer_id }, search: { view: 'evidence', status } }
    : { to: '/evidence', search: { status } }

/** The tasks behind a number, as a list: a number is of rows. */
export function tasksLink(of: Of, conditions: Pick<TaskSearch, 'status' | 'due' | 'evidence' | 'assignee'>): LinkProps {
  const search = { view: 'list' as const, ...conditions }
  if ('plan_id' in of) return { to: '/plans/$planId/tasks', params: { planId: of.plan_id }, search }
  return 'customer_id' in of
    ? { to: '/customers/$customerId/tasks', params: { customerId: of.customer_id }, search }
    : { to: '/tasks', search }
}
