import { useCallback, useEffect, useState } from 'react'
import type { Awareness } from 'y-protocols/awareness'
import { announce } from '../app/announcer.ts'
import { firstNameOf, type PersonHere } from '../collab/people.ts'
import type { Room } from '../collab/room.ts'
import { type PersonPlace, placeOf, showPlace } from './personPlace.ts'

export type Follow = {
  /** Whom the reader's view goes along with. */
  person: PersonHere | null
  start: (person: PersonHere) => void
  stop: () => void
}

/** Keys that go from one control to another, or are only held: somebody who watches may press them. */
const quietKeys = new Set(['Tab', 'Shift', 'Control', 'Alt', 'Meta', 'CapsLock'])

/** Goes along with somebody until the returned function is called. */
function followPlace(awareness: Awareness, person: string): () => void {
  let last: PersonPlace | null = null
  let giveUp = () => {}
  const look = () => {
    const place = placeOf(awareness, person)
    if (place === null || place.key === last?.key) return
    giveUp()
    giveUp = showPlace(place, last)
    last = place
  }
  look()
  awareness.on('change', look)
  return () => {
    giveUp()
    awareness.off('change', look)
  }
}

/** Calls back when the reader moves by themselves: a key, the wheel, a finger, or a press in the paper or on its scroll bar. */
function onOwnMove(listener: () => void): () => void {
  const onKey = ({ key }: KeyboardEvent) => {
    if (!quietKeys.has(key)) listener()
  }
  const onPress = ({ target }: PointerEvent) => {
    if (target instanceof Element && target.closest('[data-scroller]')) listener()
  }
  window.addEventListener('keydown', onKey, true)
  window.addEventListener('pointerdown', onPress, true)
  window.addEventListener('wheel', listener, { passive: true })
  window.addEventListener('touchmove', listener, { passive: true })
  return () => {
    window.removeEventListener('keydown', onKey, true)
    window.removeEventListener('pointerdown', onPress, true)
    window.removeEventListener('wheel', listener)
    window.removeEventListener('touchmove', listener)
  }
}

/** Lets the reader's view go along with somebody until they move by themselves or that somebody leaves. */
export function useFollow({ awareness }: Room, people: readonly PersonHere[]): Follow {
  const [id, setId] = useState<string | null>(null)
  const person = people.find((candidate) => candidate.id === id && !candidate.isSelf) ?? null
  const isFollowing = person !== null
  const name = person === null ? null : firstNameOf(person)

  const stop = useCallback(() => {
    setId(null)
    announce('No longer following')
  }, [])
  const start = useCallback((wanted: PersonHere) => {
    setId(wanted.id)
    announce(`Following ${firstNameOf(wanted)}. Escape stops.`)
  }, [])

  useEffect(() => {
    if (id !== null && name === null) stop() // they have left
  }, [id, name, stop])
  useEffect(() => {
    if (id === null) return
    awareness.setLocalStateField('follows', id)
    return () => awareness.setLocalStateField('follows', null)
  }, [awareness, id])
  useEffect(() => (id === null ? undefined : followPlace(awareness, id)), [awareness, id])
  useEffect(() => (isFollowing ? onOwnMove(stop) : undefined), [isFollowing, stop])
  return { person, start, stop }
}
