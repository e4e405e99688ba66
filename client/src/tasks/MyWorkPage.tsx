import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { q } from '../api/client.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import { WaitingReviews } from '../reviews/WaitingReviews.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { TaskViews } from './TaskViews.tsx'
import { WaitingForMe } from './WaitingForMe.tsx'

const mine = { mine: true } as const

/** What waits for the reader, and the tasks that are assigned to them or to a team they are in. */
export function MyWorkPage() {
  const { data } = useQuery(q.tasks.list.queryOptions({ input: { ...mine, limit: 1 } }))
  return (
    <PageFrame title="My work">
      <WaitingReviews />
      <WaitingForMe />
      {data?.data.length === 0 ? (
        <EmptyState action={<Button renderRoot={(props) => <Link {...props} to="/tasks" />}>See all tasks</Button>}>
          No task is yours yet. What is assigned to you, or to a team you are in, is listed here.
        </EmptyState>
      ) : (
        <TaskViews fixed={mine} />
      )}
    </PageFrame>
  )
}
