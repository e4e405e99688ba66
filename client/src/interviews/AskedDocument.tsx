import { useSuspenseQuery } from '@tanstack/react-query'
import { useMe } from '../accounts/useMe.ts'
import type { PersonHere } from '../collab/people.ts'
import type { Room } from '../collab/room.ts'
import { documentQuery } from '../documents/documentQuery.ts'
import { useDocumentRoom } from '../documents/useDocumentRoom.ts'
import { QuestionPane } from './QuestionPane.tsx'
import type { Question } from './queries.ts'
import type { SessionRights } from './SessionView.tsx'
import type { Agreeing } from './useAgreeing.ts'
import type { Course } from './useCourse.ts'
import type { SessionState } from './useSessionRoom.ts'

export type AskedProps = {
  questions: readonly Question[]
  course: Course
  state: SessionState
  agreeing: Agreeing
  people: readonly PersonHere[]
  rights: SessionRights
  sessionRoom: Room
}

/** The document that the question fills, joined: its own section is where the answer is written. */
export function AskedDocument(props: AskedProps) {
  const { user, organization } = useMe()
  const documentId = props.course.question?.document_id ?? ''
  const { data: document } = useSuspenseQuery(documentQuery({ userId: user.id, organizationId: organization.id }, documentId))
  const room = useDocumentRoom(document)
  return <QuestionPane key={room.doc.clientID} {...props} document={document} room={room} />
}
