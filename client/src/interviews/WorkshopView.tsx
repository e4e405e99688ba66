import { placeOfSpotlight, spotlightOnRow } from '@certloom/shared/collab/sessionDoc'
import { lazy, useCallback, useEffect, useMemo, useState } from 'react'
import type { Room } from '../collab/room.ts'
import { useOwnPlace } from '../collab/usePresence.ts'
import { isGuestPage } from '../guests/guestPage.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import type { SessionDetail } from './queries.ts'
import { Roaming } from './Roaming.tsx'
import { SessionFrame } from './SessionFrame.tsx'
import { SessionHeader } from './SessionHeader.tsx'
import { SessionNotes } from './SessionNotes.tsx'
import { TopicIndex } from './TopicIndex.tsx'
import { topicsOf } from './topics.ts'
import { useCourse } from './useCourse.ts'
import { useSeat } from './useSeat.ts'
import { WorkshopDocument } from './WorkshopDocument.tsx'

/** The rows of a checklist come when somebody goes there: a guest begins with what is there to write. */
const GuestChecklist = lazy(async () => ({ default: (await import('../guests/GuestChecklist.tsx')).GuestChecklist }))
const WorkshopChecklist = lazy(async () => ({ default: (await import('./WorkshopChecklist.tsx')).WorkshopChecklist }))

/** A session without questions: the documents and the checklist it is about, gone through together. */
export function WorkshopView({ session, room }: { session: SessionDetail; room: Room }) {
  const seat = useSeat(session, room)
  const { people, state, agreeing, rights } = seat
  const { isLeading } = rights
  const topics = useMemo(() => topicsOf(session), [session])
  const place = useOwnPlace(room)
  const spotlight = state.steering.spotlight === null ? null : placeOfSpotlight(state.steering.spotlight)
  const course = useCourse({ questions: topics, spotlight: spotlight?.topic ?? null, isLeading, agreeing })
  const { question: topic } = course
  useEffect(() => place.see(topic?.id ?? null), [place, topic?.id])
  const [statusSlot, setStatusSlot] = useState<HTMLElement | null>(null)
  const Checklist = isGuestPage() ? GuestChecklist : WorkshopChecklist
  const { isFollowing, go } = course
  const pointed = isFollowing && spotlight?.topic === topic?.id ? (spotlight?.row ?? null) : null
  // Whoever leads takes the others along; whoever goes to another row by themselves is left there.
  const goToRow = useCallback(
    (row: string) => {
      if (row === pointed || topic === undefined) return
      if (isLeading) agreeing.point(spotlightOnRow(topic.id, row))
      else if (pointed !== null) go(topic)
    },
    [topic, pointed, isLeading, agreeing, go],
  )
  if (topic === undefined) return <EmptyState>What this workshop was about is archived.</EmptyState>
  return (
    <SessionFrame
      title="Topics"
      header={(onIndex) => (
        <SessionHeader
          session={session}
          room={room}
          current={topic.id}
          progress={`Topic ${course.index + 1} of ${topics.length}`}
          percentage={null}
          statusRef={setStatusSlot}
          onIndex={onIndex}
          {...seat}
        >
          <Roaming
            people={people}
            state={state}
            nameOf={(pointed) => topics.find(({ id }) => id === placeOfSpotlight(pointed).topic)?.name}
            current={topic.id}
            isFollowing={isFollowing}
            onFollow={course.follow}
          />
        </SessionHeader>
      )}
      index={(close) => (
        <TopicIndex
          topics={topics}
          current={topic.id}
          people={people}
          onGo={(wanted) => {
            close()
            course.go(wanted)
          }}
        />
      )}
      notes={<SessionNotes session={session} state={state} current={topic.id} agreeing={agreeing} mayWrite={rights.mayWrite} />}
      noteCount={state.decisions.length + state.actions.length + state.parking.length}
    >
      {topic.is === 'document' ? (
        <WorkshopDocument key={topic.id} documentId={topic.id} statusSlot={statusSlot} />
      ) : (
        <Checklist key={topic.id} projectId={topic.id} statusSlot={statusSlot} pointed={pointed} onGo={goToRow} />
      )}
    </SessionFrame>
  )
}
