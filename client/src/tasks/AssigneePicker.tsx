import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { PersonPicker, teamIn, teamValue } from '../members/PersonPicker.tsx'
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
    teams: teams.map(({ id, name }) => ({ value: teamValue(id), label: name })),
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
  const id = teamIn(value)
  if (id === undefined) return { ...nobody, assigned_to: value, assignee: { id: value, name } }
  return { ...nobody, assigned_team: id, team: { id, name } }
}

type Props = { customerId: string; value: Assignment; onChange: (value: Assignment) => void }

/** Chooses whose a task is: a person's or a team's. */
export function AssigneePicker({ customerId, value, onChange }: Props) {
  const known = useAssignees(customerId)
  const { assigned_to, assigned_team } = value
  return (
    <PersonPicker
      label="Assignee"
      customerId={customerId}
      teams={known.teams.map(({ value: team, label: name }) => ({ id: teamIn(team) ?? '', name }))}
      value={assigned_to ?? (assigned_team && teamValue(assigned_team))}
      chosenName={value.assignee?.name ?? value.team?.name}
      onChange={(chosen) => onChange(assignmentOf(chosen ?? '', known))}
    />
  )
}
