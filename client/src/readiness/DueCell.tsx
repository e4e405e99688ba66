import { UnstyledButton } from '@mantine/core'
import { type FocusEvent, type KeyboardEvent, useRef, useState } from 'react'
import { useUnmount } from '../ui/useUnmount.ts'
import classes from './cells.module.css'
import { useChecklistHost } from './host.ts'
import type { LiveRow } from './liveRows.ts'

type Props = { id: string; code: string; live: LiveRow; tabIndex: number }

const thisYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' })
const anyYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

/** Short within this year, as tables of dates are read. */
function dayWords(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  return (date.getUTCFullYear() === new Date().getFullYear() ? thisYear : anyYear).format(date)
}

const isPast = (day: string): boolean => day < new Date().toISOString().slice(0, 10)

/** When a row is due, changed in place. */
export function DueCell({ id, code, live, tabIndex }: Props) {
  const { canWrite, editing } = useChecklistHost()
  const [isOpen, setIsOpen] = useState(false)
  const { due, status } = live.values
  const isLate = due !== null && isPast(due) && status !== 'ready' && status !== 'not_applicable'
  const words =
    due === null ? null : (
      <time dateTime={due} data-late={isLate || undefined} className={classes.day}>
        {dayWords(due)}
      </time>
    )
  if (!canWrite) return words
  if (isOpen)
    return (
      <DueField
        row={id}
        label={`When ${code} is due`}
        due={due}
        onDone={() => setIsOpen(false)}
        onWrite={(day) => editing.due([id], day)}
      />
    )
  return (
    <UnstyledButton
      className={classes.cellButton}
      tabIndex={tabIndex}
      data-control="due"
      aria-label={due === null ? `Date when ${code} is due` : `${code} is due ${dayWords(due)}${isLate ? ', overdue' : ''}`}
      onClick={() => setIsOpen(true)}
    >
      {words ?? <span className={classes.faint}>Date</span>}
    </UnstyledButton>
  )
}

type FieldProps = { row?: string; label: string; due: string | null; onDone: () => void; onWrite: (day: string | null) => void }

/** Written when it is left: half a date would be another one. Escape keeps what was there. */
export function DueField({ row, label, due, onDone, onWrite }: FieldProps) {
  const [draft, setDraft] = useState(due ?? '')
  const opened = useRef(draft) // what others set meanwhile is theirs, and nothing chosen here
  const isDropped = useRef(false)
  const write = () => {
    if (isDropped.current || draft === opened.current) return
    opened.current = draft
    onWrite(draft === '' ? null : draft)
  }
  useUnmount(write)
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') {
      isDropped.current = true
      onDone()
    }
    if (event.key === 'Enter') event.currentTarget.blur()
    event.stopPropagation()
  }
  const onBlur = ({ target }: FocusEvent) => {
    if (document.activeElement === target) return // another window took the focus
    write()
    onDone()
  }
  return (
    <input
      className={classes.field}
      type="date"
      aria-label={label}
      data-control="due"
      data-row={row}
      // biome-ignore lint/a11y/noAutofocus: it opens because its cell was pressed
      autoFocus
      value={draft}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={onBlur}
    />
  )
}
