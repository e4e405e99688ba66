import { createContext, useContext } from 'react'
import type { Room } from '../collab/room.ts'

/** The document that is open, for what stands deep inside it. */
type OpenDocument = {
  id: string
  customerId: string
  room: Room
  /** One section of it stands alone under a question that says what it is about. */
  isAsked?: boolean
}

const Context = createContext<OpenDocument | null>(null)

export const OpenDocumentProvider = Context.Provider

export function useOpenDocument(): OpenDocument {
  const document = useContext(Context)
  if (document === null) throw new Error('This is not in a document.')
  return document
}
