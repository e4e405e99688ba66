import type { AnswerOwner } from '@certloom/shared/readiness/status'
import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import { useRef, useState } from 'react'
import { OwnerMark } from '../members/OwnerMark.tsx'
import { useChecklistHost } from '../readiness/host.ts'
import { OwnerPicker } from '../readiness/OwnerPicker.tsx'
import classes from './OwnerButton.module.css'

type Props = { owner: AnswerOwner | null; label: string; empty: string; onChoose: (owner: AnswerOwner | null) => void }

/** Who is to own rows; a press chooses a person or a team, or makes a team. */
export function OwnerButton({ owner, label, empty, onChoose }: Props) {
  const { owners } = useChecklistHost()
  const [isOpen, setIsOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const known = owners.find(owner)
  const close = () => {
    setIsOpen(false)
    button.current?.focus()
  }
  return (
    <span className={classes.place}>
      <UnstyledButton ref={button} className={classes.pill} aria-haspopup="listbox" aria-expanded={isOpen} onClick={() => setIsOpen(true)}>
        <VisuallyHidden>{label}: </VisuallyHidden>
        {known ? <OwnerMark owner={known} /> : empty}
      </UnstyledButton>
      {isOpen && <OwnerPicker label={label} onChoose={onChoose} onClose={close} />}
    </span>
  )
}
