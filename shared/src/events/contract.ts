import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { activityActions, activityEntities } from '../audit/events.ts'
import { farthestBack } from './reach.ts'

/** Something was committed: what happened, and to what. It carries nothing of the thing itself; read that where it lives. An inbox has its person's id. */
export const LiveEvent = z.object({
  type: z.enum([...activityActions, 'inbox.changed', 'export.changed']),
  entity: z.enum([...activityEntities, 'inbox', 'export']),
  id: z.uuid(),
})
export type LiveEvent = z.infer<typeof LiveEvent>

const Subscribe = z.object({
  /** What was told in the last so many milliseconds comes first, for whoever read a moment before they came to listen. */
  reach_back_ms: z.coerce.number().int().min(0).max(farthestBack).default(0),
})

export const eventsContract = {
  subscribe: oc
    .route({
      method: 'GET',
      path: '/events',
      summary:
        'What changes, as it is committed, as far as one may see it. The stream ends when something may have been missed: read anew and come back',
      tags: ['events'],
    })
    .input(Subscribe)
    .output(eventIterator(LiveEvent)),
}
