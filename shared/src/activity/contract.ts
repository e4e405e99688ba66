import { oc } from '@orpc/contract'
import { z } from 'zod'
import { activityActions, activityEntities } from '../audit/events.ts'
import { pageOf, pageQuery } from '../paging.ts'
import { sectionTypes } from '../templates/contract.ts'

/** One row of the append-only log. Address and user agent are shown to owners and admins only. */
export const Activity = z.object({
  id: z.uuid(),
  action: z.enum(activityActions),
  actor: z.object({ id: z.uuid().nullable(), name: z.string(), email: z.string() }),
  entity_type: z.enum(activityEntities),
  entity_id: z.uuid(),
  /** what the thing is called now; null if it has no name or is gone */
  entity_name: z.string().nullable(),
  /** whom it is done for; null if nobody in particular, or if the customer is gone */
  customer: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  section: z.object({ id: z.string(), title: z.string(), type: z.enum(sectionTypes).nullable() }).nullable(),
  before: z.unknown().nullable(),
  after: z.unknown().nullable(),
  address: z.string().nullable(),
  user_agent: z.string().nullable(),
  /** the same for everything one request did; null for what no request did, such as the saving of live edits */
  request_id: z.string().nullable(),
  created_at: z.iso.datetime(),
})
export type Activity = z.infer<typeof Activity>

export const activityContract = {
  list: oc
    .route({ method: 'GET', path: '/activity', summary: 'Who did what, newest first', tags: ['activity'] })
    .input(
      pageQuery.extend({
        entity_id: z.uuid().optional(),
        actor_id: z.uuid().optional(),
        customer_id: z.uuid().optional(),
        /** the plan, its documents and its tasks */
        plan_id: z.uuid().optional(),
        /** a document and what was said in its comments */
        document_id: z.uuid().optional(),
        /** `work` leaves out who came and went */
        only: z.enum(['work']).optional(),
      }),
    )
    .output(pageOf(Activity)),
}
