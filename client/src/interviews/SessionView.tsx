import { type ReactNode, useEffect, useState } from 'react'
import type { Room } from '../collab/room.ts'
import { useOwnPlace } from '../collab/usePresence.ts'
import { AskedDocument } from './AskedDocument.tsx'
import { MissingDialog } from './MissingDialog.tsx'
import { QuestionIndex } from './QuestionIndex.tsx'
import type { Missing, Question, SessionDetail } from './queries.ts'
import { Roaming } from './Roaming.tsx'
import { SessionFrame } from './SessionFrame.tsx'
import { SessionHeader } from './SessionHeader.tsx'
import { SessionNotes } from './SessionNotes.tsx'
import { useCourse } from './useCourse.ts'
import { useSeat } from './useSeat.ts'
import { useSkipping } from './useSkipping.tsx'
import { useTellUploads } from './useTellUploads.ts'

type Props = {
  session: SessionDetail
  questions: readonly Question[]
  missing: readonly Missing[]
  room: Room
  /** shown while there is no question */
  nothing: ReactNode
}

/** The session's room around the one question the reader is at. */
export function SessionView({ session, questions, missing, room, nothing }: Props) {
  const seat = useSeat(session, room)
  const { people, state, agreeing, rights } = seat
  const place = useOwnPlace(room)
  const course = useCourse({ questions, spotlight: state.steering.spotlight, isLeading: rights.isLeading, agreeing })
  const { question } = course
  useEffect(() => place.see(question?.id ?? null), [place, question?.id])
  const [statusSlot, setStatusSlot] = useState<HTMLElement | null>(null)
  const [isMissingShown, setIsMissingShown] = useState(false)
  useTellUploads(room, questions)
  const skipping = useSkipping({ questions, course, agreeing })
  if (question === undefined) return nothing
  const answered = questions.filter(({ is_answered }) => is_answered).length
  const percentage = Math.floor((answered / questions.length) * 100)
  return (
    <SessionFrame
      title="Questions"
      header={(onIndex) => (
        <SessionHeader
          session={session}
          room={room}
          current={question.id}
          progress={`Question ${course.index + 1} of ${questions.length} · ${percentage} % answered`}
          percentage={percentage}
          statusRef={setStatusSlot}
          onIndex={onIndex}
          missing={{ isShown: isMissingShown, show: () => setIsMissingShown(true) }}
          {...seat}
        >
          <Roaming
            people={people}
            state={state}
            nameOf={(id) => questions.find((one) => one.id === id)?.section_title}
            current={question.id}
            isFollowing={course.isFollowing}
            onFollow={course.follow}
          />
          {isMissingShown && (
            <MissingDialog missing={missing} questions={questions} onGo={course.go} onClose={() => setIsMissingShown(false)} />
          )}
        </SessionHeader>
      )}
      index={(close) => (
        <QuestionIndex
          questions={questions}
          current={question.id}
          state={state}
          people={people}
          onGo={(wanted) => {
            close()
            course.go(wanted)
          }}
        />
      )}
      notes={<SessionNotes session={session} state={state} current={question.id} agreeing={agreeing} mayWrite={rights.mayWrite} />}
      noteCount={state.decisions.length + state.actions.length + state.parking.length}
    >
      <AskedDocument
        key={question.document_id}
        questions={questions}
        course={course}
        state={state}
        agreeing={agreeing}
        people={people}
        rights={rights}
        statusSlot={statusSlot}
        onSkip={skipping.ask}
      />
      {skipping.dialog}
    </SessionFrame>
  )
}
