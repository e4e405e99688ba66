import { VisuallyHidden } from '@mantine/core'
import { PersonAvatar } from '../ui/PersonAvatar.tsx'
import classes from './FewFaces.module.css'
import type { PersonHere } from './people.ts'

const mostFaces = 3

/** The first of those who are somewhere, and how many more are. */
export function FewFaces({ people }: { people: readonly PersonHere[] }) {
  const more = people.length - mostFaces
  if (people.length === 0) return null
  return (
    <span className={classes.faces}>
      {people.slice(0, mostFaces).map((person) => (
        <PersonAvatar key={person.id} person={person} size="sm" />
      ))}
      {more > 0 && (
        <span className={classes.more}>
          <span aria-hidden>+{more}</span>
          <VisuallyHidden>{`and ${more} more`}</VisuallyHidden>
        </span>
      )}
    </span>
  )
}
