import type { EvidenceTarget } from '@certloom/shared/evidence/contract'
import { type QueryClient, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api, q, type RowOf } from '../api/client.ts'
import { allPages } from '../api/pages.ts'

export type Evidence = RowOf<typeof api.evidence.list>
type Link = Evidence['links'][number]

/** What is read at once: the evidence of a whole document, or of a task. */
type Shelf = { document_id: string } | { task_id: string }

const shelfOf = (target: EvidenceTarget): Shelf => ('task_id' in target ? { task_id: target.task_id } : { document_id: target.document_id })

const evidenceOn = (shelf: Shelf) => ({
  queryKey: [...q.evidence.key(), 'on', shelf],
  queryFn: () => allPages((cursor) => api.evidence.list({ ...shelf, limit: 200, cursor })),
})

/** Everything a customer has given as evidence. */
export const evidenceOfCustomer = (customerId: string) => ({
  queryKey: [...q.evidence.key(), 'of', customerId],
  queryFn: () => allPages((cursor) => api.evidence.list({ customer_id: customerId, limit: 200, cursor })),
  // Whoever chooses from it is told that there is no connection, and gets it once there is one.
  networkMode: 'always' as const,
  refetchOnReconnect: true,
})

const isFor = (link: Link, target: EvidenceTarget): boolean =>
  'task_id' in target ? link.task_id === target.task_id : link.document_id === target.document_id && link.section_id === target.section_id

/** What ties a piece of evidence to this section or task. */
export const linkTo = ({ links }: Evidence, target: EvidenceTarget): Link | undefined => links.find((link) => isFor(link, target))

/** In the order they came, whoever looks, and in the same place again after something was taken away and brought back. */
const inOrder = (items: readonly Evidence[]): Evidence[] => items.toSorted((a, b) => (a.id < b.id ? -1 : 1))

/** The evidence of one section or task. Items that did not change stay the same objects. */
export function useEvidence(target: EvidenceTarget): UseQueryResult<Evidence[]> {
  const select = useCallback((items: Evidence[]) => inOrder(items.filter((item) => linkTo(item, target) !== undefined)), [target])
  return useQuery({ ...evidenceOn(shelfOf(target)), select })
}

const noCounts: Readonly<Record<string, number>> = {}

/** What counts: rejected evidence is still there, and shows nothing. */
function countBySection(items: readonly Evidence[], documentId: string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { status, links } of items) {
    if (status === 'rejected') continue
    for (const { document_id, section_id } of links)
      if (document_id === documentId && section_id !== null) counts[section_id] = (counts[section_id] ?? 0) + 1
  }
  return counts
}

/** How many pieces of evidence that are not rejected each section of a document has; sections without any are left out. */
export function useEvidenceCounts(documentId: string): Readonly<Record<string, number>> {
  const select = useCallback((items: Evidence[]) => countBySection(items, documentId), [documentId])
  return useQuery({ ...evidenceOn({ document_id: documentId }), select }).data ?? noCounts
}

/** Reads evidence again wherever it is shown. */
export function useRefreshEvidence(): () => Promise<void> {
  const client = useQueryClient()
  return useCallback(() => client.invalidateQueries({ queryKey: q.evidence.key() }), [client])
}

/** Changes what is shown for a section or task until it is read again. */
function change(client: QueryClient, target: EvidenceTarget, next: (items: Evidence[]) => Evidence[]): void {
  client.setQueryData(evidenceOn(shelfOf(target)).queryKey, (items: Evidence[] | undefined) => items && next(items))
}

/** Shows what the server just answered. */
export const showEvidence = (client: QueryClient, target: EvidenceTarget, item: Evidence): void =>
  change(client, target, (items) => [...items.filter(({ id }) => id !== item.id), item])

/** Shows a piece of evidence no longer where this link tied it to. */
export const hideLink = (client: QueryClient, target: EvidenceTarget, linkId: string): void =>
  change(client, target, (items) => items.map((item) => ({ ...item, links: item.links.filter(({ id }) => id !== linkId) })))
