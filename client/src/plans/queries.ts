import { api, q } from '../api/client.ts'

type PageOf<Row> = { data: Row[]; next_cursor: string | null }

/** All pages of a list that a page shows as a whole; a customer has a handful of plans and at most some hundred documents. */
async function all<Row>(page: (cursor: string | undefined) => Promise<PageOf<Row>>): Promise<Row[]> {
  const rows: Row[] = []
  let cursor: string | undefined
  do {
    const { data, next_cursor } = await page(cursor)
    rows.push(...data)
    cursor = next_cursor ?? undefined
  } while (cursor !== undefined)
  return rows
}

/** A customer's plans, newest first. */
export const plansOfCustomer = (customerId: string) => ({
  queryKey: [...q.plans.key(), 'of', customerId],
  queryFn: () => all((cursor) => api.plans.list({ customer_id: customerId, limit: 200, cursor })),
})

/** The documents of all of a customer's plans. */
export const documentsOfCustomer = (customerId: string) => ({
  queryKey: [...q.documents.key(), 'of', customerId],
  queryFn: () => all((cursor) => api.documents.list({ customer_id: customerId, limit: 200, cursor })),
})
