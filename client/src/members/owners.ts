import { presenceColor } from '@certloom/shared/collab/presence'
import type { AnswerOwner } from '@certloom/shared/readiness/status'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useMe } from '../accounts/useMe.ts'
import { api, q } from '../api/client.ts'
import { allPages } from '../api/pages.ts'
import { allPeople } from './queries.ts'

export type OwnerChoice = AnswerOwner & { name: string; color?: string | undefined }

export type Owners = {
  choices: readonly OwnerChoice[]
  /** Whoever something names, also when they have left. */
  find: (owner: AnswerOwner | null) => OwnerChoice | null
  /** The reader and the teams they are in. */
  ownIds: ReadonlySet<string>
}

const allTeams = (customerId: string | undefined, isStaff: boolean) => ({
  queryKey: [...q.teams.key(), 'all', customerId, isStaff],
  queryFn: async () => {
    const theirs =
      customerId === undefined ? [] : await allPages((cursor) => api.teams.list({ customer_id: customerId, limit: 200, cursor }))
    return isStaff ? [...theirs, ...(await allPages((cursor) => api.teams.list({ limit: 200, cursor })))] : theirs
  },
})

/** Who can own work of a customer: people of the organization and of the customer, and teams of both; without one the organization's own. */
export function useOwners(customerId: string | undefined): Owners {
  const { user, customer } = useMe()
  const { data: members } = useQuery(allPeople)
  const { data: teams } = useQuery(allTeams(customerId, customer === null))
  return useMemo(() => {
    const people = (members ?? [])
      .filter(({ customer_id }) => customer_id === null || customer_id === customerId)
      .map(({ user_id, name, color, is_active }) => ({
        kind: 'person' as const,
        id: user_id,
        name,
        color: presenceColor(color),
        is_active,
      }))
    const groups = (teams ?? []).map(({ id, name }) => ({ kind: 'team' as const, id, name }))
    const known = new Map<string, OwnerChoice>([...people, ...groups].map((choice) => [choice.id, choice]))
    const own = (teams ?? []).filter((team) => team.members.some((member) => member.id === user.id))
    return {
      choices: [...groups, ...people.filter((person) => person.is_active)].sort((a, b) => a.name.localeCompare(b.name)),
      find: (owner) => owner && (known.get(owner.id) ?? { ...owner, name: owner.kind === 'team' ? 'Former team' : 'Former colleague' }),
      ownIds: new Set([user.id, ...own.map(({ id }) => id)]),
    }
  }, [members, teams, customerId, user.id])
}
