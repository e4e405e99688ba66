import type { Answer, ReadinessProjectDetail, Score } from '@certloom/shared/readiness/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { createPortal } from 'react-dom'
import { q } from '../api/client.ts'
import { answersOf } from '../readiness/queries.ts'
import { type Pointing, RowList } from '../readiness/RowList.tsx'
import { useChecklistRoom } from '../readiness/useChecklistRoom.ts'
import { useHost } from '../readiness/useHost.ts'
import { SaveStatus } from '../rooms/SaveStatus.tsx'
import { usePeopleIn } from './usePeopleIn.ts'

type Props = Pointing & { projectId: string; statusSlot: HTMLElement | null }

/** The checklist of a workshop, filled where the workshop is. */
export function WorkshopChecklist({ projectId, ...props }: Props) {
  const input = { project_id: projectId }
  const { data: project } = useSuspenseQuery(q.readiness.get.queryOptions({ input }))
  const { data: answers } = useSuspenseQuery(answersOf(projectId))
  const { data: score } = useSuspenseQuery(q.readiness.score.queryOptions({ input }))
  return <LiveRows project={project} answers={answers} domains={score.domains} {...props} />
}

type Rows = { project: ReadinessProjectDetail; answers: readonly Answer[]; domains: Score['domains'] }

function LiveRows({ project, answers, domains, statusSlot, ...pointing }: Omit<Props, 'projectId'> & Rows) {
  const room = useChecklistRoom(project, answers)
  const host = useHost({ project, answers, room })
  const people = usePeopleIn(room)
  return (
    <>
      {statusSlot && createPortal(<SaveStatus room={room} />, statusSlot)}
      <RowList
        key={room.doc.clientID}
        name={project.project_name}
        answers={answers}
        domains={domains}
        host={host}
        room={room}
        people={people}
        {...pointing}
      />
    </>
  )
}
