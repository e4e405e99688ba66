import { api, q } from '../api/client.ts'
import { allPages } from '../api/pages.ts'

/** A customer's plans, newest first. */
export const plansOfCustomer = (customerId: string) => ({
  queryKey: [...q.plans.key(), 'of', customerId],
  queryFn: () => allPages((cursor) => api.plans.list({ customer_id: customerId, limit: 200, cursor })),
})

/** The documents of all of a customer's plans. */
export const documentsOfCustomer = (customerId: string) => ({
  queryKey: [...q.documents.list.key(), 'of', customerId],
  queryFn: () => allPages((cursor) => api.documents.list({ customer_id: customerId, limit: 200, cursor })),
})

/** One plan, by its id alone. */
export const planById = (planId: string) => q.plans.find.queryOptions({ input: { plan_id: planId } })

/** All documents of one plan, in its order. */
export const documentsOfPlan = (planId: string) => ({
  queryKey: [...q.documents.list.key(), 'of plan', planId],
  queryFn: () => allPages((cursor) => api.documents.list({ plan_id: planId, limit: 200, cursor })),
})

/** All tasks of one plan, by their due date. */
export const tasksOfPlan = (planId: string) => ({
  queryKey: [...q.tasks.key(), 'of plan', planId],
  queryFn: () => allPages((cursor) => api.tasks.list({ plan_id: planId, limit: 200, cursor })),
})
