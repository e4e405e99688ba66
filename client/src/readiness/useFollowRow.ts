import { useCallback, useEffect, useState } from 'react'
import { announce } from '../app/announcer.ts'
import { firstNameOf, type PersonHere } from '../collab/people.ts'
import type { Room } from '../collab/room.ts'
import type { Follow } from '../rooms/useFollow.ts'

/** Lets the reader's view go along with somebody from row to row, until they move by themselves or that somebody leaves. */
export function useFollowRow({ awareness }: Room, people: readonly PersonHere[], onGo: (row: string) => void): Follow {
  const [id, setId] = useState<string | null>(null)
  const person = people.find((candidate) => candidate.id === id && !candidate.isSelf) ?? null
  const row = person?.workingIn[0] ?? person?.sections[0]
  useEffect(() => {
    if (row !== undefined) onGo(row)
  }, [row, onGo])
  useEffect(() => {
    if (id === null) return
    awareness.setLocalStateField('follows', id)
    return () => awareness.setLocalStateField('follows', null)
  }, [awareness, id])
  return {
    person,
    start: (wanted) => {
      setId(wanted.id)
      announce(`Following ${firstNameOf(wanted)}`)
    },
    stop: useCallback(() => setId(null), []),
  }
}
