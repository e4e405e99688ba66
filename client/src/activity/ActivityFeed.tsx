import { toldOnce } from '@certloom/shared/activity/toldOnce'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { q } from '../api/client.ts'
import { byCursor } from '../api/pages.ts'
import { usePeople } from '../members/queries.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Loading } from '../ui/Loading.tsx'
import { PersonAvatar } from '../ui/PersonAvatar.tsx'
import { ShowMore } from '../ui/ShowMore.tsx'
import { When } from '../ui/When.tsx'
import classes from './ActivityFeed.module.css'
import type { Activity } from './phrases.ts'
import { sentenceOf } from './sentence.ts'

type FeedProps = {
  entityId?: string | undefined
  customerId?: string | undefined
  planId?: string | undefined
  /** with what was said in its comments */
  documentId?: string | undefined
  /** no more than these, without the way to older ones */
  most?: number | undefined
}

/**
 * Who did what, newest first: of one thing, of a customer or a plan with its parts, or of everything the reader may see. With `most` without who came
 * and went.
 */
export function ActivityFeed({ entityId, customerId, planId, documentId, most }: FeedProps) {
  const list = useInfiniteQuery(
    q.activity.list.infiniteOptions({
      ...byCursor,
      input: (cursor: string | undefined) => ({
        entity_id: entityId,
        customer_id: customerId,
        plan_id: planId,
        document_id: documentId,
        limit: 50,
        cursor,
      }),
    }),
  )
  const personOf = usePeople()
  if (list.data === undefined) return <Loading of={list} />
  const activities = toldOnce(list.data.pages.flatMap((page) => page.data))
  const shown = most === undefined ? activities : activities.filter(({ action }) => !action.startsWith('person.')).slice(0, most)
  if (shown.length === 0) return <EmptyState>Nothing has happened here yet. What people do is listed as soon as they do it.</EmptyState>
  return (
    <div>
      <ol className={classes.feed}>
        {shown.map((activity) => (
          <Entry
            key={activity.id}
            activity={activity}
            personOf={personOf}
            isOfOneThing={entityId !== undefined || documentId !== undefined}
          />
        ))}
      </ol>
      {most === undefined && <ShowMore list={list} />}
    </div>
  )
}

type EntryProps = { activity: Activity; personOf: ReturnType<typeof usePeople>; isOfOneThing: boolean }

function Entry({ activity, personOf, isOfOneThing }: EntryProps) {
  const { did, what, rest } = sentenceOf(activity, (userId) => personOf(userId)?.name ?? 'somebody')
  const name = activity.actor.name || activity.actor.email || 'Somebody'
  const opens = !isOfOneThing && activity.entity_type === 'customer_document'
  const place = opens && activity.section !== null && activity.entity_name !== null ? `in ${activity.entity_name}` : undefined
  return (
    <li className={classes.entry}>
      <PersonAvatar person={{ name, color: personOf(activity.actor.id)?.color }} size="sm" decorative />
      <div className={classes.line}>
        <p className={classes.sentence}>
          <strong className={classes.actor}>{name}</strong> {did}{' '}
          {what !== undefined &&
            (opens ? (
              <Link to="/documents/$documentId" params={{ documentId: activity.entity_id }} className={classes.what}>
                {what}
              </Link>
            ) : (
              <span className={classes.what}>{what}</span>
            ))}{' '}
          {place ?? rest}
        </p>
        <span className={classes.when}>
          <When at={activity.created_at} />
        </span>
      </div>
    </li>
  )
}
