import { presenceColor } from '@certloom/shared/collab/presence'
import { useMemo } from 'react'
import { useMe } from '../accounts/useMe.ts'
import { othersAtWork as atWork, type PersonHere } from '../collab/people.ts'
import type { Room } from '../collab/room.ts'
import { usePeople } from '../collab/usePresence.ts'

const nobody: readonly PersonHere[] = []

/** Everybody in a room, the reader first. */
export function usePeopleIn(room: Room): readonly PersonHere[] {
  const { user } = useMe()
  const { id, name, color } = user
  return usePeople(
    room,
    useMemo(() => ({ id, name, color: presenceColor(color) }), [id, name, color]),
  )
}

/** Others with their focus in a section; the same empty list each time, so that a section renders again only if somebody works in it. */
export function othersAtWork(people: readonly PersonHere[], section: string): readonly PersonHere[] {
  const others = atWork(people, section)
  return others.length === 0 ? nobody : others
}
