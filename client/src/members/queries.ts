import { presenceColor } from '@certloom/shared/collab/presence'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, q } from '../api/client.ts'
import { allPages, byCursor } from '../api/pages.ts'
import type { Member } from './member.ts'

/** Everybody the reader may know of: people of the organization and of its customers. */
export const everybody = q.members.list.infiniteOptions({ ...byCursor, input: (cursor: string | undefined) => ({ limit: 200, cursor }) })

export const invitationsSent = q.members.invitations.infiniteOptions({
  ...byCursor,
  input: (cursor: string | undefined) => ({ limit: 100, cursor }),
})

/** Every customer the reader may know of, to name where people work. */
export const customersToNames = queryOptions({
  queryKey: [...q.customers.list.key(), 'all'],
  queryFn: () => allPages((cursor) => api.customers.list({ limit: 200, cursor })),
})

/** The same in one list, page after page, for choices and look-ups that must not miss anybody. */
export const allPeople = queryOptions({
  queryKey: [...q.members.key(), 'all'],
  queryFn: () => allPages((cursor) => api.members.list({ limit: 200, cursor })),
})

type People = ReadonlyMap<string, { name: string; color: string }>

const byId = (members: readonly { user_id: string; name: string; color: number }[]): People =>
  new Map(members.map(({ user_id, name, color }) => [user_id, { name, color: presenceColor(color) }]))

/** What is known of a person by their id, people who have left included. */
export function usePeople(): (userId: string | null) => { name: string; color: string } | undefined {
  const { data } = useQuery({ ...allPeople, select: byId })
  return (userId) => (userId === null ? undefined : data?.get(userId))
}

/** People who can see a customer: the organization's own, and that customer's; without one only the former. */
export function useSeers(customerId: string | undefined): Member[] {
  const { data = [] } = useQuery(allPeople)
  return data.filter((person) => person.is_active && (person.customer_id === null || person.customer_id === customerId))
}
