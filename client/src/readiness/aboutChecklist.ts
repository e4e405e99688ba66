import type { Answer, ReadinessProjectDetail } from '@certloom/shared/readiness/contract'
import type { RoomAbout } from '../collab/device.ts'

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
