import { useEffect, useState } from 'react'
import type { PersonHere } from '../collab/people.ts'
import type { Room } from '../collab/room.ts'
import { goToPerson } from './personPlace.ts'
import type { Follow } from './useFollow.ts'

type Parts = {
  room: Room
  follow: Follow
  /** A version covers the live document, in which people are. */
  isCovered: boolean
  uncover: () => void
  /** Makes a section the one in the address. */
  enter: (section: string) => void
}

/** Takes the reader to people, once or along with them; what covers the live document goes first. */
export function usePersonNavigation({ room, follow, isCovered, uncover, enter }: Parts) {
  const [goal, setGoal] = useState<string | null>(null)
  useEffect(() => {
    if (goal === null || isCovered) return
    setGoal(null)
    const section = goToPerson(room.awareness, goal)
    if (section !== null) enter(section)
  }, [goal, isCovered, room, enter])
  return {
    goTo: (person: PersonHere) => {
      if (follow.person !== null && follow.person.id !== person.id) follow.stop()
      if (isCovered) uncover()
      setGoal(person.id)
    },
    start: (person: PersonHere) => {
      if (isCovered) uncover()
      follow.start(person)
    },
  }
}
