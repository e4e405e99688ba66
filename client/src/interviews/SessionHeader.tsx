import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconDots, IconHandStop, IconList } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type CSSProperties, type Ref, useState } from 'react'
import { q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { firstNameOf, type PersonHere } from '../collab/people.ts'
import { PersonAvatar } from '../ui/PersonAvatar.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import type { AskedProps } from './askedProps.ts'
import { timeInWords, useElapsed } from './elapsed.ts'
import { MissingDialog } from './MissingDialog.tsx'
import type { Missing, SessionDetail } from './queries.ts'
import classes from './SessionHeader.module.css'
import { SessionStatus } from './SessionStatus.tsx'
import { Timer } from './Timer.tsx'

type Props = Omit<AskedProps, 'sessionRoom' | 'statusSlot'> & {
  session: SessionDetail
  missing: readonly Missing[]
  /** Receives the place for what becomes of the answer. */
  statusRef: Ref<HTMLElement>
  /** Opens the index, where it has no room of its own. */
  onIndex: (() => void) | undefined
}

function useLife({ id }: SessionDetail, onMissing: () => void) {
  const queryClient = useQueryClient()
  const done = (word: string) => ({
    onSuccess: (session: SessionDetail) => {
      queryClient.setQueryData(q.interviews.get.queryKey({ input: { session_id: id } }), session)
      announce(`Interview ${word}`)
    },
  })
  const pause = useMutation(q.interviews.pause.mutationOptions(done('paused')))
  const resume = useMutation(q.interviews.resume.mutationOptions(done('resumed')))
  const complete = useMutation(q.interviews.complete.mutationOptions({ ...done('completed'), onError: onMissing }))
  const one = { session_id: id }
  return {
    pause: () => pause.mutate(one),
    resume: () => resume.mutate(one),
    complete: () => complete.mutate(one),
    isBusy: pause.isPending || resume.isPending || complete.isPending,
    error: pause.error ?? resume.error ?? complete.error,
  }
}

function People({ people, leader }: { people: readonly PersonHere[]; leader: string | null }) {
  return (
    <ul className={classes.people} aria-label="People here">
      {people.map((person) => (
        <li key={person.id} className={classes.person} data-leads={person.id === leader || undefined}>
          <PersonAvatar person={person} />
          {person.hasHandUp && (
            <span className={classes.hand} role="img" aria-label={`${person.name} raises a hand`}>
              <IconHandStop className={classes.handIcon} aria-hidden />
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

/** Where the reader is besides the one who leads, and the way back. */
function Roaming({ course, people, state, rights, questions }: Pick<Props, 'course' | 'people' | 'state' | 'rights' | 'questions'>) {
  const leader = people.find(({ id }) => id === state.steering.leader)
  const pointed = questions.find(({ id }) => id === state.steering.spotlight)
  if (rights.isLeading || course.isFollowing || pointed === undefined || pointed.id === course.question?.id) return null
  return (
    <p className={classes.roaming} role="status">
      {leader && !leader.isSelf ? firstNameOf(leader) : 'The interview'} is at “{pointed.section_title}”.
      <Button size="compact-sm" variant="subtle" onClick={course.follow}>
        Go there and follow
      </Button>
    </p>
  )
}

/** What the interview is, how far it is, who is here, and its life. */
export function SessionHeader(props: Props) {
  const { session, questions, missing, course, statusRef, people, state, agreeing, rights, onIndex } = props
  const [isMissingShown, setIsMissingShown] = useState(false)
  const life = useLife(session, () => setIsMissingShown(true))
  const elapsed = useElapsed(session)
  const answered = questions.filter(({ is_answered }) => is_answered).length
  const percentage = Math.floor((answered / questions.length) * 100)
  const filled: CSSProperties & { '--filled': string } = { '--filled': `${percentage}%` }
  const isActive = session.session_status === 'active'
  const { question } = course
  return (
    <>
      <header className={classes.header}>
        {onIndex && (
          <ActionIcon onClick={onIndex} aria-label="Questions">
            <IconList className={classes.icon} aria-hidden />
          </ActionIcon>
        )}
        <nav className={classes.breadcrumb} aria-label="Breadcrumb">
          <ol className={classes.crumbs}>
            <li>
              <Link to="/customers/$customerId" params={{ customerId: session.customer_id }} className={classes.crumb}>
                {session.customer_name}
              </Link>
            </li>
            <li className={classes.name} aria-current="page">
              {session.session_name}
            </li>
          </ol>
        </nav>
        <div className={classes.live}>
          <span ref={statusRef} className={classes.status} />
          <span className={classes.progress}>
            Question {course.index + 1} of {questions.length} · {percentage} % · {timeInWords(elapsed)}
          </span>
          {!isActive && <SessionStatus status={session.session_status} />}
          <Timer endsAt={state.steering.timerEndsAt} />
          <People people={people} leader={state.steering.leader} />
          {rights.mayRun && !rights.isLeading && question && (
            <Button variant="default" onClick={() => agreeing.lead(question.id)}>
              Take the lead
            </Button>
          )}
          {rights.mayRun && (
            <>
              <Button variant="default" loading={life.isBusy} onClick={isActive ? life.pause : life.resume}>
                {isActive ? 'Pause' : 'Resume'}
              </Button>
              <Menu position="bottom-end" returnFocus>
                <Menu.Target>
                  <ActionIcon aria-label="More of this interview">
                    <IconDots className={classes.icon} aria-hidden />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item onClick={life.complete} disabled={session.session_status === 'completed'}>
                    Complete the interview
                  </Menu.Item>
                  <Menu.Item onClick={() => setIsMissingShown(true)}>What is missing</Menu.Item>
                  {[5, 10, 15].map((minutes) => (
                    <Menu.Item key={minutes} disabled={!rights.isLeading} onClick={() => agreeing.setTimer(minutes)}>
                      {minutes} minutes for this topic
                    </Menu.Item>
                  ))}
                  {state.steering.timerEndsAt !== null && <Menu.Item onClick={() => agreeing.setTimer(null)}>Stop the timer</Menu.Item>}
                </Menu.Dropdown>
              </Menu>
            </>
          )}
        </div>
      </header>
      <div className={classes.track} style={filled} aria-hidden />
      {!isMissingShown && <ProblemAlert error={life.error} />}
      <Roaming course={course} people={people} state={state} rights={rights} questions={questions} />
      {isMissingShown && (
        <MissingDialog missing={missing} questions={questions} onGo={course.go} onClose={() => setIsMissingShown(false)} />
      )}
    </>
  )
}
