import type { Note } from '@certloom/shared/collab/sessionDoc'
import { Checkbox, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import { formText } from '../ui/formText.ts'
import classes from './QuestionIndex.module.css'
import type { Agreeing, NoteKind } from './useAgreeing.ts'

type Props = { title: string; kind: NoteKind; notes: readonly (Note & { id: string })[]; agreeing: Agreeing; mayWrite: boolean }

/** What came up in the session, to be ticked off; everybody who takes part adds to it. */
export function NoteList({ title, kind, notes, agreeing, mayWrite }: Props) {
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const text = formText(event.currentTarget, 'text').trim()
    if (text === '') return
    agreeing.addNote(kind, text)
    event.currentTarget.reset()
  }
  if (notes.length === 0 && !mayWrite) return null
  return (
    <section className={classes.notes} aria-label={title}>
      <p className={classes.label} aria-hidden>
        {title}
      </p>
      {notes.length > 0 && (
        <ul className={classes.list}>
          {notes.map((note) => (
            <li key={note.id} className={classes.note}>
              <Checkbox
                size="xs"
                label={note.text}
                title={`From ${note.by.name}`}
                checked={note.isDone}
                disabled={!mayWrite}
                onChange={({ currentTarget }) => agreeing.setDone(kind, note, currentTarget.checked)}
              />
            </li>
          ))}
        </ul>
      )}
      {mayWrite && (
        <form className={classes.add} onSubmit={add}>
          <TextInput size="xs" name="text" aria-label={`Add to: ${title}`} placeholder="Add" maxLength={500} autoComplete="off" />
        </form>
      )}
    </section>
  )
}
