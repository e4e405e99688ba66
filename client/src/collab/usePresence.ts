import type { PresentPerson } from '@certloom/shared/collab/presence'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { Awareness } from 'y-protocols/awareness'
import { areSamePeople, type PersonHere, peopleIn } from './people.ts'
import type { Room } from './room.ts'

function watchPeople(awareness: Awareness, self: PresentPerson) {
  let people = peopleIn(awareness.getStates(), awareness.clientID, self)
  let isStale = false
  return {
    subscribe: (listener: () => void) => {
      const onChange = () => {
        isStale = true
        listener()
      }
      isStale = true
      awareness.on('change', onChange)
      return () => awareness.off('change', onChange)
    },
    get: (): readonly PersonHere[] => {
      if (!isStale) return people
      isStale = false
      const next = peopleIn(awareness.getStates(), awareness.clientID, self)
      if (!areSamePeople(people, next)) people = next
      return people
    },
  }
}

/** Who is in the room. Renders again when somebody comes, goes or changes section, never for a cursor. */
export function usePeople({ awareness }: Room, self: PresentPerson): readonly PersonHere[] {
  const watch = useMemo(() => watchPeople(awareness, self), [awareness, self])
  return useSyncExternalStore(watch.subscribe, watch.get)
}

const throttle = 250

function sectionSetter(awareness: Awareness) {
  let wanted: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const tell = () => {
    timer = undefined
    if (awareness.getLocalState()?.section !== wanted) awareness.setLocalStateField('section', wanted)
  }
  return {
    set: (section: string | null) => {
      wanted = section
      timer ??= setTimeout(tell, throttle)
    },
    stop: () => clearTimeout(timer),
  }
}

/** Tells the room which section the reader is in. */
export function useOwnSection({ awareness }: Room): (section: string | null) => void {
  const setter = useMemo(() => sectionSetter(awareness), [awareness])
  useEffect(() => setter.stop, [setter])
  return setter.set
}
