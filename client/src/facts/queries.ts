import { q } from '../api/client.ts'

/** What is said once about a customer. */
export const factsOf = (customerId: string) => q.facts.get.queryOptions({ input: { customer_id: customerId } })

/** Approved documents that show facts otherwise than they are said now. */
export const driftOf = (customerId: string) => q.facts.drift.queryOptions({ input: { customer_id: customerId } })
