import { z } from 'zod'
import { keyset, readKeyset, toPage } from '../http/paging.ts'
import { protectedBySession } from '../http/procedures.ts'
import { changePlan } from './changePlan.ts'
import { createPlan } from './createPlan.ts'
import { presentPlan } from './present.ts'
import { undated } from './queries.ts'
import { countContents, removePlan } from './removePlan.ts'
import { generateDocuments, selectTemplates } from './selectTemplates.ts'
import { findPlan, getPlan, listAllPlans, listPlans } from './service.ts'

const Cursor = z.tuple([z.uuid()])
const ByTarget = z.tuple([z.union([z.iso.date(), z.literal(undated)]), z.uuid()])
const plans = protectedBySession.plans

export const planRoutes = {
  listAll: plans.listAll.handler(async ({ context, input: { limit, cursor, ...filter } }) => {
    const rows = await listAllPlans(context, filter, { limit, after: readKeyset(cursor, ByTarget) })
    return toPage(rows, limit, (row) => keyset(row.key, row.id), presentPlan)
  }),
  find: plans.find.handler(async ({ context, input }) => presentPlan(await findPlan(context, input.plan_id))),
  list: plans.list.handler(async ({ context, input: { customer_id, limit, cursor } }) => {
    const [after] = readKeyset(cursor, Cursor) ?? []
    return toPage(await listPlans(context, customer_id, { limit, after }), limit, (row) => keyset(row.id), presentPlan)
  }),
  get: plans.get.handler(async ({ context, input }) => presentPlan(await getPlan(context, input.customer_id, input.plan_id))),
  create: plans.create.handler(async ({ context, input }) => {
    const plan = await createPlan(context, {
      customerId: input.customer_id,
      frameworkId: input.iso_standard_id,
      name: input.plan_name,
      templateSelectionMode: input.template_selection_mode,
      templateIds: input.selected_template_ids,
      targetCompletionDate: input.target_completion_date,
      ownerId: input.owner_id,
      generatesDocuments: input.auto_generate_documents,
    })
    return presentPlan(plan)
  }),
  update: plans.update.handler(async ({ context, input: { customer_id, plan_id, ...changes } }) =>
    presentPlan(
      await changePlan(context, customer_id, plan_id, {
        name: changes.plan_name,
        targetCompletionDate: changes.target_completion_date,
        movesDueDates: changes.move_due_dates,
        ownerId: changes.owner_id,
        status: changes.plan_status,
      }),
    ),
  ),
  pause: plans.pause.handler(async ({ context, input }) =>
    presentPlan(await changePlan(context, input.customer_id, input.plan_id, { status: 'paused' })),
  ),
  resume: plans.resume.handler(async ({ context, input }) =>
    presentPlan(await changePlan(context, input.customer_id, input.plan_id, { status: 'active' })),
  ),
  complete: plans.complete.handler(async ({ context, input }) =>
    presentPlan(await changePlan(context, input.customer_id, input.plan_id, { status: 'completed' })),
  ),
  cancel: plans.cancel.handler(async ({ context, input }) =>
    presentPlan(await changePlan(context, input.customer_id, input.plan_id, { status: 'cancelled' })),
  ),
  selectTemplates: plans.selectTemplates.handler(async ({ context, input }) =>
    presentPlan(
      await selectTemplates(context, input.customer_id, input.plan_id, {
        templateSelectionMode: input.template_selection_mode,
        templateIds: input.selected_template_ids,
      }),
    ),
  ),
  generateDocuments: plans.generateDocuments.handler(async ({ context, input }) =>
    presentPlan(await generateDocuments(context, input.customer_id, input.plan_id)),
  ),
  contents: plans.contents.handler(({ context, input }) => countContents(context, input.customer_id, input.plan_id)),
  remove: plans.remove.handler(({ context, input }) => removePlan(context, input.customer_id, input.plan_id, input.plan_name)),
  progress: plans.progress.handler(async ({ context, input }) => (await getPlan(context, input.customer_id, input.plan_id)).progress),
}
