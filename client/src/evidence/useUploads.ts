import { useMemo } from 'react'
import { useStore } from '../collab/useRoom.ts'
import { type Place, type Upload, uploads } from './uploads.ts'

const keyOf = ({ target }: Place): string => ('task_id' in target ? target.task_id : `${target.document_id} ${target.section_id}`)

/** The uploads for one section or task. */
export function useUploads(place: Place): readonly Upload[] {
  const all = useStore(uploads)
  return useMemo(() => all.filter((upload) => keyOf(upload.place) === keyOf(place)), [all, place])
}
