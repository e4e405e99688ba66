import { oc } from '@orpc/contract'
import { z } from 'zod'
import { pageOf, pageQuery } from '../paging.ts'
import { Person } from '../person.ts'
import { type NotificationKind, notificationKinds } from './kinds.ts'

export const NotificationKindName = z.enum(Object.keys(notificationKinds) as [NotificationKind, ...NotificationKind[]])

/** One value, or several given again and again: `kind=task_mentioned&kind=comment_mentioned`. */
const Kinds = z.union([z.array(NotificationKindName).min(1), NotificationKindName.transform((kind) => [kind])])

export const Notification = z.object({
  id: z.uuid(),
  kind: NotificationKindName,
  actor: Person.nullable(),
  /** the rest of a sentence that begins with the actor's name */
  sentence: z.string(),
  /** the page that shows what it is about, as a path of this application */
  path: z.string(),
  customer_id: z.uuid().nullable(),
  read_at: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
})

export const NotificationPreference = z.object({ kind: NotificationKindName, inbox: z.boolean(), mail: z.boolean() })

export const notificationsContract = {
  list: oc
    .route({ method: 'GET', path: '/notifications', summary: 'One’s own inbox, newest first; all of it, or some kinds', tags: ['inbox'] })
    .input(pageQuery.extend({ state: z.enum(['all', 'unread']).default('all'), kind: Kinds.optional() }))
    .output(pageOf(Notification)),
  countUnread: oc
    .route({ method: 'GET', path: '/notifications/unread-count', summary: 'How many are unread, at most 100', tags: ['inbox'] })
    .output(z.object({ count: z.number().int() })),
  read: oc
    .route({ method: 'POST', path: '/notifications/read', successStatus: 204, summary: 'Mark some as read, or all', tags: ['inbox'] })
    .input(z.object({ ids: z.array(z.uuid()).max(200).optional() })),
  preferences: oc
    .route({ method: 'GET', path: '/notifications/preferences', summary: 'What one wants to hear of, and where', tags: ['inbox'] })
    .output(z.object({ data: z.array(NotificationPreference) })),
  setPreference: oc
    .route({
      method: 'PUT',
      path: '/notifications/preferences/{kind}',
      summary: 'Hear of a kind of thing here, by mail, or not',
      tags: ['inbox'],
    })
    .input(NotificationPreference)
    .output(NotificationPreference),
}
