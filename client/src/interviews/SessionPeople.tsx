import { IconHandStop } from '@tabler/icons-react'
import type { PersonHere } from '../collab/people.ts'
import { PersonAvatar } from '../ui/PersonAvatar.tsx'
import classes from './SessionHeader.module.css'

/** Who is in the room, who leads, and who asks to speak. */
export function SessionPeople({ people, leader }: { people: readonly PersonHere[]; leader: string | null }) {
  return (
    <ul className={classes.people} aria-label="People here">
      {people.map((person) => (
        <li key={person.id} className={classes.person} data-leads={person.id === leader || undefined}>
          <PersonAvatar person={person} />
          {person.hasHandUp && (
            <span className={classes.hand} role="img" aria-label={`${person.name} raises a hand`}>
              <IconHandStop className={classes.handIcon} aria-hidden />
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
