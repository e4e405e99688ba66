import { ActionIcon, Button } from '@mantine/core'
import { IconList } from '@tabler/icons-react'
import { type CSSProperties, lazy, type ReactNode, type Ref, Suspense, useState } from 'react'
import { Breadcrumb } from '../app/Breadcrumb.tsx'
import type { PersonHere } from '../collab/people.ts'
import type { Room } from '../collab/room.ts'
import { isGuestPage } from '../guests/guestPage.ts'
import { InviteGuests } from '../guests/InviteGuests.tsx'
import { RescuedNotice } from '../rooms/RescuedNotice.tsx'
import { FullNotice } from '../rooms/RoomNotice.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import type { AskedProps } from './askedProps.ts'
import { timeInWords, useElapsed } from './elapsed.ts'
import type { SessionDetail } from './queries.ts'
import { RaiseHand } from './RaiseHand.tsx'
import classes from './SessionHeader.module.css'
import { SessionMenu } from './SessionMenu.tsx'
import { SessionPeople } from './SessionPeople.tsx'
import { SessionStatus } from './SessionStatus.tsx'
import { Timer } from './Timer.tsx'
import type { Agreeing } from './useAgreeing.ts'
import { useLife } from './useLife.ts'
import type { SessionState } from './useSessionRoom.ts'

/** At the end of a session, for those who end it. */
const SubmitDocuments = lazy(async () => ({ default: (await import('./SubmitDocuments.tsx')).SubmitDocuments }))

type Props = {
  session: SessionDetail
  room: Room
  /** what the reader is at */
  current: string
  /** where the reader is, in words */
  progress: string
  /** how much of it is answered; null where nothing is asked */
  percentage: number | null
  /** Receives the place for what becomes of what is written. */
  statusRef: Ref<HTMLElement>
  people: readonly PersonHere[]
  state: SessionState
  agreeing: Agreeing
  rights: AskedProps['rights']
  /** Opens the index, where it has no room of its own. */
  onIndex: (() => void) | undefined
  /** Shows what keeps it from being completed, where something can. */
  missing?: { isShown: boolean; show: () => void }
  children: ReactNode
}

/** What the session is, how far it is, who is here, and its life. */
export function SessionHeader(props: Props) {
  const { session, room, current, people, state, agreeing, rights, missing } = props
  const [isSubmitting, setIsSubmitting] = useState(false)
  const life = useLife(session, {
    onMissing: () => missing?.show(),
    onCompleted: () => setIsSubmitting(session.documents.length > 0),
  })
  const elapsed = useElapsed(session)
  const filled: CSSProperties & { '--filled': string } = { '--filled': `${props.percentage ?? 0}%` }
  const isActive = session.session_status === 'active'
  return (
    <>
      <header className={classes.header}>
        {props.onIndex && (
          <ActionIcon onClick={props.onIndex} aria-label={session.session_kind === 'workshop' ? 'Topics' : 'Questions'}>
            <IconList className={classes.icon} aria-hidden />
          </ActionIcon>
        )}
        <Breadcrumb
          crumbs={[
            {
              label: session.customer_name,
              link: isGuestPage() ? null : { to: '/customers/$customerId', params: { customerId: session.customer_id } },
            },
          ]}
        >
          {session.session_name}
        </Breadcrumb>
        <div className={classes.live}>
          <span ref={props.statusRef} className={classes.status} />
          <span className={classes.progress}>
            {props.progress}
            <span className={classes.elapsed}> · {timeInWords(elapsed)}</span>
          </span>
          {!isActive && <SessionStatus status={session.session_status} />}
          <Timer endsAt={state.steering.timerEndsAt} />
          <SessionPeople people={people} leader={state.steering.leader} />
          <InviteGuests session={session} />
          {(rights.mayWrite || isGuestPage()) && <RaiseHand room={room} />}
          {rights.mayRun && rights.mayWrite && !rights.isLeading && (
            <Button variant="default" onClick={() => agreeing.lead(current)}>
              Take the lead
            </Button>
          )}
          {rights.mayRun && (
            <Button variant="default" loading={life.isBusy} onClick={isActive ? life.pause : life.resume}>
              {isActive ? 'Pause' : 'Resume'}
            </Button>
          )}
          {!isGuestPage() && (
            <SessionMenu
              session={session}
              rights={rights}
              people={people}
              state={state}
              agreeing={agreeing}
              life={life}
              current={current}
              onMissing={missing?.show}
              onSubmit={() => setIsSubmitting(true)}
            />
          )}
        </div>
      </header>
      <div className={classes.track} style={filled} aria-hidden />
      <FullNotice room={room} title={`Too many people are in this ${session.session_kind}`} />
      <RescuedNotice documentId={session.id} />
      {!missing?.isShown && <ProblemAlert error={life.error} />}
      {props.children}
      {isSubmitting && (
        <Suspense>
          <SubmitDocuments session={session} onClose={() => setIsSubmitting(false)} />
        </Suspense>
      )}
    </>
  )
}
