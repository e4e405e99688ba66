import type { Answer, ReadinessProjectDetail } from '@certloom/shared/readiness/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { q } from '../api/client.ts'
import type { Room } from '../collab/room.ts'
import { useOnStored } from '../collab/useOnStored.ts'
import { useRoom } from '../collab/useRoom.ts'
import { aboutChecklist } from './aboutChecklist.ts'

/** Reads again what the server adds to rows when it stores them: who changed them last, and their history. */
function useFreshRows(room: Room): void {
  const queries = useQueryClient()
  const refresh = useCallback(() => void queries.invalidateQueries({ queryKey: q.readiness.key() }), [queries])
  useOnStored(room, refresh)
}

/** The room a checklist is live in, in whichever mode it is open. */
export function useChecklistRoom(project: ReadinessProjectDetail, answers: readonly Answer[]): Room {
  const about = useMemo(() => aboutChecklist(project, answers), [project, answers])
  const room = useRoom(project.room, about)
  useFreshRows(room)
  return room
}
