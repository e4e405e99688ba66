import '@fontsource-variable/source-serif-4'
import '@fontsource-variable/source-serif-4/wght-italic.css'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { PageFrame } from '../app/PageFrame.tsx'
import { usePageTitle } from '../app/pageTitle.ts'
import type { Room } from '../collab/room.ts'
import { useRoom } from '../collab/useRoom.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { aboutSession } from './aboutSession.ts'
import { OnboardingView } from './OnboardingView.tsx'
import { questionsOf, type SessionDetail, sessionOf } from './queries.ts'
import { SessionView } from './SessionView.tsx'
import { WorkshopView } from './WorkshopView.tsx'

const route = getRouteApi('/app/interviews/$sessionId')

function Interview({ session, room }: { session: SessionDetail; room: Room }) {
  const { data } = useSuspenseQuery(questionsOf(session.id))
  const nothing = (
    <PageFrame title={session.session_name}>
      <EmptyState>The documents of this interview were archived. There is nothing left to ask.</EmptyState>
    </PageFrame>
  )
  return (
    <SessionView key={room.doc.clientID} session={session} questions={data.data} missing={data.missing} room={room} nothing={nothing} />
  )
}

function LiveSession({ session }: { session: SessionDetail }) {
  const room = useRoom(session.room, aboutSession(session))
  if (session.session_kind === 'onboarding') return <OnboardingView key={room.doc.clientID} session={session} room={room} />
  return session.session_kind === 'workshop' ? (
    <WorkshopView key={room.doc.clientID} session={session} room={room} />
  ) : (
    <Interview session={session} room={room} />
  )
}

/** An interview, one question at a time and answered together, a workshop, or an onboarding. */
export function SessionPage() {
  const { sessionId } = route.useParams()
  const { data: session } = useSuspenseQuery(sessionOf(sessionId))
  usePageTitle(session.session_name)
  return <LiveSession session={session} />
}
