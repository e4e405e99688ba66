import { z } from 'zod'
import { keyset, readKeyset, toPage } from '../http/paging.ts'
import { protectedBySession } from '../http/procedures.ts'
import { presentActivity } from './present.ts'
import { listActivity } from './service.ts'

const Cursor = z.tuple([z.uuid()])

export const activityRoutes = {
  list: protectedBySession.activity.list.handler(
    async ({ context, input: { entity_id, actor_id, customer_id, plan_id, document_id, only, limit, cursor } }) => {
      const [after] = readKeyset(cursor, Cursor) ?? []
      const list = await listActivity(
        context,
        { entityId: entity_id, actorId: actor_id, customerId: customer_id, planId: plan_id, documentId: document_id, only },
        { limit, after },
      )
      return toPage(
        list.activities,
        limit,
        (row) => keyset(row.id),
        (row) => presentActivity(row, list),
      )
    },
  ),
}
