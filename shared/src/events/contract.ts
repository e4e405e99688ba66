import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { activityActions, activityEntities } from '../audit/events.ts'

/** Something was committed: what happened, and to what. It carries nothing of the thing itself; read that where it lives. */
export const LiveEvent = z.object({ type: z.enum(activityActions), entity: z.enum(activityEntities), id: z.uuid() })
export type LiveEvent = z.infer<typeof LiveEvent>

export const eventsContract = {
  subscribe: oc
    .route({
      method: 'GET',
      path: '/events',
      summary:
        'What changes, as it is committed, as far as one may see it. The stream ends when something may have been missed: read anew and come back',
      tags: ['events'],
    })
    .output(eventIterator(LiveEvent)),
}
