import { useSyncExternalStore } from 'react'
import type { Rescued } from '../collab/device.ts'
import { rescues } from '../collab/rescues.ts'

/** What somebody wrote in this document and could not be merged, until they have done with it. */
export const useRescued = (documentId: string): readonly Rescued[] =>
  useSyncExternalStore(rescues.subscribe, rescues.get).filter((rescued) => rescued.documentId === documentId)
