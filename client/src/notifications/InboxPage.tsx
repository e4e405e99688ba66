import { Button, SegmentedControl } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { q } from '../api/client.ts'
import { byCursor } from '../api/pages.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Loading } from '../ui/Loading.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { ShowMore } from '../ui/ShowMore.tsx'
import { InboxEntry } from './InboxEntry.tsx'
import classes from './InboxPage.module.css'
import { useMarkRead } from './useMarkRead.ts'

const route = getRouteApi('/app/inbox')

/** What the reader should know of, newest first. */
export function InboxPage() {
  const { state } = route.useSearch()
  const navigate = route.useNavigate()
  const read = useMarkRead()
  return (
    <PageFrame
      title="Inbox"
      action={
        <Button variant="default" loading={read.isPending} onClick={() => read.mutate({})}>
          Mark all as read
        </Button>
      }
    >
      <div className={classes.bar}>
        <SegmentedControl
          aria-label="Which to show"
          value={state}
          onChange={(value) => void navigate({ search: { state: value === 'unread' ? 'unread' : 'all' }, replace: true })}
          data={[
            { value: 'all', label: 'All' },
            { value: 'unread', label: 'Unread' },
          ]}
        />
        <Link to="/inbox/preferences" className={classes.preferences}>
          Notification settings
        </Link>
      </div>
      <ProblemAlert error={read.error} />
      <Notifications state={state} />
    </PageFrame>
  )
}

function Notifications({ state }: { state: 'all' | 'unread' }) {
  const list = useInfiniteQuery(
    q.notifications.list.infiniteOptions({ ...byCursor, input: (cursor: string | undefined) => ({ state, limit: 50, cursor }) }),
  )
  if (list.data === undefined) return <Loading of={list} />
  const notifications = list.data.pages.flatMap((page) => page.data)
  if (notifications.length === 0)
    return (
      <EmptyState>
        {state === 'unread' ? 'You have read everything.' : 'Nothing here yet. What concerns you is listed as soon as it happens.'}
      </EmptyState>
    )
  return (
    <>
      <ol className={classes.list}>
        {notifications.map((notification) => (
          <InboxEntry key={notification.id} notification={notification} />
        ))}
      </ol>
      <ShowMore list={list} />
    </>
  )
}
