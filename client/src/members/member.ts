import type { api, RowOf } from '../api/client.ts'

export type Member = RowOf<typeof api.members.list>

/** What of a customer is shown beside its people. */
export type NamedCustomer = Pick<RowOf<typeof api.customers.list>, 'id' | 'company_name' | 'portal_enabled'>
