import { Combobox, type ComboboxProps, useCombobox } from '@mantine/core'
import { useEffect, useState } from 'react'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { OwnerMark } from './OwnerMark.tsx'
import classes from './OwnerMenu.module.css'
import type { OwnerChoice } from './owners.ts'
import { inviteWords, useQuickAdd } from './useQuickAdd.tsx'

type Props = {
  label: string
  choices: readonly OwnerChoice[]
  /** whose work it is; the organization's own without one */
  customerId: string | undefined
  onChoose: (owner: OwnerChoice | null) => void
  onClose: () => void
  /** only people can be chosen */
  isOfPeople?: boolean
  popup?: Pick<ComboboxProps, 'withinPortal' | 'portalProps' | 'floatingStrategy' | 'position'>
}

const nobody = 'nobody'
const newTeam = 'new team'
const invitation = 'invitation'

/** Nobody reads further: more letters bring the name up. */
const mostShown = 40

const matching = (choices: readonly OwnerChoice[], typed: string): OwnerChoice[] =>
  choices.filter(({ name }) => name.toLowerCase().includes(typed.trim().toLowerCase())).slice(0, mostShown)

/** Chooses a person or a team where the mouse is, or adds whoever is missing. Mount it, in something that is positioned, to open it. */
export function OwnerMenu({ label, choices, customerId, onChoose, onClose, isOfPeople = false, popup }: Props) {
  const [typed, setTyped] = useState('')
  const combobox = useCombobox({ opened: true, onOpenedChange: (isOpen) => !isOpen && onClose() })
  const { focusSearchInput, selectFirstOption } = combobox
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it opens
  useEffect(() => focusSearchInput(), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever other options are there
  useEffect(() => void selectFirstOption(), [typed])
  const choose = (owner: OwnerChoice | null) => {
    onChoose(owner)
    onClose()
  }
  const quick = useQuickAdd({ customerId, onTeam: ({ id, name }) => choose({ kind: 'team', id, name }), onInvited: onClose })
  const found = matching(isOfPeople ? choices.filter(({ kind }) => kind === 'person') : choices, typed)
  const name = typed.trim()
  const mayAddTeam = !isOfPeople && quick.mayAddTeam && name !== '' && !found.some((choice) => choice.name === name)
  const submit = (value: string) => {
    if (value === nobody) choose(null)
    else if (value === newTeam) quick.addTeam(name)
    else if (value === invitation) quick.invite(name)
    else choose(choices.find(({ id }) => id === value) ?? null)
  }
  if (quick.dialog) return quick.dialog
  return (
    <Combobox store={combobox} position="bottom-start" width={240} shadow="md" {...popup} onOptionSubmit={submit}>
      <Combobox.DropdownTarget>
        <span className={classes.anchor} aria-hidden />
      </Combobox.DropdownTarget>
      <Combobox.Dropdown>
        <Combobox.Search
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          placeholder={isOfPeople ? 'A person' : 'A person or a team'}
          aria-label={label}
        />
        <Combobox.Options aria-label={label} className={classes.options}>
          {typed === '' && <Combobox.Option value={nobody}>Nobody</Combobox.Option>}
          {found.map((choice) => (
            <Combobox.Option key={choice.id} value={choice.id}>
              <OwnerMark owner={choice} />
            </Combobox.Option>
          ))}
          {mayAddTeam && <Combobox.Option value={newTeam}>New team “{name}”</Combobox.Option>}
          {quick.mayInvite && <Combobox.Option value={invitation}>{inviteWords(name)}</Combobox.Option>}
          {found.length === 0 && !mayAddTeam && !quick.mayInvite && <Combobox.Empty>Nobody of that name</Combobox.Empty>}
        </Combobox.Options>
        <ProblemAlert error={quick.error} />
      </Combobox.Dropdown>
    </Combobox>
  )
}
