import type { DocumentStatus } from '@certloom/shared/documents/contract'
import { documentStatuses } from '@certloom/shared/documents/statuses'

/** The orders a reader can choose; without one, as their plans have them. */
export const documentOrders = ['due_date', 'updated'] as const
type Order = (typeof documentOrders)[number]

/** What of a list of documents is in its address. */
export type DocumentListSearch = {
  status?: string | undefined
  /** a customer's id */
  customer?: string | undefined
  /** a person's id, `me`, or `nobody` */
  assignee?: string | undefined
  /** those whose approved version shows older facts */
  facts?: 'older' | undefined
  q?: string | undefined
  sort?: Order | undefined
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const idOr = (value: unknown, ...words: string[]): string | undefined =>
  typeof value === 'string' && (uuid.test(value) || words.includes(value)) ? value : undefined

/** The statuses of a list such as `approved,rejected`; undefined if there are none. */
export function statusesIn(value: unknown): DocumentStatus[] | undefined {
  const named = typeof value === 'string' ? value.split(',') : []
  const found = documentStatuses.filter((status) => named.includes(status))
  return found.length === 0 ? undefined : found
}

/** Reads the address; what is nothing of ours is left out. */
export const documentListSearch = (search: Record<string, unknown>): DocumentListSearch => ({
  status: statusesIn(search.status)?.join(','),
  customer: idOr(search.customer),
  assignee: idOr(search.assignee, 'me', 'nobody'),
  facts: search.facts === 'older' ? 'older' : undefined,
  q: typeof search.q === 'string' && search.q.trim() !== '' ? search.q.slice(0, 200) : undefined,
  sort: documentOrders.find((order) => order === search.sort),
})
