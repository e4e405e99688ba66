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

/** No more than four messages a second, however fast somebody moves. */
const throttle = 250

export type OwnPlace = {
  /** The focus came into a section. */
  enter: (section: string) => void
  /** The focus left it; nothing if it is in another one by now. */
  leave: (section: string) => void
  /** This section is most in view. */
  see: (section: string | null) => void
}

function placeTeller(awareness: Awareness) {
  let focused: string | null = null
  let seen: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const tell = () => {
    timer = undefined
    const own = awareness.getLocalState()
    const place = { section: focused ?? seen, isReading: focused === null }
    if (own === null || (own.section === place.section && own.isReading === place.isReading)) return
    awareness.setLocalState({ ...own, ...place })
  }
  const tellSoon = () => {
    timer ??= setTimeout(tell, throttle)
  }
  const place: OwnPlace = {
    enter: (section) => {
      focused = section
      tellSoon()
    },
    leave: (section) => {
      if (focused !== section) return
      focused = null
      tellSoon()
    },
    see: (section) => {
      seen = section
      tellSoon()
    },
  }
  const stop = () => {
    clearTimeout(timer)
    timer = undefined
  }
  return { place, stop }
}

/** Tells the room where the reader is: in the section that has the focus, or else the one most in view. */
export function useOwnPlace({ awareness }: Room): OwnPlace {
  const teller = useMemo(() => placeTeller(awareness), [awareness])
  useEffect(() => teller.stop, [teller])
  return teller.place
}
