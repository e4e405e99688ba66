import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, q } from '../api/client.ts'
import { allPages } from '../api/pages.ts'
import type { Named } from './outbox.ts'

const allPeople = {
  queryKey: [...q.members.key(), 'all'],
  queryFn: () => allPages((cursor) => api.members.list({ limit: 200, cursor })),
}

/** Who can be named in a comment: those who can see it. */
export function usePeopleToName(customerId: string, isInternal: boolean): readonly Named[] {
  const { data } = useQuery(allPeople)
  return useMemo(
    () =>
      (data ?? [])
        .filter((person) => person.is_active && (person.customer_id === null || (person.customer_id === customerId && !isInternal)))
        .map(({ user_id, name }) => ({ id: user_id, name }))
        .sort((a, b) => a.name.localeCompare(b.name)),
    [data, customerId, isInternal],
  )
}
