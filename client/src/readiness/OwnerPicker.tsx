import type { AnswerOwner } from '@certloom/shared/readiness/status'
import { Combobox, useCombobox } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import classes from './cells.module.css'
import { useChecklistHost } from './host.ts'
import { OwnerMark } from './OwnerMark.tsx'
import type { OwnerChoice } from './owners.ts'
import { inPopups } from './popups.ts'
import { useQuickTeam } from './useQuickTeam.ts'

type Props = { label: string; onChoose: (owner: AnswerOwner | null) => void; onClose: () => void }

const nobody = 'nobody'
const newTeam = 'new team'

const matching = (choices: readonly OwnerChoice[], typed: string): OwnerChoice[] =>
  choices.filter(({ name }) => name.toLowerCase().includes(typed.trim().toLowerCase())).slice(0, 40)

/** Chooses a person or a team, or makes a team. Mount it to open it. */
export function OwnerPicker({ label, onChoose, onClose }: Props) {
  const { owners, customerId } = useChecklistHost()
  const [typed, setTyped] = useState('')
  const combobox = useCombobox({ opened: true, onOpenedChange: (isOpen) => !isOpen && onClose() })
  const { focusSearchInput, selectFirstOption } = combobox
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it opens
  useEffect(() => focusSearchInput(), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever other options are there
  useEffect(() => void selectFirstOption(), [typed])
  const choose = (owner: AnswerOwner | null) => {
    onChoose(owner)
    onClose()
  }
  const quick = useQuickTeam(choose)
  const found = matching(owners.choices, typed)
  const mayAdd = useCan()('team.write', customerId) && typed.trim() !== '' && !found.some(({ name }) => name === typed.trim())
  const submit = (value: string) => {
    const chosen = owners.choices.find(({ id }) => id === value)
    if (value === nobody) choose(null)
    else if (value === newTeam) quick.mutate({ customer_id: customerId, name: typed.trim() })
    else if (chosen) choose({ kind: chosen.kind, id: chosen.id })
  }
  return (
    <Combobox store={combobox} position="bottom-start" width={240} shadow="md" {...inPopups} onOptionSubmit={submit}>
      <Combobox.DropdownTarget>
        <span className={classes.anchor} aria-hidden />
      </Combobox.DropdownTarget>
      <Combobox.Dropdown>
        <Combobox.Search
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          placeholder="A person or a team"
          aria-label={label}
        />
        <Combobox.Options aria-label={label} className={classes.options}>
          {typed === '' && <Combobox.Option value={nobody}>Nobody</Combobox.Option>}
          {found.map((choice) => (
            <Combobox.Option key={choice.id} value={choice.id}>
              <OwnerMark owner={choice} />
            </Combobox.Option>
          ))}
          {mayAdd && <Combobox.Option value={newTeam}>New team “{typed.trim()}”</Combobox.Option>}
          {found.length === 0 && !mayAdd && <Combobox.Empty>Nobody of that name</Combobox.Empty>}
        </Combobox.Options>
        {quick.error !== null && <ProblemAlert error={quick.error} />}
      </Combobox.Dropdown>
    </Combobox>
  )
}
