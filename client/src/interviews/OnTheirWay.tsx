import type { PersonHere } from '../collab/people.ts'
import type { Question } from './queries.ts'
import classes from './SessionView.module.css'

type Props = { question: Question; people: readonly PersonHere[] }

/** Evidence for the question that others are sending at this moment. */
export function OnTheirWay({ question: { id }, people }: Props) {
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
