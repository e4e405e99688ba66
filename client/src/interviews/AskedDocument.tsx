import { useSuspenseQuery } from '@tanstack/react-query'
import { useMe } from '../accounts/useMe.ts'
import { documentQuery } from '../documents/documentQuery.ts'
import { useDocumentRoom } from '../documents/useDocumentRoom.ts'
import { LiveFacts } from '../facts/LiveFacts.tsx'
import type { AskedProps } from './askedProps.ts'
import { QuestionPane } from './QuestionPane.tsx'

/** The document that the question fills, joined: its own section is where the answer is written. */
export function AskedDocument(props: AskedProps) {
  const { user, organization } = useMe()
  const documentId = props.course.question?.document_id ?? ''
  const { data: document } = useSuspenseQuery(documentQuery({ userId: user.id, organizationId: organization.id }, documentId))
  const room = useDocumentRoom(document)
  return (
    <LiveFacts document={document}>
      <QuestionPane key={room.doc.clientID} {...props} document={document} room={room} />
    </LiveFacts>
  )
}
