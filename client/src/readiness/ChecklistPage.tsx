import type { Answer, ReadinessProjectDetail, Score } from '@certloom/shared/readiness/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { checklistRouteId } from '../app/checklistRoute.ts'
import { usePageTitle } from '../app/pageTitle.ts'
import { Checklist } from './Checklist.tsx'
import { answersOf, checklistOf, scoreOf } from './queries.ts'
import { useChecklistRoom } from './useChecklistRoom.ts'

const route = getRouteApi(checklistRouteId)

type Props = { project: ReadinessProjectDetail; answers: readonly Answer[]; domains: Score['domains'] }

function LiveChecklist({ project, answers, domains }: Props) {
  const room = useChecklistRoom(project, answers)
  // A room opened afresh has other rows and other editors.
  return <Checklist key={room.doc.clientID} project={project} answers={answers} domains={domains} room={room} />
}

/** A customer's checklist, to read and to answer together. */
export function ChecklistPage() {
  const { projectId } = route.useParams()
  const { data: project } = useSuspenseQuery(checklistOf(projectId))
  const { data: answers } = useSuspenseQuery(answersOf(projectId))
  const { data: score } = useSuspenseQuery(scoreOf(projectId))
  usePageTitle(project.project_name)
  return <LiveChecklist project={project} answers={answers} domains={score.domains} />
}
