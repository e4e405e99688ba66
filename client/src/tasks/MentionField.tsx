import { Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import type { Addressed } from '../comments/mentions.ts'
import { OfferedName } from '../comments/OfferedName.tsx'
import { allPeople } from '../members/queries.ts'
import classes from './TaskComments.module.css'

/** Who can be mentioned: staff, and unless it is internal the customer's own people; undefined until they are read, and why they cannot be. */
export function useMentionable(customerId: string, isInternal: boolean): { people: Addressed[] | undefined; error: unknown } {
  const { data, error } = useQuery(allPeople)
  const people = data
    ?.filter(({ is_active, customer_id }) => is_active && (customer_id === null || (!isInternal && customer_id === customerId)))
    .map(({ user_id, name, email }) => ({ id: user_id, name, email }))
  return { people, error: people === undefined ? error : null }
}

const most = 6

/** What is being typed behind an @, right before the caret. */
const askedAt = (text: string, caret: number): string | null => /(?:^|\s)@([^@\n]{0,30})$/.exec(text.slice(0, caret))?.[1] ?? null

type Props = {
  label: string
  value: string
  people: readonly Addressed[]
  onChange: (text: string) => void
  /** somebody was chosen of those that are offered */
  onChoose: (id: string) => void
  onSubmit: () => void
  isFirst?: boolean
}

/** A text in which @ offers people. Arrow keys choose, Enter takes; Control and Enter send. */
export function MentionField({ label, value, people, onChange, onChoose, onSubmit, isFirst = false }: Props) {
  const field = useRef<HTMLTextAreaElement>(null)
  const listId = useId()
  const [asked, setAsked] = useState<string | null>(null)
  const [at, setAt] = useState(0)
  const found = asked === null ? [] : people.filter(({ name }) => name.toLowerCase().includes(asked.toLowerCase())).slice(0, most)
  const isOpen = found.length > 0
  const look = () => {
    const { value: text, selectionStart } = field.current ?? { value: '', selectionStart: 0 }
    setAsked(askedAt(text, selectionStart))
    setAt(0)
  }
  const take = ({ id, name }: Addressed) => {
    const input = field.current
    if (input === null || asked === null) return
    const end = input.selectionStart
    const start = end - asked.length
    input.setRangeText(`${name} `, start, end, 'end')
    onChange(input.value)
    onChoose(id)
    setAsked(null)
    input.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      onSubmit()
      return
    }
    if (!isOpen) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const chosen = found[at]
    if (step !== undefined) setAt((at + step + found.length) % found.length)
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen !== undefined) take(chosen)
    else if (event.key === 'Escape') setAsked(null)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={classes.field}>
      <Textarea
        ref={field}
        aria-label={label}
        placeholder="Say something; @ mentions somebody"
        autosize
        minRows={2}
        maxRows={12}
        maxLength={5000}
        value={value}
        data-autofocus={isFirst || undefined}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isOpen ? `${listId}-${at}` : undefined}
        onChange={({ currentTarget }) => {
          onChange(currentTarget.value)
          look()
        }}
        onClick={look}
        onBlur={() => setAsked(null)}
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" aria-label="People to mention" className={classes.people} hidden={!isOpen}>
        {found.map((person, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus
          <div
            key={person.id}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={classes.person}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(person)}
          >
            <OfferedName person={person} people={people} />
          </div>
        ))}
      </div>
    </div>
  )
}
