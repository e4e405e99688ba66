import { presenceColor } from '@certloom/shared/collab/presence'
import { roleNames } from '@certloom/shared/roles'
import { type ComboboxItem, Select } from '@mantine/core'
import { IconMailPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { PersonAvatar } from '../ui/PersonAvatar.tsx'
import { InviteDialog } from './InviteDialog.tsx'
import type { Member } from './member.ts'
import classes from './PersonPicker.module.css'
import { customersToNames, useSeers } from './queries.ts'

/** The choice that invites somebody instead of choosing one; no person's id is so short. */
const invite = 'invite'

type PersonPickerProps = {
  label: string
  value: string | null
  onChange: (userId: string | null) => void
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

/** Chooses who answers for something. Whoever is missing can be invited from here; they can be chosen once they have joined. */
export function PersonPicker({
  label,
  value,
  onChange,
  customerId,
  except,
  nobody = 'Nobody',
  description,
  error,
  disabled = false,
  hideLabel = false,
}: PersonPickerProps) {
  const people = useSeers(customerId).filter((person) => person.user_id !== except)
  const can = useCan()
  const mayInvite = can('organization.administer') || (customerId !== undefined && can('customer_staff.invite', customerId))
  const [words, setWords] = useState('')
  const [invited, setInvited] = useState<string | null>(null)
  const choices: ComboboxItem[] = people.map(({ user_id, name }) => ({ value: user_id, label: name }))
  const isAddress = words.includes('@')
  return (
    <>
      <Select
        {...(hideLabel ? { 'aria-label': label } : { label })}
        placeholder={nobody}
        description={description}
        error={error}
        disabled={disabled}
        value={value}
        onChange={(chosen) => (chosen === invite ? setInvited(isAddress ? words : '') : onChange(chosen))}
        data={mayInvite ? [...choices, { value: invite, label: isAddress ? `Invite ${words}…` : 'Invite somebody…' }] : choices}
        filter={({ options, search }) => options.filter((option) => isMatch(option, people, search))}
        renderOption={({ option }) => <Choice option={option} person={people.find(({ user_id }) => user_id === option.value)} />}
        comboboxProps={{ withinPortal: false }}
        searchable
        searchValue={words}
        onSearchChange={setWords}
        clearable
        clearButtonProps={{ 'aria-label': `Clear: ${label}` }}
        nothingFoundMessage="Nobody of that name"
        maxDropdownHeight="var(--cl-scroll-box)"
      />
      {invited !== null && <Invite text={invited} customerId={customerId} onClose={() => setInvited(null)} />}
    </>
  )
}

/** By name or address; the way to invite somebody stays whatever is typed. */
function isMatch(option: { value?: string } | object, people: readonly Member[], search: string): boolean {
  const value = 'value' in option ? option.value : undefined
  if (value === invite) return true
  const person = people.find(({ user_id }) => user_id === value)
  const words = search.trim().toLocaleLowerCase()
  return person !== undefined && `${person.name} ${person.email}`.toLocaleLowerCase().includes(words)
}

function Choice({ option, person }: { option: ComboboxItem; person: Member | undefined }) {
  if (person === undefined) {
    return (
      <span className={classes.choice}>
        <IconMailPlus className={classes.icon} aria-hidden />
        {option.label}
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

function Invite({ text, customerId, onClose }: { text: string; customerId: string | undefined; onClose: () => void }) {
  const { data } = useQuery(customersToNames)
  return data && <InviteDialog customers={data} text={text} customerId={customerId} onClose={onClose} />
}
