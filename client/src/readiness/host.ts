import type { Editing } from '@certloom/shared/collab/checklistEditing'
import { createContext, useContext } from 'react'
import type { Room } from '../collab/room.ts'
import type { Owners } from '../members/owners.ts'

/** What every row and cell of an open checklist needs. It does not change while rows do. */
export type ChecklistHost = {
  projectId: string
  customerId: string
  room: Room
  editing: Editing
  owners: Owners
  canWrite: boolean
  includesCmmc: boolean
  nameOf: (userId: string) => string
}

const Context = createContext<ChecklistHost | null>(null)

export const ChecklistHostProvider = Context.Provider

export function useChecklistHost(): ChecklistHost {
  const host = useContext(Context)
  if (host === null) throw new Error('This is not in a checklist.')
  return host
}
