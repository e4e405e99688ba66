import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react'
import { useMe } from '../accounts/useMe.ts'
import type { RoomAbout } from './device.ts'
import type { Room } from './room.ts'
import { onRoomReopened, type RoomPlace, retainRoom, roomNamed } from './rooms.ts'
import type { Store } from './store.ts'

/** The live room of that name, joined for as long as the component is mounted. A new object after it was opened afresh. */
export function useRoom(name: string, about: RoomAbout): Room {
  const { user, organization } = useMe()
  // What the document is about comes anew with every revision; what it was when the room was opened is enough.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const place = useMemo<RoomPlace>(
    () => ({ owner: { userId: user.id, organizationId: organization.id }, about }),
    [name, user.id, organization.id],
  )
  const room = useSyncExternalStore(
    onRoomReopened,
    useCallback(() => roomNamed(name, place), [name, place]),
  )
  useEffect(() => retainRoom(name, place), [name, place])
  return room
}

/** Reads a store and renders again when it changes. */
export const useStore = <T>(store: Pick<Store<T>, 'get' | 'subscribe'>): T => useSyncExternalStore(store.subscribe, store.get)
