import { type AnswerStatus, answerStatuses } from '@certloom/shared/readiness/status'
import { Button, UnstyledButton } from '@mantine/core'
import { useRef, useState } from 'react'
import { SectionMark, stateWord } from '../ui/StateMark.tsx'
import classes from './BulkBar.module.css'
import { DueField } from './DueCell.tsx'
import { OwnerPicker } from './OwnerPicker.tsx'
import type { OwnerChange } from './useBulkEdit.ts'

type Props = {
  count: number
  onChoose: (status: AnswerStatus) => void
  onOwn: OwnerChange
  onDue: (due: string | null) => void
  onClear: () => void
}

/** What can be done with the selected rows, all at once. */
export function BulkBar({ count, onChoose, onOwn, onDue, onClear }: Props) {
  const [isPicking, setIsPicking] = useState(false)
  const [isDating, setIsDating] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    setIsPicking(false)
    button.current?.focus()
  }
  return (
    <section className={classes.bar} aria-label="Selected rows">
      <span className={classes.count}>{count} selected</span>
      {answerStatuses.map((status, index) => (
        <UnstyledButton
          key={status}
          className={classes.status}
          onClick={() => onChoose(status)}
          title={`Set the status with the key ${index + 1}`}
        >
          <SectionMark state={status} decorative /> {stateWord(status)} <kbd className={classes.key}>{index + 1}</kbd>
        </UnstyledButton>
      ))}
      <span className={classes.owner}>
        <Button
          ref={button}
          size="compact-sm"
          variant="default"
          onClick={() => setIsPicking(true)}
          aria-haspopup="listbox"
          aria-expanded={isPicking}
        >
          Owner
        </Button>
        {isPicking && <OwnerPicker label={`Owner of ${count} rows`} onChoose={onOwn} onClose={close} />}
      </span>
      {isDating ? (
        <span className={classes.due}>
          <DueField label={`When ${count} rows are due`} due={null} onDone={() => setIsDating(false)} onWrite={onDue} />
        </span>
      ) : (
        <Button size="compact-sm" variant="default" onClick={() => setIsDating(true)}>
          Due
        </Button>
      )}
      <Button size="compact-sm" variant="subtle" onClick={onClear}>
        Clear
      </Button>
    </section>
  )
}
