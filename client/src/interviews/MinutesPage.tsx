import type { Minutes } from '@certloom/shared/interviews/minutes'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PageFrame } from '../app/PageFrame.tsx'
import { ExportButton } from '../exports/ExportButton.tsx'
import { timeInWords } from './elapsed.ts'
import classes from './Minutes.module.css'
import { MinutesQuestions } from './MinutesQuestions.tsx'
import { minutesOf, sessionOf } from './queries.ts'

const route = getRouteApi('/app/interviews/$sessionId/minutes')

/** What a session came to, to read and to export. */
export function MinutesPage() {
  const { sessionId } = route.useParams()
  const { data: session } = useSuspenseQuery(sessionOf(sessionId))
  const { data: minutes } = useSuspenseQuery({ ...minutesOf(sessionId), refetchOnMount: 'always' })
  const { session_name: name, customer_id: customerId } = session
  return (
    <PageFrame
      title="Minutes"
      crumbs={[
        { label: 'Interviews', link: { to: '/interviews' } },
        { label: name, link: { to: '/interviews/$sessionId', params: { sessionId } } },
      ]}
      action={<ExportButton subject={{ is: 'minutes', id: sessionId, name: 'the minutes', customerId }} />}
    >
      <article className={classes.paper}>
        {minutes.completed_at === null && (
          <p className={classes.draft}>This session is not completed: what it says here can still change.</p>
        )}
        <Session minutes={minutes} />
        <Said title="Decisions" said={minutes.decisions} nothing="Nothing was decided." />
        <Actions minutes={minutes} />
        <MinutesQuestions questions={minutes.questions} />
        <Work minutes={minutes} />
        {minutes.parking.length > 0 && <Said title="Parking lot" said={minutes.parking} nothing="" />}
      </article>
    </PageFrame>
  )
}

function Chapter({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.chapter} aria-label={title}>
      <h2 className={classes.title}>{title}</h2>
      {children}
    </section>
  )
}

const times = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

const timesInWords = (from: string, until: string | null): string =>
  until === null ? `Since ${times.format(new Date(from))}` : times.formatRange(new Date(from), new Date(until))

/** A guest's name says it itself. */
const sides = { staff: '', customer: ' (customer)', guest: '' }

function Session({ minutes: { topics, sittings, elapsed_seconds } }: { minutes: Minutes }) {
  return (
    <Chapter title="Session">
      <p>{topics.join(', ')}</p>
      <p className={classes.quiet}>
        {timeInWords(elapsed_seconds)} in {sittings.length === 1 ? 'one sitting' : `${sittings.length} sittings`}
      </p>
      <ol className={classes.list}>
        {sittings.map(({ number, began_at, ended_at, people }) => (
          <li key={number}>
            <span>{timesInWords(began_at, ended_at)}</span>
            <span className={classes.quiet}>{people.map(({ name, side }) => `${name}${sides[side]}`).join(', ') || 'Nobody came'}</span>
          </li>
        ))}
      </ol>
    </Chapter>
  )
}

function Said({ title, said, nothing }: { title: string; said: Minutes['decisions']; nothing: string }) {
  return (
    <Chapter title={title}>
      {said.length === 0 ? (
        <p className={classes.quiet}>{nothing}</p>
      ) : (
        <ul className={classes.list}>
          {said.map(({ text, by, at }) => (
            <li key={`${at} ${text}`}>
              <span>{text}</span>
              <span className={classes.quiet}>{by}</span>
            </li>
          ))}
        </ul>
      )}
    </Chapter>
  )
}

const dueWords = (due: string | null): string => (due === null ? '' : `, due ${due}`)

function Actions({ minutes: { actions } }: { minutes: Minutes }) {
  return (
    <Chapter title="To do">
      {actions.length === 0 ? (
        <p className={classes.quiet}>Nothing is left to do.</p>
      ) : (
        <ul className={classes.list}>
          {actions.map(({ text, by, at, is_done, task }) => (
            <li key={`${at} ${text}`}>
              {task ? (
                <Link to="/tasks" search={{ task: task.id }} className={classes.link}>
                  {text}
                </Link>
              ) : (
                <span>{text}</span>
              )}
              <span className={classes.quiet}>
                {is_done ? 'Done' : task ? `${task.assignee ?? 'Unassigned'}${dueWords(task.due_date)}` : `Noted by ${by}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Chapter>
  )
}

function Work({ minutes: { work } }: { minutes: Minutes }) {
  if (work.length === 0) return null
  return (
    <Chapter title="What was worked on">
      <ul className={classes.list}>
        {work.map(({ topic, part, by }) => (
          <li key={`${topic} ${part}`}>
            <span>
              {topic}: {part}
            </span>
            <span className={classes.quiet}>{by.join(', ')}</span>
          </li>
        ))}
      </ul>
    </Chapter>
  )
}
