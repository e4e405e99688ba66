import { presenceColor } from '@certloom/shared/collab/presence'
import { Drawer } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Suspense, useEffect, useMemo, useState } from 'react'
import { useCan, useMe } from '../accounts/useMe.ts'
import type { Room } from '../collab/room.ts'
import { useOwnPlace, usePeople } from '../collab/usePresence.ts'
import { usePresenceAnnouncements } from '../collab/usePresenceAnnouncements.ts'
import { useOwnIdleness } from '../collab/usePresenceIdle.ts'
import { useStore } from '../collab/useRoom.ts'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import { AskedDocument } from './AskedDocument.tsx'
import { QuestionIndex } from './QuestionIndex.tsx'
import type { Missing, Question, SessionDetail } from './queries.ts'
import { SessionHeader } from './SessionHeader.tsx'
import classes from './SessionView.module.css'
import { useAgreeing } from './useAgreeing.ts'
import { useCourse } from './useCourse.ts'
import { useSessionState } from './useSessionRoom.ts'

/** As in SessionView.module.css: where there is no room for the index beside the question. */
const narrow = '(max-width: 60em)'
const atOnce = { getInitialValueInEffect: false }

function useSelf() {
  const { user } = useMe()
  const { id, name, color } = user
  return useMemo(() => ({ id, name, color: presenceColor(color) }), [id, name, color])
}

type Props = { session: SessionDetail; questions: readonly Question[]; missing: readonly Missing[]; room: Room }

/** The session's room around the one question the reader is at. */
export function SessionView({ session, questions, missing, room }: Props) {
  const self = useSelf()
  const people = usePeople(room, self)
  usePresenceAnnouncements(people)
  useOwnIdleness(room)
  const place = useOwnPlace(room)
  const state = useSessionState(room)
  const agreeing = useAgreeing(room)
  const can = useCan()
  const mayWrite = useStore(room.access) === 'write'
  const mayRun = can('interview.run', session.customer_id) && mayWrite
  const isLeading = mayRun && state.steering.leader === self.id
  const course = useCourse({ questions, spotlight: state.steering.spotlight, isLeading, agreeing })
  const { question } = course
  useEffect(() => place.see(question?.id ?? null), [place, question?.id])
  const isNarrow = useMediaQuery(narrow, false, atOnce)
  const [isIndexOpen, setIsIndexOpen] = useState(false)
  const [statusSlot, setStatusSlot] = useState<HTMLElement | null>(null)
  if (question === undefined) return null
  const rights = { mayRun, mayWrite, isLeading }
  const index = (
    <QuestionIndex
      questions={questions}
      current={question.id}
      state={state}
      agreeing={agreeing}
      people={people}
      mayWrite={mayWrite}
      onGo={(wanted) => {
        setIsIndexOpen(false)
        course.go(wanted)
      }}
    />
  )
  return (
    <div className={classes.page}>
      <SessionHeader
        session={session}
        questions={questions}
        missing={missing}
        course={course}
        statusRef={setStatusSlot}
        people={people}
        state={state}
        agreeing={agreeing}
        rights={rights}
        onIndex={isNarrow ? () => setIsIndexOpen(true) : undefined}
      />
      <div className={classes.columns}>
        {!isNarrow && <div className={classes.index}>{index}</div>}
        <Suspense fallback={<SkeletonRows rows={4} />}>
          <AskedDocument
            key={question.document_id}
            questions={questions}
            course={course}
            state={state}
            agreeing={agreeing}
            people={people}
            rights={rights}
            sessionRoom={room}
            statusSlot={statusSlot}
          />
        </Suspense>
      </div>
      {isNarrow && (
        <Drawer
          opened={isIndexOpen}
          onClose={() => setIsIndexOpen(false)}
          size="sm"
          title="Questions"
          closeButtonProps={{ 'aria-label': 'Close the questions' }}
        >
          {index}
        </Drawer>
      )}
    </div>
  )
}
