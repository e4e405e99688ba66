import classes from './Composer.module.css'
import { type Addressed, besideName } from './mentions.ts'

type Props = { person: Addressed; people: readonly Addressed[] }

/** A name that is offered, with what tells it from the others that read the same. */
export function OfferedName({ person, people }: Props) {
  const beside = besideName(person, people)
  return (
    <>
      {person.name}
      {beside !== null && <span className={classes.beside}> {beside}</span>}
    </>
  )
}
