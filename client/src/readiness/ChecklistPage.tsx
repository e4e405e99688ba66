import type { Answer, ReadinessProjectDetail, Score } from '@certloom/shared/readiness/contract'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useMemo } from 'react'
import { q } from '../api/client.ts'
import { checklistRouteId } from '../app/checklistRoute.ts'
import { usePageTitle } from '../app/pageTitle.ts'
import type { RoomAbout } from '../collab/device.ts'
import type { Room } from '../collab/room.ts'
import { useRoom } from '../collab/useRoom.ts'
import { Checklist } from './Checklist.tsx'
import { answersOf } from './queries.ts'

const route = getRouteApi(checklistRouteId)

/** Reads again what the server adds to rows when it stores them: who changed them last, and their history. */
function useFreshRows(room: Room): void {
  const queries = useQueryClient()
  useEffect(() => room.storedRevision.subscribe(() => void queries.invalidateQueries({ queryKey: q.readiness.key() })), [room, queries])
}

const aboutOf = ({ id, project_name }: ReadinessProjectDetail, answers: readonly Answer[]): RoomAbout => ({
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

type Props = { project: ReadinessProjectDetail; answers: readonly Answer[]; domains: Score['domains'] }

function LiveChecklist({ project, answers, domains }: Props) {
  const about = useMemo(() => aboutOf(project, answers), [project, answers])
  const room = useRoom(project.room, about)
  useFreshRows(room)
  // A room opened afresh has other rows and other editors.
  return <Checklist key={room.doc.clientID} project={project} answers={answers} domains={domains} room={room} />
}

/** A customer's checklist, to read and to answer together. */
export function ChecklistPage() {
  const { projectId } = route.useParams()
  const input = { project_id: projectId }
  const { data: project } = useSuspenseQuery(q.readiness.get.queryOptions({ input }))
  const { data: answers } = useSuspenseQuery(answersOf(projectId))
  const { data: score } = useSuspenseQuery(q.readiness.score.queryOptions({ input }))
  usePageTitle(project.project_name)
  return <LiveChecklist project={project} answers={answers} domains={score.domains} />
}
