import { useRouter } from '@tanstack/react-router'
import type { MouseEvent } from 'react'
import type { api, RowOf } from '../api/client.ts'
import { usePeople } from '../members/queries.ts'
import { PersonAvatar } from '../ui/PersonAvatar.tsx'
import { When } from '../ui/When.tsx'
import classes from './InboxPage.module.css'
import { useMarkRead } from './useMarkRead.ts'

type Notification = RowOf<typeof api.notifications.list>

/** One thing the reader should know of, as a line of a list; following it marks it as read. */
export function InboxEntry({ notification: { id, actor, sentence, path, read_at, created_at } }: { notification: Notification }) {
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
