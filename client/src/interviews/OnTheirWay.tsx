import { useEffect, useMemo } from 'react'
import type { PersonHere } from '../collab/people.ts'
import type { Room } from '../collab/room.ts'
import { useUploads } from '../evidence/useUploads.ts'
import type { Question } from './queries.ts'
import classes from './SessionView.module.css'

type Props = { question: Question; customerId: string; sessionRoom: Room; people: readonly PersonHere[] }

/** As many as are told to the others. */
const most = 5

/** Evidence that others are sending at this moment; what the reader sends is told to them. */
export function OnTheirWay({ question, customerId, sessionRoom: { awareness }, people }: Props) {
  const { id, document_id, section_id } = question
  const uploads = useUploads(useMemo(() => ({ customerId, target: { document_id, section_id } }), [customerId, document_id, section_id]))
  useEffect(() => {
    const sending = uploads.filter(({ progress }) => progress.is !== 'failed').slice(0, most)
    awareness.setLocalStateField(
      'uploading',
      sending.map(({ file }) => ({ section: id, name: file.name.slice(0, 100) })),
    )
  }, [awareness, uploads, id])
  const theirs = people
    .filter(({ isSelf }) => !isSelf)
    .flatMap((person) => person.uploading.filter(({ section }) => section === id).map(({ name }) => ({ person, name })))
  if (theirs.length === 0) return null
  return (
    <ul className={classes.sending} aria-label="On its way">
      {theirs.map(({ person, name }) => (
        <li key={`${person.id} ${name}`}>
          {person.name} uploads {name}
        </li>
      ))}
    </ul>
  )
}
