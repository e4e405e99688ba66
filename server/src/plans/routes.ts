import { z } from 'zod'
import { keyset, readKeyset, toPage } from '../http/paging.ts'
import { protectedBySession } from '../http/procedures.ts'
import { createPlan } from './createPlan.ts'
import { presentPlan } from './present.ts'
import { getPlan, listPlans } from './service.ts'

const Cursor = z.tuple([z.uuid()])

export const planRoutes = {
  list: protectedBySession.plans.list.handler(async ({ context, input: { customer_id, limit, cursor } }) => {
    const [after] = readKeyset(cursor, Cursor) ?? []
    return toPage(await listPlans(context, customer_id, { limit, after }), limit, (row) => keyset(row.id), presentPlan)
  }),
  get: protectedBySession.plans.get.handler(async ({ context, input }) =>
    presentPlan(await getPlan(context, input.customer_id, input.plan_id)),
  ),
  create: protectedBySession.plans.create.handler(async ({ context, input }) => {
    const plan = await createPlan(context, {
      customerId: input.customer_id,
      frameworkId: input.iso_standard_id,
      name: input.plan_name,
      templateSelectionMode: input.template_selection_mode,
      templateIds: input.selected_template_ids,
      targetCompletionDate: input.target_completion_date,
    })
    return presentPlan(plan)
  }),
}
