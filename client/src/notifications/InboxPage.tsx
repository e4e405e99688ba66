import { Button, SegmentedControl } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useRouter } from '@tanstack/react-router'
import type { MouseEvent } from 'react'
import { type api, q, type RowOf } from '../api/client.ts'
import { byCursor } from '../api/pages.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import { usePeople } from '../members/queries.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import { PersonAvatar } from '../ui/PersonAvatar.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { ShowMore } from '../ui/ShowMore.tsx'
import { When } from '../ui/When.tsx'
import classes from './InboxPage.module.css'

type Notification = RowOf<typeof api.notifications.list>

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
          What I am told of
        </Link>
      </div>
      <Notifications state={state} />
    </PageFrame>
  )
}

function Notifications({ state }: { state: 'all' | 'unread' }) {
  const list = useInfiniteQuery(
    q.notifications.list.infiniteOptions({ ...byCursor, input: (cursor: string | undefined) => ({ state, limit: 50, cursor }) }),
  )
  if (list.data === undefined) return list.error === null ? <SkeletonRows /> : <ProblemAlert error={list.error} />
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
          <Entry key={notification.id} notification={notification} />
        ))}
      </ol>
      <ShowMore list={list} />
    </>
  )
}

function Entry({ notification: { id, actor, sentence, path, read_at, created_at } }: { notification: Notification }) {
  const router = useRouter()
  const personOf = usePeople()
  const read = useMarkRead()
  const name = actor?.name ?? 'Certloom'
  const open = (event: MouseEvent) => {
    if (read_at === null) read.mutate({ ids: [id] })
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    void router.navigate({ href: path })
  }
  return (
    <li>
      <a href={path} onClick={open} className={classes.entry} data-unread={read_at === null || undefined}>
        <PersonAvatar person={{ name, color: actor === null ? undefined : personOf(actor.id)?.color }} size="sm" decorative />
        <span className={classes.sentence}>
          <strong>{name}</strong> {sentence}
        </span>
        {read_at === null && <span className={classes.unread}>New</span>}
        <span className={classes.when}>
          <When at={created_at} />
        </span>
      </a>
    </li>
  )
}

function useMarkRead() {
  const queryClient = useQueryClient()
  return useMutation(
    q.notifications.read.mutationOptions({ onSuccess: () => queryClient.invalidateQueries({ queryKey: q.notifications.key() }) }),
  )
}
