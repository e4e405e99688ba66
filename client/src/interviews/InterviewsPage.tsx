import { SegmentedControl, Table } from '@mantine/core'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMe } from '../accounts/useMe.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import { ToCustomers } from '../app/ToCustomers.tsx'
import { CompletionBar } from '../ui/CompletionBar.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ShowMore } from '../ui/ShowMore.tsx'
import table from '../ui/table.module.css'
import { When } from '../ui/When.tsx'
import { timeInWords, useElapsed } from './elapsed.ts'
import classes from './InterviewsPage.module.css'
import { interviewsSearch } from './interviewsSearch.ts'
import { type Session, sessionsOf } from './queries.ts'
import { SessionStatus } from './SessionStatus.tsx'

const route = getRouteApi('/app/interviews')

const choices = [
  { value: 'all', label: 'All' },
  { value: 'active', label: 'In progress' },
  { value: 'paused', label: 'Paused' },
  { value: 'completed', label: 'Completed' },
]

/** Every interview and workshop the reader may see, the newest first. */
export function InterviewsPage() {
  const { status } = route.useSearch()
  const navigate = route.useNavigate()
  const list = useSuspenseInfiniteQuery(sessionsOf(status))
  const sessions = list.data.pages.flatMap((page) => page.data)
  const choose = (chosen: string) => void navigate({ search: interviewsSearch({ status: chosen }), replace: true, resetScroll: false })
  return (
    <PageFrame title="Interviews">
      <SegmentedControl className={classes.choice} aria-label="Which interviews" data={choices} value={status ?? 'all'} onChange={choose} />
      {sessions.length === 0 ? <NoInterviews isFiltered={status !== undefined} /> : <SessionTable sessions={sessions} />}
      <ShowMore list={list} />
    </PageFrame>
  )
}

function NoInterviews({ isFiltered }: { isFiltered: boolean }) {
  const { customer } = useMe()
  if (isFiltered) return <EmptyState>There is none of these.</EmptyState>
  if (customer !== null) return <EmptyState>There are no interviews yet. Your consultant starts them, and you join here.</EmptyState>
  return <EmptyState action={<ToCustomers />}>There are no interviews yet. Start one from a customer, a plan or a document.</EmptyState>
}

function SessionTable({ sessions }: { sessions: readonly Session[] }) {
  return (
    <div className={`${table.frame} ${table.blocks}`}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Interview</Table.Th>
            <Table.Th>Status</Table.Th>
            <Table.Th>Answered</Table.Th>
            <Table.Th className={table.onlyMedium}>Time</Table.Th>
            <Table.Th className={table.onlyMedium}>Started</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sessions.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function SessionRow({ session }: { session: Session }) {
  const elapsed = useElapsed(session)
  return (
    <Table.Tr>
      <Table.Td>
        <Link to="/interviews/$sessionId" params={{ sessionId: session.id }} className={table.main}>
          {session.session_name}
        </Link>
        <span className={table.sub}>
          {session.customer_name}
          {session.session_status === 'completed' && (
            <>
              {' · '}
              <Link to="/interviews/$sessionId/minutes" params={{ sessionId: session.id }} className={classes.minutes}>
                Minutes
              </Link>
            </>
          )}
        </span>
      </Table.Td>
      <Table.Td>
        <SessionStatus status={session.session_status} />
      </Table.Td>
      <Table.Td data-empty={session.session_kind === 'workshop'}>
        {session.session_kind === 'workshop' ? (
          <span className={table.quiet}>–</span>
        ) : (
          <CompletionBar
            percentage={session.completion_percentage}
            words={`${session.questions_answered} of ${session.questions_total} questions`}
          />
        )}
      </Table.Td>
      <Table.Td className={`${table.quiet} ${table.numbers} ${table.onlyMedium}`}>
        {timeInWords(elapsed)}
        {session.sittings > 1 && ` in ${session.sittings} sittings`}
      </Table.Td>
      <Table.Td className={`${table.quiet} ${table.numbers} ${table.onlyMedium}`}>
        <When at={session.started_at} />
      </Table.Td>
    </Table.Tr>
  )
}
