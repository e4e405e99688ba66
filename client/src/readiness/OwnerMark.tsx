import { IconUsersGroup } from '@tabler/icons-react'
import { PersonAvatar } from '../ui/PersonAvatar.tsx'
import classes from './cells.module.css'
import type { OwnerChoice } from './owners.ts'

/** Who owns a row: a person in their colour, a team with its sign. */
export function OwnerMark({ owner }: { owner: OwnerChoice }) {
  return (
    <span className={classes.owner}>
      {owner.kind === 'person' ? (
        <PersonAvatar person={owner} size="sm" decorative />
      ) : (
        <span className={classes.team} aria-hidden>
          <IconUsersGroup className={classes.teamIcon} />
        </span>
      )}
      <span className={classes.ownerName}>{owner.name}</span>
    </span>
  )
}
