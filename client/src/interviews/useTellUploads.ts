import { useEffect } from 'react'
import type { Room } from '../collab/room.ts'
import { useStore } from '../collab/useRoom.ts'
import { type Destination, type Upload, uploads } from '../evidence/uploads.ts'
import type { Question } from './queries.ts'

/** As many as are told to the others. */
const most = 5

const isFor = ({ document_id, section_id }: Question, { target }: Destination): boolean =>
  target !== null && 'section_id' in target && target.document_id === document_id && target.section_id === section_id

const told = (sending: readonly Upload[], questions: readonly Question[]) =>
  sending.flatMap(({ file, place, progress }) => {
    const question = progress.is === 'failed' ? undefined : questions.find((one) => isFor(one, place))
    return question ? [{ section: question.id, name: file.name.slice(0, 100) }] : []
  })

/** Tells the others in the room what evidence the reader is sending for its questions, wherever the reader is by now. */
export function useTellUploads({ awareness }: Room, questions: readonly Question[]): void {
  // As JSON, so that how far they are is not told each time.
  const uploading = JSON.stringify(told(useStore(uploads), questions).slice(0, most))
  useEffect(() => awareness.setLocalStateField('uploading', JSON.parse(uploading)), [awareness, uploading])
}
