import type { Note } from '@certloom/shared/collab/sessionDoc'
import { Checkbox, TextInput } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { useDraft } from '../comments/drafts.ts'
import places from '../ui/places.module.css'
import classes from './SessionNotes.module.css'
import type { Agreeing, NoteKind } from './useAgreeing.ts'

type ShownNote = Note & { id: string }

type Props = {
  sessionId: string
  title: string
  kind: NoteKind
  notes: readonly ShownNote[]
  /** what the reader is at: a note remembers where it came up */
  current: string
  agreeing: Agreeing
  mayWrite: boolean
  /** what stands behind a note */
  after?: (note: ShownNote) => ReactNode
}

/** What came up in the session; everybody who takes part adds to it. What was decided is not ticked off. */
export function NoteList({ sessionId, title, kind, notes, current, agreeing, mayWrite, after }: Props) {
  const [draft, setDraft] = useDraft(`session:${sessionId}:${kind}`)
  // Where its first letter was typed: whoever leads may go on before its last.
  const [place, setPlace] = useDraft(`session:${sessionId}:${kind}:place`)
  const write = (text: string) => {
    setDraft(text)
    if (text === '') setPlace('')
    else if (place === '') setPlace(current)
  }
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const text = draft.trim()
    if (text === '') return
    agreeing.addNote(kind, text, place || current)
    write('')
  }
  if (notes.length === 0 && !mayWrite) return null
  return (
    <section aria-label={title}>
      <p className={places.label} aria-hidden>
        {title}
      </p>
      {notes.length > 0 && (
        <ul className={places.list}>
          {notes.map((note) => (
            <li key={note.id} className={classes.note}>
              {kind === 'decisions' ? (
                <span className={classes.decided} title={`From ${note.by.name}`}>
                  {note.text}
                </span>
              ) : (
                <Checkbox
                  label={note.text}
                  title={`From ${note.by.name}`}
                  checked={note.isDone}
                  disabled={!mayWrite}
                  onChange={({ currentTarget }) => agreeing.setDone(kind, note, currentTarget.checked)}
                />
              )}
              {after?.(note)}
            </li>
          ))}
        </ul>
      )}
      {mayWrite && (
        <form className={classes.add} onSubmit={add}>
          <TextInput
            size="xs"
            value={draft}
            onChange={({ currentTarget }) => write(currentTarget.value)}
            aria-label={`Add to: ${title}`}
            placeholder="Add"
            maxLength={500}
            autoComplete="off"
          />
        </form>
      )}
    </section>
  )
}
