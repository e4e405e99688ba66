import { useMemo } from 'react'
import { useStore } from '../collab/useRoom.ts'
import { type Destination, type Upload, uploads } from './uploads.ts'

const keyOf = ({ customerId, target }: Destination): string => {
  if (target === null) return customerId
  return 'task_id' in target ? target.task_id : `${target.document_id} ${target.section_id}`
}

/** The uploads for one section or task, or for a customer and nothing yet. */
export function useUploads(place: Destination): readonly Upload[] {
  const all = useStore(uploads)
  return useMemo(() => all.filter((upload) => keyOf(upload.place) === keyOf(place)), [all, place])
}
