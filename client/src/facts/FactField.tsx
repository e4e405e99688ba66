import { factText } from '@certloom/shared/collab/factsDoc'
import type { Fact } from '@certloom/shared/facts/catalogue'
import { VisuallyHidden } from '@mantine/core'
import type { CSSProperties, KeyboardEvent } from 'react'
import type { PersonHere } from '../collab/people.ts'
import { SharedTextField } from '../collab/SharedTextField.tsx'
import type { OwnPlace } from '../collab/usePresence.ts'
import { useFocusWithin } from '../ui/useFocusWithin.ts'
import classes from './FactField.module.css'
import type { FactsHere } from './useFactsHere.ts'
import type { Writing } from './useWriting.ts'

export type FactFieldProps = {
  fact: Fact
  here: Pick<FactsHere, 'room' | 'texts' | 'access'>
  others: readonly PersonHere[]
  place: OwnPlace
  writing: Writing
  /** Takes the focus at once. */
  isAsked?: boolean
  /** What it stands under says what it is. */
  isTitled?: boolean
}

export const factElementId = (key: string): string => `fact-${key}`

const colored = (person: PersonHere | undefined): CSSProperties & { '--person'?: string } => (person ? { '--person': person.color } : {})

/** The one live value of a fact: everybody types in the same field. */
export function FactField({
  fact,
  here: { room, texts, access },
  others,
  place,
  writing,
  isAsked = false,
  isTitled = isAsked,
}: FactFieldProps) {
  const { key, label, hint, isLong = false } = fact
  const [isIn, handlers] = useFocusWithin((isWithin) => (isWithin ? place.enter(key) : place.leave(key)))
  const hintId = `${factElementId(key)}-hint`
  const said = texts[key] ?? ''
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !isLong) event.preventDefault()
    writing.onKeyDown(event, key, access === 'write')
  }
  return (
    <div
      id={factElementId(key)}
      className={classes.field}
      data-others={others.length > 0 || undefined}
      style={colored(others[0])}
      {...handlers}
    >
      {!isTitled && (
        <p className={classes.label}>
          {label}
          {others.length > 0 && <span className={classes.who}>{others.map(({ name }) => name).join(', ')}</span>}
        </p>
      )}
      {access === 'waiting' ? (
        <p className={classes.sheet}>
          <span className={classes.under}>{said}</span>
        </p>
      ) : (
        <div
          className={classes.sheet}
          data-long={isLong || undefined}
          data-current={isIn || undefined}
          data-read={access === 'read' || undefined}
        >
          <span className={classes.under}>{said}</span>
          <SharedTextField
            text={factText(room.doc, key)}
            origin={writing.origin}
            label={label}
            describedBy={hintId}
            readOnly={access !== 'write'}
            startAt={isAsked && access === 'write' ? 'end' : undefined}
            onKeyDown={onKeyDown}
          />
        </div>
      )}
      {isAsked ? (
        <VisuallyHidden id={hintId}>{hint}</VisuallyHidden>
      ) : (
        <p id={hintId} className={classes.hint}>
          {hint}
        </p>
      )}
    </div>
  )
}
