import type { ScalarValue } from '@certloom/shared/collab/cell'
import { parseScalar } from '@certloom/shared/collab/readCell'
import type { Column } from '@certloom/shared/templates/contract'
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { useUnmount } from '../ui/useUnmount.ts'
import { scalarWords } from './cellWords.tsx'
import { conventions } from './conventions.ts'
import classes from './Table.module.css'
import type { TablePeople } from './useTablePeople.ts'

type FieldProps = {
  column: Column
  value: ScalarValue
  label: string
  /** Opens the browser's own choices at once. */
  picker: boolean
  /** Null while the section may only be read: what is in the field stays there, and is not written. */
  onWrite: ((value: ScalarValue) => void) | null
  /** What was typed is no value of the column and was not written. */
  onMisfit: (typed: string) => void
  /** What was typed cannot be written any more: the section was locked meanwhile, or the cell is gone. */
  onRefused: (typed: string) => void
  /** The cell is in no document any more. */
  isGone: () => boolean
}

/** Browsers refuse it without a gesture of the user, and some do not know it. */
function openPicker(field: HTMLSelectElement | HTMLInputElement): void {
  try {
    field.showPicker()
  } catch {
    // The field has the focus, which is enough.
  }
}

function useFirstFocus<T extends HTMLInputElement | HTMLSelectElement>(picker: boolean) {
  const field = useRef<T>(null)
  const opens = useRef(picker)
  useLayoutEffect(() => {
    field.current?.focus({ preventScroll: true })
    if (field.current && opens.current) openPicker(field.current)
  }, [])
  return field
}

/**
 * A number or a date: written when it is done, because half of it would be another number or date. Escape keeps what was there. Whoever leaves
 * something else behind with the mouse is told so, and what may not be written any more is handed back.
 */
function DraftField({ column, value, label, picker, onWrite, onMisfit, onRefused, isGone }: FieldProps) {
  const [draft, setDraft] = useState(() => scalarWords(column, value))
  const opened = useRef(draft) // what others write into the cell meanwhile is theirs, and nothing typed here
  const [isWrong, setIsWrong] = useState(false)
  const isDone = useRef(false) // what is in the field is written, refused or dropped
  const field = useFirstFocus<HTMLInputElement>(picker)
  useLayoutEffect(() => field.current?.select(), [field])
  const read = (): ScalarValue | undefined => (draft.trim() === '' ? null : (parseScalar(column, draft, conventions) ?? undefined))

  const isHalfDate = () => field.current?.validity.badInput === true

  function finish(): void {
    const next = read()
    if (isDone.current || (draft === opened.current && !isHalfDate())) return
    if (isHalfDate()) onMisfit(draft)
    else if (onWrite === null || isGone()) onRefused(draft)
    else if (next === undefined) onMisfit(draft)
    else onWrite(next)
    opened.current = draft
    isDone.current = true
  }
  useUnmount(finish)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') isDone.current = true
    if ((event.key === 'Enter' || event.key === 'Tab') && read() === undefined) {
      setIsWrong(true)
      event.preventDefault()
      event.stopPropagation()
    }
  }
  return (
    <input
      ref={field}
      className={classes.input}
      type={column.type === 'date' ? 'date' : 'text'}
      inputMode={column.type === 'number' ? 'decimal' : undefined}
      aria-label={isWrong ? `${label}: this is not a number` : label}
      aria-invalid={isWrong || undefined}
      readOnly={onWrite === null}
      value={draft}
      onChange={(event) => {
        setDraft(event.currentTarget.value)
        setIsWrong(false)
        isDone.current = false
      }}
      onBlur={({ target }) => {
        if (document.activeElement !== target) finish() // else another window took the focus: the field stays open
      }}
      onKeyDown={onKeyDown}
    />
  )
}

type SelectProps = FieldProps & { choices: readonly { id: string; label: string }[]; unknown: string }

function SelectField({ value, label, picker, onWrite, choices, unknown }: SelectProps) {
  const field = useFirstFocus<HTMLSelectElement>(picker)
  const isKnown = value === null || choices.some((choice) => choice.id === value)
  return (
    <select
      ref={field}
      className={classes.input}
      aria-label={label}
      value={value === null ? '' : String(value)}
      aria-disabled={onWrite === null || undefined}
      onChange={(event) => onWrite?.(event.currentTarget.value === '' ? null : event.currentTarget.value)}
    >
      <option value="">Nothing chosen</option>
      {!isKnown && <option value={String(value)}>{unknown}</option>}
      {choices.map((choice) => (
        <option key={choice.id} value={choice.id}>
          {choice.label}
        </option>
      ))}
    </select>
  )
}

/** The field of an open cell that is not text. The last writer wins. */
export function CellField({ people, ...props }: FieldProps & { people: TablePeople }) {
  const { column, value } = props
  switch (column.type) {
    case 'choice':
      return <SelectField {...props} choices={column.options} unknown="" />
    case 'person':
      return (
        <SelectField
          {...props}
          choices={people.choices.map(({ id, name }) => ({ id, label: name }))}
          unknown={value === null ? '' : people.nameOf(String(value))}
        />
      )
    case 'number':
    case 'date':
      return <DraftField {...props} />
    case 'text':
      return null
  }
}
