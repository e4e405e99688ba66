import { createContext, useContext } from 'react'
import type { Room } from '../collab/room.ts'

/** The room of the document's internal notes while they are shown; null for everybody else. */
const Context = createContext<Room | null>(null)

export const InternalNotesProvider = Context.Provider

export const useInternalNotes = (): Room | null => useContext(Context)
