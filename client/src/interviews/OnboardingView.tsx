import { type Fact, facts } from '@certloom/shared/facts/catalogue'
import type { CustomerFacts } from '@certloom/shared/facts/contract'
import type { FactTexts } from '@certloom/shared/facts/texts'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { createPortal } from 'react-dom'
import { othersAtWork } from '../collab/people.ts'
import type { Room } from '../collab/room.ts'
import { useOwnPlace } from '../collab/usePresence.ts'
import { FactAsked } from '../facts/FactAsked.tsx'
import { saidCount } from '../facts/FactsBar.tsx'
import { factsOf } from '../facts/queries.ts'
import { useFactsHere } from '../facts/useFactsHere.ts'
import { useFactsRoom } from '../facts/useFactsRoom.ts'
import { RoomNotice } from '../rooms/RoomNotice.tsx'
import { SaveStatus } from '../rooms/SaveStatus.tsx'
import { QuestionActions } from './QuestionActions.tsx'
import { QuestionIndex } from './QuestionIndex.tsx'
import type { Question, SessionDetail } from './queries.ts'
import { Roaming } from './Roaming.tsx'
import { SessionFrame } from './SessionFrame.tsx'
import { SessionHeader } from './SessionHeader.tsx'
import { SessionNotes } from './SessionNotes.tsx'
import classes from './SessionView.module.css'
import { answerMark, useCourse } from './useCourse.ts'
import { useSeat } from './useSeat.ts'
import { useSkipping } from './useSkipping.tsx'

type Props = { session: SessionDetail; room: Room }

/** A session over the facts of a customer: each is asked once, and every draft shows it as it is answered. */
export function OnboardingView({ session, room }: Props) {
  const { data: stored } = useSuspenseQuery(factsOf(session.customer_id))
  const factsRoom = useFactsRoom({ room: stored.room, customerId: session.customer_id, name: session.customer_name })
  return <OpenOnboarding key={factsRoom.doc.clientID} session={session} room={room} stored={stored} factsRoom={factsRoom} />
}

/** A fact as the interview asks for it. */
const questionOf = ({ key, label, group, question, hint, example }: Fact, texts: FactTexts): Question => {
  const isSaid = (texts[key]?.trim() ?? '') !== ''
  return {
    id: key,
    document_id: '',
    document_name: group,
    section_id: key,
    section_title: label,
    section_type: 'text',
    question,
    hint,
    example,
    is_mandatory: false,
    requires_evidence: false,
    clauses: [],
    also_fills: [],
    state: isSaid ? 'done' : 'not_started',
    is_answered: isSaid,
    has_evidence: false,
  }
}

function OpenOnboarding({ session, room, stored, factsRoom }: Props & { stored: CustomerFacts; factsRoom: Room }) {
  const seat = useSeat(session, room)
  const { people, state, agreeing, rights } = seat
  const here = useFactsHere(factsRoom, stored)
  const questions = useMemo(() => facts.map((fact) => questionOf(fact, here.texts)), [here.texts])
  const course = useCourse({ questions, spotlight: state.steering.spotlight, isLeading: rights.isLeading, agreeing })
  const { question } = course
  const place = useOwnPlace(room)
  useEffect(() => place.see(question?.id ?? null), [place, question?.id])
  const [statusSlot, setStatusSlot] = useState<HTMLElement | null>(null)
  const skipping = useSkipping({ questions, course, agreeing })
  const fact = facts.find(({ key }) => key === question?.id)
  if (question === undefined || fact === undefined) return null
  const percentage = Math.floor((saidCount(here.texts) / facts.length) * 100)
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
      <div className={classes.stage}>
        {statusSlot && createPortal(<SaveStatus room={factsRoom} />, statusSlot)}
        <RoomNotice room={factsRoom} documentId={session.customer_id} sections={[]} />
        <div className={classes.scroller} data-scroller {...{ [answerMark]: '' }}>
          <div className={classes.question}>
            <FactAsked fact={fact} here={here} others={othersAtWork(here.people, fact.key)} heading="h1" />
          </div>
        </div>
        <QuestionActions
          questions={questions}
          course={course}
          question={question}
          state={state}
          agreeing={agreeing}
          rights={rights}
          onSkip={skipping.ask}
        />
        {skipping.dialog}
      </div>
    </SessionFrame>
  )
}
