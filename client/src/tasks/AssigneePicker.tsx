import { type OwnerChoice, useOwners } from '../members/owners.ts'
import { PersonPicker, teamIn, teamValue } from '../members/PersonPicker.tsx'
import type { Task } from './queries.ts'

/** Whose a task is to be: a person, a team, or nobody's. */
export type Assignment = Pick<Task, 'assigned_to' | 'assigned_team' | 'assignee' | 'team'>

export const nobody: Assignment = { assigned_to: null, assigned_team: null, assignee: null, team: null }

type Option = { value: string; label: string }

/** People and teams who can be given work of a customer; without one, those of the organization. */
export function useAssignees(customerId: string | undefined): { people: Option[]; teams: Option[] } {
  const { choices } = useOwners(customerId)
  return {
    people: choices.filter(({ kind }) => kind === 'person').map(({ id, name }) => ({ value: id, label: name })),
    teams: choices.filter(({ kind }) => kind === 'team').map(({ id, name }) => ({ value: teamValue(id), label: name })),
  }
}

/** The choices in groups; those without anybody in them are left out. */
export const groupsOf = ({ people, teams }: { people: Option[]; teams: Option[] }) => [
  ...(people.length > 0 ? [{ group: 'People', items: people }] : []),
  ...(teams.length > 0 ? [{ group: 'Teams', items: teams }] : []),
]

/** What is to be a task's after an owner was chosen. */
export const assignmentTo = (owner: OwnerChoice | null): Assignment => {
  if (owner === null) return nobody
  const { kind, id, name } = owner
  return kind === 'person' ? { ...nobody, assigned_to: id, assignee: { id, name } } : { ...nobody, assigned_team: id, team: { id, name } }
}

type Props = { customerId: string; value: Assignment; onChange: (value: Assignment) => void }

/** Chooses whose a task is: a person's or a team's. */
export function AssigneePicker({ customerId, value, onChange }: Props) {
  const { choices } = useOwners(customerId)
  const { assigned_to, assigned_team } = value
  const choose = (chosen: string | null, newName?: string) => {
    const id = chosen === null ? '' : (teamIn(chosen) ?? chosen)
    const known = choices.find((choice) => choice.id === id)
    onChange(assignmentTo(newName === undefined ? (known ?? null) : { kind: 'team', id, name: newName }))
  }
  return (
    <PersonPicker
      label="Assignee"
      customerId={customerId}
      teams={choices.filter(({ kind }) => kind === 'team')}
      value={assigned_to ?? (assigned_team && teamValue(assigned_team))}
      chosenName={value.assignee?.name ?? value.team?.name}
      onChange={choose}
    />
  )
}
