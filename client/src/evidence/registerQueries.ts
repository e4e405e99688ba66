import { q } from '../api/client.ts'
import { byCursor } from '../api/pages.ts'
import type { QueueSearch, RegisterSearch } from '../app/evidenceRoute.ts'

/** Evidence as the address narrows it, of one customer or of all. */
export const evidenceList = (
  { status, type, by, q: words, sort, plan, document }: QueueSearch & Pick<RegisterSearch, 'plan' | 'document'>,
  customerId?: string,
) =>
  q.evidence.list.infiniteOptions({
    ...byCursor,
    input: (cursor: string | undefined) => ({
      limit: 50,
      cursor,
      status,
      type,
      uploaded_by: by,
      q: words,
      sort,
      plan_id: plan,
      document_id: document,
      customer_id: customerId,
    }),
    placeholderData: (before) => before,
  })

/** What is required of a customer, as the address narrows it. */
export const requirementList = (customerId: string, { state, plan, document, q: words }: RegisterSearch) =>
  q.evidence.requirements.infiniteOptions({
    ...byCursor,
    input: (cursor: string | undefined) => ({
      customer_id: customerId,
      limit: 100,
      cursor,
      state,
      plan_id: plan,
      document_id: document,
      q: words,
    }),
    placeholderData: (before) => before,
  })
