import { justificationText } from '@certloom/shared/collab/checklistDoc'
import { UnstyledButton } from '@mantine/core'
import { type FocusEvent, type KeyboardEvent, useState } from 'react'
import { SharedTextField } from '../collab/SharedTextField.tsx'
import classes from './cells.module.css'
import { useChecklistHost } from './host.ts'
import type { LiveRow } from './liveRows.ts'

type Props = { id: string; code: string; live: LiveRow; tabIndex: number }

/** Why a row is as it is: the justification, written in place; while there is none, the first words of the notes. */
export function WordsCell({ id, code, live, tabIndex }: Props) {
  const { canWrite, editing, room } = useChecklistHost()
  const [isOpen, setIsOpen] = useState(false)
  const isIncomplete = live.values.status === 'not_applicable' && live.justification.trim() === ''
  const words = live.justification || live.notes
  const shown = isIncomplete ? <span className={classes.need}>Justification needed</span> : words
  if (!canWrite) return <span className={classes.words}>{shown}</span>
  if (!isOpen) {
    return (
      <UnstyledButton
        className={classes.wordsButton}
        tabIndex={tabIndex}
        data-control="justification"
        aria-label={`Justification of ${code}: ${isIncomplete ? 'needed' : words || 'add a justification'}`}
        onClick={() => setIsOpen(true)}
      >
        {shown || <span className={classes.faint}>Add a justification</span>}
      </UnstyledButton>
    )
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' || (event.key === 'Enter' && !event.shiftKey)) {
      event.preventDefault()
      event.currentTarget.closest<HTMLElement>('[data-row]')?.focus() // the keys of the grid go on from there
      setIsOpen(false)
    }
    event.stopPropagation()
  }
  const onBlur = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) setIsOpen(false)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears the focus leave the field in it
    <div className={classes.sheet} onBlur={onBlur} data-control="justification">
      <span className={classes.under}>{live.justification}</span>
      <SharedTextField
        text={justificationText(room.doc, id)}
        origin={editing.origin}
        label={`Justification of ${code}`}
        startAt="end"
        onKeyDown={onKeyDown}
      />
    </div>
  )
}
