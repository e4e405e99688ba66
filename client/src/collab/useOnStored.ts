import { useEffect } from 'react'
import type { Room } from './room.ts'

/** Calls back when the server stored a revision of the room, at once if it did before anybody listened. */
export function useOnStored({ storedRevision }: Room, onStored: () => void): void {
  useEffect(() => {
    if (storedRevision.get() !== null) onStored()
    return storedRevision.subscribe(onStored)
  }, [storedRevision, onStored])
}
