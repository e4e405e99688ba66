import { Button } from '@mantine/core'
import { firstNameOf, type PersonHere } from '../collab/people.ts'
import classes from './SessionHeader.module.css'
import type { SessionState } from './useSessionRoom.ts'

type Props = {
  people: readonly PersonHere[]
  state: SessionState
  /** what is pointed at is called so */
  nameOf: (id: string) => string | undefined
  current: string
  isFollowing: boolean
  onFollow: () => void
}

/** Where the one who leads is, for a reader who is elsewhere, and the way there. */
export function Roaming({ people, state: { steering }, nameOf, current, isFollowing, onFollow }: Props) {
  const leader = people.find(({ id }) => id === steering.leader)
  const pointed = steering.spotlight === null ? undefined : nameOf(steering.spotlight)
  if (leader?.isSelf || isFollowing || pointed === undefined || steering.spotlight === current) return null
  return (
    <p className={classes.roaming} role="status">
      {leader ? firstNameOf(leader) : 'The session'} is at “{pointed}”.
      <Button size="compact-sm" variant="subtle" onClick={onFollow}>
        Go there and follow
      </Button>
    </p>
  )
}
