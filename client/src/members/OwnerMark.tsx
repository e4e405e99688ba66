import { IconUsersGroup } from '@tabler/icons-react'
import { PersonAvatar } from '../ui/PersonAvatar.tsx'
import classes from './OwnerMark.module.css'
import type { OwnerChoice } from './owners.ts'

/** Who owns something: a person in their colour, a team with its sign. */
export function OwnerMark({ owner }: { owner: OwnerChoice }) {
  return (
    <span className={classes.owner}>
      {owner.kind === 'person' ? (
        <PersonAvatar person={owner} size="sm" decorative />
      ) : (
        <span className={classes.team} aria-hidden>
          <IconUsersGroup className={classes.icon} />
        </span>
      )}
      <span className={classes.name}>{owner.name}</span>
    </span>
  )
}
