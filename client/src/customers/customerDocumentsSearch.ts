import { type SortOrder, sortOrders } from '@certloom/shared/customers/listing'
import type { DocumentStatus, DocumentSummary } from '@certloom/shared/documents/contract'

/** The words of a document's statuses are the same everywhere; this is their order. */
export const documentStatuses = [
  'not_started',
  'in_progress',
  'pending_review',
  'changes_requested',
  'rejected',
  'approved',
] as const satisfies readonly DocumentStatus[]

export const documentSorts = ['plan', 'name', 'status', 'filled', 'due', 'changed'] as const
export type DocumentSort = (typeof documentSorts)[number]

/** Which of a customer's documents are listed, as the address says it; what is left out does not matter. */
export type CustomerDocumentsSearch = {
  q?: string | undefined
  status?: DocumentStatus | undefined
  plan?: string | undefined
  sort?: DocumentSort | undefined
  order?: SortOrder | undefined
}

const oneOf = <T extends string>(known: readonly T[], value: unknown): T | undefined => known.find((one) => one === value)

/** Reads the address; what is nothing of ours is left out. */
export function customerDocumentsSearch({ q, status, plan, sort, order }: Record<string, unknown>): CustomerDocumentsSearch {
  return {
    q: (typeof q === 'string' || typeof q === 'number') && String(q).trim() !== '' ? String(q).slice(0, 200) : undefined,
    status: oneOf(documentStatuses, status),
    plan: typeof plan === 'string' ? plan : undefined,
    sort: oneOf(documentSorts, sort),
    order: oneOf(sortOrders, order),
  }
}

const sortedBy: Record<Exclude<DocumentSort, 'plan'>, (document: DocumentSummary) => string | number> = {
  name: ({ document_name }) => document_name.toLocaleLowerCase(),
  status: ({ status }) => documentStatuses.indexOf(status),
  filled: ({ completion_percentage }) => completion_percentage,
  due: ({ due_date }) => due_date ?? '9999',
  changed: ({ updated_at }) => updated_at,
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'string' && typeof b === 'string' ? a.localeCompare(b) : Number(a) - Number(b)
}

/** The documents that are asked for, in the order asked for; by itself it is the order of the plans. */
export function choose(documents: readonly DocumentSummary[], search: CustomerDocumentsSearch): DocumentSummary[] {
  const { q, status, plan, sort = 'plan', order = 'asc' } = search
  const words = q?.toLocaleLowerCase()
  const chosen = documents.filter(
    (document) =>
      (words === undefined || document.document_name.toLocaleLowerCase().includes(words)) &&
      (status === undefined || document.status === status) &&
      (plan === undefined || document.plan_id === plan),
  )
  if (sort === 'plan') return chosen
  const sorted = chosen.toSorted((a, b) => compare(sortedBy[sort](a), sortedBy[sort](b)))
  return order === 'asc' ? sorted : sorted.toReversed()
}
