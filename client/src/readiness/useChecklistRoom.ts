import type { Answer, ReadinessProjectDetail } from '@certloom/shared/readiness/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { q } from '../api/client.ts'
import type { RoomAbout } from '../collab/device.ts'
import type { Room } from '../collab/room.ts'
import { useRoom } from '../collab/useRoom.ts'

/** Reads again what the server adds to rows when it stores them: who changed them last, and their history. */
function useFreshRows(room: Room): void {
  const queries = useQueryClient()
  useEffect(() => room.storedRevision.subscribe(() => void queries.invalidateQueries({ queryKey: q.readiness.key() })), [room, queries])
}

type Asked = Pick<Answer, 'requirement_id' | 'code' | 'title'>

/** What the room of a checklist is about. */
export const aboutChecklist = (
  { id, project_name }: Pick<ReadinessProjectDetail, 'id' | 'project_name'>,
  answers: readonly Asked[],
): RoomAbout => ({
  kind: 'checklist',
  documentId: id,
  documentName: project_name,
  sections: answers.map(({ requirement_id, code, title }) => ({
    id: requirement_id,
    title: `${code} ${title}`,
    type: 'list',
    columns: [],
  })),
})

/** The room a checklist is live in, in whichever mode it is open. */
export function useChecklistRoom(project: ReadinessProjectDetail, answers: readonly Answer[]): Room {
  const about = useMemo(() => aboutChecklist(project, answers), [project, answers])
  const room = useRoom(project.room, about)
  useFreshRows(room)
  return room
}
