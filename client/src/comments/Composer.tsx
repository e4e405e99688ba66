import { maxCommentLength } from '@certloom/shared/comments/limits'
import { Button, Textarea } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useLatest } from '../ui/useLatest.ts'
import classes from './Composer.module.css'
import { useChosen, useDraft } from './drafts.ts'
import { MentionList } from './MentionList.tsx'
import { type Addressed, asNamed, matching, mentionAt, namedIn } from './mentions.ts'
import type { Named } from './outbox.ts'

type Props = {
  /** names the draft, so that it is there again */
  draft: string
  label: string
  placeholder: string
  submitLabel: string
  people: readonly Addressed[]
  initial?: { body: string; mentions: readonly Named[] }
  autoFocus?: boolean
  /** what can be chosen for it, beside the buttons */
  options?: ReactNode
  /** what is answered is waited for: the words stay until then, and where it fails, which is told outside */
  onSubmit: (body: string, mentions: Named[]) => unknown
  onCancel: () => void
}

const mostShown = 6

/** A field for a comment. An @ offers the people who can be named; Control Enter sends, Escape leaves. */
export function Composer({ draft, label, placeholder, submitLabel, people, initial, autoFocus, options, onSubmit, onCancel }: Props) {
  const [text, setText] = useDraft(draft, initial?.body)
  const [chosen, setChosen] = useChosen(draft, initial?.mentions)
  const [caret, setCaret] = useState(0)
  const [index, setIndex] = useState(0)
  const [isShut, setIsShut] = useState(false)
  const latest = useLatest(text)
  const field = useRef<HTMLTextAreaElement>(null)
  const listId = useId()
  const start = isShut ? null : mentionAt(text, caret)
  const offers = start === null ? [] : matching(people, start.typed).slice(0, mostShown)
  const isTooLong = text.length > maxCommentLength

  const write = (next: string, at: number) => {
    setText(next)
    setCaret(at)
    setIndex(0)
    setIsShut(false)
  }
  const choose = (person: Named) => {
    if (start === null) return
    const next = `${text.slice(0, start.at)}@${person.name} ${text.slice(caret)}`
    const at = start.at + person.name.length + 2
    // At once: the next letter may be typed before the next frame.
    flushSync(() => {
      setChosen([...chosen.filter(({ id }) => id !== person.id), person])
      write(next, at)
    })
    field.current?.setSelectionRange(at, at)
    field.current?.focus()
  }
  const submit = async () => {
    if (text.trim() === '' || isTooLong) return
    try {
      await onSubmit(text.trim(), namedIn(text, chosen, people).map(asNamed))
    } catch {
      return
    }
    if (latest.current !== text) return
    setText('')
    setChosen([])
  }
  const walkOffers = (event: KeyboardEvent): boolean => {
    const person = offers[index]
    if (person === undefined) return false
    if (event.key === 'ArrowDown') setIndex((index + 1) % offers.length)
    else if (event.key === 'ArrowUp') setIndex((index - 1 + offers.length) % offers.length)
    else if (event.key === 'Enter' || event.key === 'Tab') choose(person)
    else if (event.key === 'Escape') setIsShut(true)
    else return false
    return true
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const isSend = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
    if (isSend) void submit()
    else if (walkOffers(event)) event.stopPropagation()
    else if (event.key === 'Escape') onCancel()
    else return
    event.preventDefault()
  }
  return (
    <div className={classes.composer}>
      <Textarea
        ref={field}
        aria-label={label}
        aria-autocomplete="list"
        aria-controls={offers.length > 0 ? listId : undefined}
        aria-activedescendant={offers[index] ? `${listId}-${offers[index].id}` : undefined}
        placeholder={placeholder}
        autosize
        minRows={2}
        maxRows={10}
        data-autofocus={autoFocus || undefined}
        autoFocus={autoFocus ?? false}
        value={text}
        error={isTooLong ? `At most ${maxCommentLength.toLocaleString()} characters; this has ${text.length.toLocaleString()}.` : undefined}
        onChange={({ currentTarget }) => write(currentTarget.value, currentTarget.selectionStart)}
        onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
      />
      {offers.length > 0 && <MentionList id={listId} people={people} offers={offers} index={index} onChoose={choose} />}
      {options}
      <div className={classes.buttons}>
        <Button size="xs" onClick={() => void submit()} disabled={text.trim() === '' || isTooLong}>
          {submitLabel}
        </Button>
        <Button size="xs" variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <span className={classes.hint}>@ to mention</span>
      </div>
    </div>
  )
}
