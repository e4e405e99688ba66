import { UnstyledButton } from '@mantine/core'
import { memo, useRef, useState } from 'react'
import { OwnerMark } from '../members/OwnerMark.tsx'
import classes from './cells.module.css'
import { useChecklistHost } from './host.ts'
import type { LiveRow } from './liveRows.ts'
import { OwnerPicker } from './OwnerPicker.tsx'

type Props = { id: string; code: string; live: LiveRow; tabIndex: number }

/** Who owns a row, changed in place. */
export const OwnerCell = memo(function OwnerCell({ id, code, live, tabIndex }: Props) {
  const { canWrite, editing, owners } = useChecklistHost()
  const [isOpen, setIsOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const owner = owners.find(live.values.owner)
  if (!canWrite) return owner ? <OwnerMark owner={owner} /> : null
  const close = () => {
    setIsOpen(false)
    button.current?.focus()
  }
  return (
    <>
      <UnstyledButton
        ref={button}
        className={classes.cellButton}
        tabIndex={tabIndex}
        data-control="owner"
        aria-label={owner ? `Owner of ${code}: ${owner.name}` : `Assign ${code}`}
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(true)}
      >
        {owner ? <OwnerMark owner={owner} /> : <span className={classes.quiet}>Assign</span>}
      </UnstyledButton>
      {isOpen && <OwnerPicker label={`Owner of ${code}`} onChoose={(next) => editing.own([id], next)} onClose={close} />}
    </>
  )
})
