import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useCan } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { InboxEntry } from '../notifications/InboxEntry.tsx'
import { Card, Cards } from '../progress/Card.tsx'
import { When } from '../ui/When.tsx'
import classes from './WaitingForMe.module.css'

const most = 4

/** Evidence to review and mentions the reader has not read, each only where there is some. */
export function WaitingForMe() {
  const mayReview = useCan()('evidence.review')
  const evidence = useQuery({ ...q.evidence.list.queryOptions({ input: { status: 'pending', limit: most } }), enabled: mayReview })
  const mentions = useQuery(
    q.notifications.list.queryOptions({ input: { state: 'unread', kind: ['task_mentioned', 'comment_mentioned'], limit: most } }),
  )
  const waiting = evidence.data?.data ?? []
  const unread = mentions.data?.data ?? []
  if (waiting.length + unread.length === 0) return null
  return (
    <Cards>
      {waiting.length > 0 && (
        <Card
          title="Evidence to review"
          aside={
            <Link to="/evidence" search={{ status: 'pending' }} className={classes.all}>
              All evidence to review
            </Link>
          }
        >
          <ul className={classes.list}>
            {waiting.map(({ id, title, customer_name, created_by, created_at }) => (
              <li key={id} className={classes.entry}>
                <Link to="/evidence/$evidenceId" params={{ evidenceId: id }} className={classes.name}>
                  {title}
                </Link>
                <span className={classes.facts}>
                  {customer_name} · {created_by.name} · <When at={created_at} />
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {unread.length > 0 && (
        <Card
          title="Mentions"
          aside={
            <Link to="/inbox" search={{ state: 'unread' }} className={classes.all}>
              All unread
            </Link>
          }
        >
          <ul className={classes.list}>
            {unread.map((notification) => (
              <InboxEntry key={notification.id} notification={notification} />
            ))}
          </ul>
        </Card>
      )}
    </Cards>
  )
}
