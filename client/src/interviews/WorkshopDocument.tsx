import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { createPortal } from 'react-dom'
import { useMe } from '../accounts/useMe.ts'
import type { Room } from '../collab/room.ts'
import { useOwnPlace } from '../collab/usePresence.ts'
import { CommentsProvider } from '../comments/commentsHere.ts'
import { documentQuery } from '../documents/documentQuery.ts'
import { Paper } from '../documents/Paper.tsx'
import { useDocumentRoom } from '../documents/useDocumentRoom.ts'
import { LiveFacts } from '../facts/LiveFacts.tsx'
import { RoomNotice } from '../rooms/RoomNotice.tsx'
import { SaveStatus } from '../rooms/SaveStatus.tsx'
import { OpenDocumentProvider } from '../sections/openDocument.ts'
import { useEvidenceMirror } from '../sections/useEvidenceMirror.ts'
import classes from './SessionView.module.css'
import { answerMark } from './useCourse.ts'
import { usePeopleIn } from './usePeopleIn.ts'
import { useQuestionComments } from './useQuestionComments.ts'

type Props = { documentId: string; statusSlot: HTMLElement | null }

function OpenPaper({ document, room, statusSlot }: { document: DocumentDetail; room: Room } & Pick<Props, 'statusSlot'>) {
  const people = usePeopleIn(room)
  const place = useOwnPlace(room)
  const { id, customer_id, content } = document
  useEvidenceMirror(room, content.fillable_sections)
  const comments = useQuestionComments(document, room)
  const open = useMemo(() => ({ id, customerId: customer_id, room }), [id, customer_id, room])
  const onPresence = useCallback((section: string, isIn: boolean) => (isIn ? place.enter(section) : place.leave(section)), [place])
  return (
    <OpenDocumentProvider value={open}>
      <CommentsProvider value={comments}>
        {statusSlot && createPortal(<SaveStatus room={room} />, statusSlot)}
        <div className={classes.stage}>
          <RoomNotice room={room} documentId={id} sections={content.fillable_sections} />
          <div className={`${classes.scroller} ${classes.sheet}`} data-scroller {...{ [answerMark]: '' }}>
            <Paper document={document} room={room} people={people} focusRequest={null} onPresence={onPresence} />
          </div>
        </div>
      </CommentsProvider>
    </OpenDocumentProvider>
  )
}

/** A document of a workshop, whole and live, to be written by everybody. */
export function WorkshopDocument({ documentId, statusSlot }: Props) {
  const { user, organization } = useMe()
  const { data: document } = useSuspenseQuery(documentQuery({ userId: user.id, organizationId: organization.id }, documentId))
  const room = useDocumentRoom(document)
  return (
    <LiveFacts document={document}>
      <OpenPaper key={room.doc.clientID} document={document} room={room} statusSlot={statusSlot} />
    </LiveFacts>
  )
}
