import { useSyncExternalStore } from 'react'
import type { Room } from '../collab/room.ts'

/** Is somebody else signed in by now than whom this page was opened for? What is on it is not theirs to read. */
export const useIsOthers = ({ save }: Room): boolean => useSyncExternalStore(save.subscribe, () => save.get().is === 'other_person')
