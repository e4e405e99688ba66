import { type Agreed, readAgreed, readSteering } from '@certloom/shared/collab/sessionDoc'
import { useMemo, useSyncExternalStore } from 'react'
import type { Room } from '../collab/room.ts'

export type SessionState = Agreed & { steering: ReturnType<typeof readSteering> }

function watchSession({ doc }: Room) {
  const read = (): SessionState => ({ ...readAgreed(doc), steering: readSteering(doc) })
  let state = read()
  return {
    get: () => state,
    subscribe: (listener: () => void) => {
      const onUpdate = () => {
        state = read()
        listener()
      }
      onUpdate()
      doc.on('update', onUpdate)
      return () => doc.off('update', onUpdate)
    },
  }
}

/** What the people in a session agreed on, as it changes. */
export function useSessionState(room: Room): SessionState {
  const watch = useMemo(() => watchSession(room), [room])
  return useSyncExternalStore(watch.subscribe, watch.get)
}
