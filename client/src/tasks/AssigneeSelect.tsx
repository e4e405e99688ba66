import { NativeSelect } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { allPeople } from '../members/queries.ts'
import { teamsOf } from '../teams/queries.ts'
import type { Task } from './queries.ts'

/** Whose a task is to be: a person, a team, or nobody's. */
export type Assignment = Pick<Task, 'assigned_to' | 'assigned_team' | 'assignee' | 'team'>

export const nobody: Assignment = { assigned_to: null, assigned_team: null, assignee: null, team: null }

type Option = { value: string; label: string }

/** People and teams who can be given work of a customer; without one, those of the organization. */
export function useAssignees(customerId: string | undefined): { people: Option[]; teams: Option[] } {
  const members = useQuery(allPeople).data ?? []
  const own = useInfiniteQuery(teamsOf(undefined)).data
  const theirs = useInfiniteQuery({ ...teamsOf(customerId), enabled: customerId !== undefined }).data
  const teams = [own, customerId === undefined ? undefined : theirs].flatMap((list) => list?.pages.flatMap((page) => page.data) ?? [])
  return {
    people: members
      .filter((member) => member.is_active && (member.customer_id === null || member.customer_id === customerId))
      .map(({ user_id, name }) => ({ value: user_id, label: name })),
    teams: teams.map(({ id, name }) => ({ value: `team:${id}`, label: name })),
  }
}

/** The choices in groups; those without anybody in them are left out. */
export const groupsOf = ({ people, teams }: { people: Option[]; teams: Option[] }) => [
  ...(people.length > 0 ? [{ group: 'People', items: people }] : []),
  ...(teams.length > 0 ? [{ group: 'Teams', items: teams }] : []),
]

/** What a chosen value means. */
export function assignmentOf(value: string, { people, teams }: { people: Option[]; teams: Option[] }): Assignment {
  const name = [...people, ...teams].find((option) => option.value === value)?.label ?? ''
  if (value === '') return nobody
  if (!value.startsWith('team:')) return { ...nobody, assigned_to: value, assignee: { id: value, name } }
  const id = value.slice(5)
  return { ...nobody, assigned_team: id, team: { id, name } }
}

const choiceOf = ({ assigned_to, assigned_team }: Assignment): string =>
  assigned_to ?? (assigned_team === null ? '' : `team:${assigned_team}`)

type Props = {
  customerId: string
  value: Assignment
  onChange: (value: Assignment) => void
  label: string
  disabled?: boolean
  error?: string | null
}

/** Chooses whose a task is. Somebody who left stays shown until somebody else is chosen. */
export function AssigneeSelect({ customerId, value, onChange, label, disabled = false, error = null }: Props) {
  const known = useAssignees(customerId)
  const chosen = choiceOf(value)
  const isKnown = chosen === '' || [...known.people, ...known.teams].some((option) => option.value === chosen)
  const gone = { value: chosen, label: value.assignee?.name ?? value.team?.name ?? '' }
  return (
    <NativeSelect
      label={label}
      value={chosen}
      disabled={disabled}
      error={error}
      onChange={(event) => onChange(assignmentOf(event.currentTarget.value, known))}
      data={[{ value: '', label: 'Nobody' }, ...(isKnown ? [] : [gone]), ...groupsOf(known)]}
    />
  )
}
