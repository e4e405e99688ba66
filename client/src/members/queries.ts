import { presenceColor } from '@certloom/shared/collab/presence'
import { useQuery } from '@tanstack/react-query'
import { q } from '../api/client.ts'
import { byCursor } from '../api/pages.ts'

/** Everybody the reader may know of: people of the organization and of its customers. */
export const everybody = q.members.list.infiniteOptions({ ...byCursor, input: (cursor: string | undefined) => ({ limit: 200, cursor }) })

export const invitationsSent = q.members.invitations.infiniteOptions({
  ...byCursor,
  input: (cursor: string | undefined) => ({ limit: 100, cursor }),
})

export const customersToNames = q.customers.list.queryOptions({ input: { limit: 200 } })

/** What is known of a person by their id, people who have left included. */
export function usePeople(): (userId: string | null) => { name: string; color: string } | undefined {
  const { data } = useQuery(q.members.list.queryOptions({ input: { limit: 200 } }))
  const people = new Map(data?.data.map((member) => [member.user_id, { name: member.name, color: presenceColor(member.color) }]))
  return (userId) => (userId === null ? undefined : people.get(userId))
}
