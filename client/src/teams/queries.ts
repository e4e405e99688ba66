import { q } from '../api/client.ts'
import { byCursor } from '../api/pages.ts'

/** Teams of a customer, or without one of the organization itself. */
export const teamsOf = (customerId: string | undefined) =>
  q.teams.list.infiniteOptions({ ...byCursor, input: (cursor: string | undefined) => ({ customer_id: customerId, limit: 100, cursor }) })
