import { toldOnce } from '@certloom/shared/activity/toldOnce'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMe } from '../accounts/useMe.ts'
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
import { placeOf } from './placeOf.ts'
import { sentenceOf } from './sentence.ts'

type FeedProps = {
  entityId?: string | undefined
  customerId?: string | undefined
  planId?: string | undefined
  /** with what was said in its comments */
  documentId?: string | undefined
  /** without who came and went */
  only?: 'work' | undefined
  /** no more than these, without the way to older ones */
  most?: number | undefined
}

/** Who did what, newest first: of one thing, of a customer or a plan with its parts, or of everything the reader may see. */
export function ActivityFeed({ entityId, customerId, planId, documentId, only, most }: FeedProps) {
  const list = useInfiniteQuery(
    q.activity.list.infiniteOptions({
      ...byCursor,
      input: (cursor: string | undefined) => ({
        entity_id: entityId,
        customer_id: customerId,
        plan_id: planId,
        document_id: documentId,
        only,
        limit: 50,
        cursor,
      }),
    }),
  )
  const personOf = usePeople()
  const isOfAll = [entityId, customerId, planId, documentId].every((id) => id === undefined)
  const showsCustomer = useMe().customer === null && isOfAll
  if (list.data === undefined) return <Loading of={list} />
  const shown = toldOnce(list.data.pages.flatMap((page) => page.data)).slice(0, most)
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
            showsCustomer={showsCustomer}
          />
        ))}
      </ol>
      {most === undefined && <ShowMore list={list} />}
    </div>
  )
}

type EntryProps = { activity: Activity; personOf: ReturnType<typeof usePeople>; isOfOneThing: boolean; showsCustomer: boolean }

function Entry({ activity, personOf, isOfOneThing, showsCustomer }: EntryProps) {
  const { did, what, rest } = sentenceOf(activity, (userId) => personOf(userId)?.name ?? 'somebody')
  const name = activity.actor.name || activity.actor.email || 'Somebody'
  const link = isOfOneThing ? undefined : placeOf(activity)
  const customer = showsCustomer && activity.entity_type !== 'customer' ? activity.customer : null
  const isInDocument = link !== undefined && activity.entity_type === 'customer_document' && activity.section !== null
  const place = isInDocument ? `in ${activity.entity_name}` : undefined
  return (
    <li className={classes.entry}>
      <PersonAvatar person={{ name, color: personOf(activity.actor.id)?.color }} size="sm" decorative />
      <div className={classes.line}>
        <p className={classes.sentence}>
          <strong className={classes.actor}>{name}</strong> {did}{' '}
          {what !== undefined &&
            (link === undefined ? (
              <span className={classes.what}>{what}</span>
            ) : (
              <Link {...link} className={classes.what}>
                {what}
              </Link>
            ))}{' '}
          {place ?? rest}
        </p>
        <span className={classes.when}>
          {customer !== null && `${customer.name} · `}
          <When at={activity.created_at} />
        </span>
      </div>
    </li>
  )
}
