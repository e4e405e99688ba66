import '@fontsource-variable/source-serif-4'
import '@fontsource-variable/source-serif-4/wght-italic.css'
import { Button, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useMe } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { problemOf } from '../api/problems.ts'
import { usePageTitle } from '../app/pageTitle.ts'
import { countUnsent } from '../collab/countUnsent.ts'
import { useCatchUp } from '../collab/useCatchUp.ts'
import { useRoom, useStore } from '../collab/useRoom.ts'
import { aboutSession } from '../interviews/aboutSession.ts'
import type { Missing, Question, SessionDetail } from '../interviews/queries.ts'
import { SessionView } from '../interviews/SessionView.tsx'
import { WorkshopView } from '../interviews/WorkshopView.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import classes from './GuestRoom.module.css'

/** How far each question is comes from what is stored; a guest hears no events, so it is read again this often, in milliseconds. */
const every = 10_000

type Visit = { session: SessionDetail; questions: Question[]; missing: Missing[] }

/** The session as its guest sees it: the same room, with less. */
export function GuestRoom({ onOver }: { onOver: () => void }) {
  const { data, error } = useQuery({ ...q.guests.session.queryOptions(), refetchInterval: every })
  useCatchUp()
  const isOver = error !== null && problemOf(error).code === 'not_signed_in'
  useEffect(() => {
    if (isOver) onOver()
  }, [isOver, onOver])
  return (
    <main className={classes.page}>
      <GuestBar onLeft={onOver} />
      <div className={classes.room}>{data === undefined ? <SkeletonRows rows={6} /> : <VisitedSession {...data} onOver={onOver} />}</div>
    </main>
  )
}

function VisitedSession({ session, questions, missing, onOver }: Visit & { onOver: () => void }) {
  usePageTitle(session.session_name)
  const room = useRoom(session.room, aboutSession(session))
  const { is } = useStore(room.save)
  useEffect(() => {
    if (is === 'signed_out' || is === 'denied') onOver()
  }, [is, onOver])
  if (session.session_kind === 'workshop') return <WorkshopView key={room.doc.clientID} session={session} room={room} />
  const nothing = <EmptyState>There is nothing to answer here.</EmptyState>
  return <SessionView key={room.doc.clientID} session={session} questions={questions} missing={missing} room={room} nothing={nothing} />
}

/** Who the reader is here, and the way out. */
function GuestBar({ onLeft }: { onLeft: () => void }) {
  const { user, organization } = useMe()
  const leave = useMutation(q.guests.leave.mutationOptions({ onSuccess: onLeft }))
  const [unsent, setUnsent] = useState(0)
  const leaveIfSent = async () => {
    const count = await countUnsent({ userId: user.id, organizationId: organization.id })
    setUnsent(count)
    if (count === 0) leave.mutate(undefined)
  }
  return (
    <>
      <section className={classes.bar} aria-label="Your visit">
        <span className={classes.who}>
          {user.name}, with {organization.name}
        </span>
        <Button size="compact-sm" variant="subtle" loading={leave.isPending} onClick={() => void leaveIfSent()}>
          Leave
        </Button>
      </section>
      <ProblemAlert error={leave.error} />
      {unsent > 0 && (
        <FormDialog
          title="Leave with unsaved changes?"
          submitLabel="Leave"
          pending={leave.isPending}
          error={leave.error}
          onSubmit={() => leave.mutate(undefined)}
          onClose={() => setUnsent(0)}
          danger
        >
          <Text>
            {unsent === 1 ? '1 change has' : `${unsent} changes have`} not reached the server. Once you have left nothing more is sent; you
            can only copy it.
          </Text>
        </FormDialog>
      )}
    </>
  )
}
