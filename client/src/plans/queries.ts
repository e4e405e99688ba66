import { api, q } from '../api/client.ts'
import { allPages } from '../api/pages.ts'

/** A customer's plans, newest first. */
export const plansOfCustomer = (customerId: string) => ({
  queryKey: [...q.plans.key(), 'of', customerId],
  queryFn: () => allPages((cursor) => api.plans.list({ customer_id: customerId, limit: 200, cursor })),
})

/** The documents of all of a customer's plans. */
export const documentsOfCustomer = (customerId: string) => ({
  queryKey: [...q.documents.key(), 'of', customerId],
  queryFn: () => allPages((cursor) => api.documents.list({ customer_id: customerId, limit: 200, cursor })),
})
