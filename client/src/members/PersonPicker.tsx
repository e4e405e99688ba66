import { presenceColor } from '@certloom/shared/collab/presence'
import { roleNames } from '@certloom/shared/roles'
import { type ComboboxItem, Select } from '@mantine/core'
import { IconMailPlus, IconUser, IconUsers } from '@tabler/icons-react'
import { useState } from 'react'
import { problemOf } from '../api/problems.ts'
import { PersonAvatar } from '../ui/PersonAvatar.tsx'
import type { Member } from './member.ts'
import classes from './PersonPicker.module.css'
import { useSeers } from './queries.ts'
import { inviteWords, useQuickAdd } from './useQuickAdd.tsx'

/** The choices that add somebody instead of choosing them; no person's id is so short. */
const invite = 'invite'
const newTeam = 'new team'

/** A team as a value, where one may be chosen beside people. */
export const teamValue = (teamId: string): string => `team:${teamId}`

/** The team a value means; undefined for a person. */
export const teamIn = (value: string): string | undefined => (value.startsWith('team:') ? value.slice(5) : undefined)

type PersonPickerProps = {
  label: string
  /** a person's id, or a team as `teamValue` */
  value: string | null
  /** with the name of a team that was just made */
  onChange: (value: string | null, newName?: string) => void
  /** teams that are offered beside people, and can be added to */
  teams?: readonly { id: string; name: string }[]
  /** the name of whoever is chosen: somebody who left stays shown until somebody else is chosen */
  chosenName?: string | undefined
  /** whose work it is: only people who can see this customer are offered. The organization's own without one */
  customerId?: string | undefined
  /** somebody who is not offered */
  except?: string
  /** what it says while nobody is chosen */
  nobody?: string
  description?: string
  error?: string | null
  disabled?: boolean
  hideLabel?: boolean
}

/** Chooses who answers for something, the same way everywhere. Whoever is missing can be invited from here; they can be chosen once they have joined. */
export function PersonPicker({
  label,
  value,
  onChange,
  teams,
  chosenName,
  customerId,
  except,
  nobody = 'Nobody',
  description,
  error,
  disabled = false,
  hideLabel = false,
}: PersonPickerProps) {
  const people = useSeers(customerId).filter((person) => person.user_id !== except)
  const [words, setWords] = useState('')
  const quick = useQuickAdd({ customerId, onTeam: ({ id, name }) => onChange(teamValue(id), name) })
  const choices: ComboboxItem[] = [
    ...people.map(({ user_id, name }) => ({ value: user_id, label: name })),
    ...(teams ?? []).map(({ id, name }) => ({ value: teamValue(id), label: name })),
  ]
  if (value !== null && chosenName !== undefined && choices.every((choice) => choice.value !== value))
    choices.push({ value, label: chosenName })
  const chosen = choices.find((choice) => choice.value === value)?.label
  const sought = words === chosen ? '' : words
  const name = sought.trim()
  const mayAddTeam = teams !== undefined && quick.mayAddTeam && name !== '' && choices.every((choice) => choice.label !== name)
  const additions = [
    ...(mayAddTeam ? [{ value: newTeam, label: `New team “${name}”` }] : []),
    ...(quick.mayInvite ? [{ value: invite, label: inviteWords(name) }] : []),
  ]
  const pick = (picked: string | null) => {
    if (picked === invite) quick.invite(name)
    else if (picked === newTeam) quick.addTeam(name)
    else onChange(picked)
  }
  return (
    <>
      <Select
        {...(hideLabel ? { 'aria-label': label } : { label })}
        placeholder={nobody}
        description={description}
        error={error ?? (quick.error === null ? null : problemOf(quick.error).detail)}
        disabled={disabled}
        value={value}
        onChange={pick}
        data={[...choices, ...additions]}
        filter={({ options }) => options.filter((option) => isMatch(option, people, sought))}
        renderOption={({ option }) => <Choice option={option} person={people.find(({ user_id }) => user_id === option.value)} />}
        comboboxProps={{ withinPortal: false }}
        searchable
        searchValue={words}
        onSearchChange={setWords}
        clearable
        clearButtonProps={{ 'aria-label': `Clear: ${label}`, 'aria-hidden': false, tabIndex: 0, size: 'md' }}
        nothingFoundMessage="Nobody of that name"
        maxDropdownHeight="var(--cl-scroll-box)"
      />
      {quick.dialog}
    </>
  )
}

/** By name or address; the ways to add somebody stay whatever is typed. */
function isMatch(option: { value?: string; label?: string } | object, people: readonly Member[], sought: string): boolean {
  if (!('value' in option) || !('label' in option)) return false
  if (option.value === invite || option.value === newTeam) return true
  const email = people.find(({ user_id }) => user_id === option.value)?.email ?? ''
  return `${option.label} ${email}`.toLocaleLowerCase().includes(sought.trim().toLocaleLowerCase())
}

function Choice({ option, person }: { option: ComboboxItem; person: Member | undefined }) {
  if (person === undefined) {
    const isTeam = teamIn(option.value) !== undefined
    const Icon = option.value === invite ? IconMailPlus : isTeam || option.value === newTeam ? IconUsers : IconUser
    return (
      <span className={classes.choice}>
        <Icon className={classes.icon} aria-hidden />
        <span className={classes.name}>{option.label}</span>
        {isTeam && <span className={classes.role}>Team</span>}
      </span>
    )
  }
  return (
    <span className={classes.choice}>
      <PersonAvatar person={{ name: person.name, color: presenceColor(person.color) }} size="sm" decorative />
      <span className={classes.name}>{person.name}</span>
      <span className={classes.role}>{roleNames[person.role]}</span>
    </span>
  )
}
