import { useCallback, useEffect, useSyncExternalStore } from 'react'
import type { Room } from './room.ts'
import { onRoomReopened, retainRoom, roomNamed } from './rooms.ts'
import type { Store } from './store.ts'

/** The live room of that name, joined for as long as the component is mounted. A new object after `reopenRoom`. */
export function useRoom(name: string): Room {
  const room = useSyncExternalStore(
    onRoomReopened,
    useCallback(() => roomNamed(name), [name]),
  )
  useEffect(() => retainRoom(name), [name])
  return room
}

/** Reads a store and renders again when it changes. */
export const useStore = <T>(store: Pick<Store<T>, 'get' | 'subscribe'>): T => useSyncExternalStore(store.subscribe, store.get)
