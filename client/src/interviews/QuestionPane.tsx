import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { createPortal } from 'react-dom'
import { announce } from '../app/announcer.ts'
import type { Room } from '../collab/room.ts'
import { useOwnPlace } from '../collab/usePresence.ts'
import { useStore } from '../collab/useRoom.ts'
import { CommentsProvider } from '../comments/commentsHere.ts'
import { useJoinedFacts } from '../facts/shownFacts.ts'
import { RoomNotice } from '../rooms/RoomNotice.tsx'
import { SaveStatus } from '../rooms/SaveStatus.tsx'
import { FillableSection } from '../sections/FillableSection.tsx'
import { OpenDocumentProvider } from '../sections/openDocument.ts'
import { useEvidenceMirror } from '../sections/useEvidenceMirror.ts'
import type { AskedProps } from './askedProps.ts'
import { DocumentBeside } from './DocumentBeside.tsx'
import { OnTheirWay } from './OnTheirWay.tsx'
import { QuestionActions } from './QuestionActions.tsx'
import { QuestionHead } from './QuestionHead.tsx'
import classes from './SessionView.module.css'
import { useCourseKeys } from './useCourseKeys.ts'
import { othersAtWork, usePeopleIn } from './usePeopleIn.ts'
import { useQuestionComments } from './useQuestionComments.ts'

type Props = AskedProps & { document: DocumentDetail; room: Room }

/** One large question, the section that answers it, and the document as it becomes. */
export function QuestionPane({ document, room, ...asked }: Props) {
  const { questions, course } = asked
  const { question } = course
  const people = usePeopleIn(room)
  const access = useStore(room.access)
  const place = useOwnPlace(room)
  useEvidenceMirror(room, document.content.fillable_sections)
  useCourseKeys(questions, course)
  const comments = useQuestionComments(document, room)
  const heading = useRef<HTMLHeadingElement>(null)
  const { id, customer_id } = document
  const open = useMemo(() => ({ id, customerId: customer_id, room, isAsked: true }), [id, customer_id, room])
  const onPresence = useCallback((section: string, isIn: boolean) => (isIn ? place.enter(section) : place.leave(section)), [place])
  const section = document.content.fillable_sections.find((one) => one.id === question?.section_id)

  const { index, moves } = course
  const shown = useRef(question?.id)
  useEffect(() => {
    if (shown.current === question?.id || question === undefined) return
    shown.current = question.id
    announce(`Question ${index + 1} of ${questions.length}: ${question.question}`)
  }, [question, index, questions.length])
  const lastMoves = useRef(moves)
  useEffect(() => {
    if (lastMoves.current === moves) return
    lastMoves.current = moves
    heading.current?.focus()
  }, [moves])

  const joined = useJoinedFacts()
  if (question === undefined || section === undefined) return null
  const answered = section.fact_key !== undefined && joined ? joined.room : room
  return (
    <OpenDocumentProvider value={open}>
      <CommentsProvider value={comments}>
        {asked.statusSlot && createPortal(<SaveStatus room={answered} />, asked.statusSlot)}
        <div className={classes.stage}>
          <RoomNotice room={room} documentId={document.id} sections={document.content.fillable_sections} />
          <div className={classes.scroller} data-scroller>
            <div className={classes.question}>
              <QuestionHead question={question} document={document} room={room} asked={asked} headingRef={heading} />
              <div data-answer>
                <FillableSection
                  key={section.id}
                  section={section}
                  room={room}
                  access={access}
                  documentId={document.id}
                  customerId={document.customer_id}
                  isoCode={document.iso_code}
                  evidencePolicy={document.evidence_policy}
                  others={othersAtWork(people, section.id)}
                  focusRequest={0}
                  onPresence={onPresence}
                />
              </div>
              <OnTheirWay question={question} people={asked.people} />
            </div>
          </div>
          <QuestionActions {...asked} question={question} />
        </div>
        <DocumentBeside document={document} room={room} current={section.id} />
      </CommentsProvider>
    </OpenDocumentProvider>
  )
}
