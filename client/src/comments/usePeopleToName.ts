import { presenceColor } from '@certloom/shared/collab/presence'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { allPeople } from '../members/queries.ts'
import type { Addressed } from './mentions.ts'

/** Somebody who can be named in a comment, in their colour. */
export type Nameable = Addressed & { color: string }

/** Who can be named in a comment: those who can see it. */
export function usePeopleToName(customerId: string, isInternal: boolean): readonly Nameable[] {
  const { data } = useQuery(allPeople)
  return useMemo(
    () =>
      (data ?? [])
        .filter((person) => person.is_active && (person.customer_id === null || (person.customer_id === customerId && !isInternal)))
        .map(({ user_id, name, email, color }) => ({ id: user_id, name, email, color: presenceColor(color) }))
        .sort((a, b) => a.name.localeCompare(b.name)),
    [data, customerId, isInternal],
  )
}
