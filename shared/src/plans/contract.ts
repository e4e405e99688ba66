import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Day } from '../day.ts'
import { pageOf, pageQuery } from '../paging.ts'
import { Person } from '../person.ts'
import { PlanProgress } from '../progress/contract.ts'
import { planStatuses } from './transitions.ts'

export const Plan = z.object({
  id: z.uuid(),
  customer_id: z.uuid(),
  customer_name: z.string(),
  iso_standard_id: z.uuid(),
  iso_code: z.string(),
  plan_name: z.string(),
  plan_status: z.enum(planStatuses),
  template_selection_mode: z.enum(['all', 'selective']),
  target_completion_date: z.iso.date().nullable(),
  /** a person's id; `owner` names them */
  owner_id: z.uuid().nullable(),
  owner: Person.nullable(),
  document_count: z.number().int(),
  /** those with an approved version */
  approved_documents: z.number().int(),
  total_tasks: z.number().int(),
  completed_tasks: z.number().int(),
  overall_progress_percentage: z.number(),
  completed_at: z.iso.datetime().nullable(),
  cancelled_at: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
})
export type Plan = z.infer<typeof Plan>

/** What is deleted with a plan. Evidence stays the customer's. */
export const PlanContents = z.object({
  documents: z.number().int(),
  /** those somebody has written into */
  written_documents: z.number().int(),
  approved_versions: z.number().int(),
  tasks: z.number().int(),
  evidence_links: z.number().int(),
})

const PlanName = z.string().trim().min(1).max(200)

/** Which templates a plan has: the framework's core set, or those named. */
const Selection = z.object({
  template_selection_mode: z.enum(['all', 'selective']).default('all'),
  selected_template_ids: z.array(z.uuid()).max(100).default([]),
})

/** What a plan begins with. */
export const NewPlan = Selection.extend({
  iso_standard_id: z.uuid(),
  plan_name: PlanName.optional(),
  /** today or later (UTC) */
  target_completion_date: Day.nullable().default(null),
  /** who answers for it; whoever makes the plan if left out */
  owner_id: z.uuid().nullable().optional(),
  auto_generate_documents: z.boolean().default(true),
})

const one = z.object({ customer_id: z.uuid(), plan_id: z.uuid() })
const path = '/customers/{customer_id}/iso-plans'
const tags = ['plans']

/** One value, or several given again and again: `plan_status=active&plan_status=paused`. */
const Statuses = z.union([z.array(z.enum(planStatuses)).min(1).max(4), z.enum(planStatuses).transform((one) => [one])])

export const plansContract = {
  listAll: oc
    .route({ method: 'GET', path: '/iso-plans', summary: 'Plans of all customers, the next target first, those without one last', tags })
    .input(
      pageQuery.extend({
        plan_status: Statuses.optional(),
        customer_id: z.uuid().optional(),
        iso_standard_id: z.uuid().optional(),
        /** a person's id, or `me` */
        owner_id: z.union([z.uuid(), z.literal('me')]).optional(),
      }),
    )
    .output(pageOf(Plan)),
  find: oc
    .route({ method: 'GET', path: '/iso-plans/{plan_id}', summary: 'One plan, whoever’s it is', tags })
    .input(one.pick({ plan_id: true }))
    .output(Plan),
  list: oc
    .route({ method: 'GET', path, summary: 'Plans of a customer, newest first', tags })
    .input(pageQuery.extend({ customer_id: z.uuid() }))
    .output(pageOf(Plan)),
  get: oc
    .route({ method: 'GET', path: `${path}/{plan_id}`, summary: 'One plan', tags })
    .input(one)
    .output(Plan),
  create: oc
    .route({ method: 'POST', path, successStatus: 201, summary: 'A plan with its documents and tasks, made at once', tags })
    .input(NewPlan.extend({ customer_id: z.uuid() }))
    .output(Plan),
  update: oc
    .route({ method: 'PUT', path: `${path}/{plan_id}`, summary: 'Name, target date, owner and status; what is left out stays', tags })
    .input(
      one.extend({
        plan_name: PlanName.optional(),
        target_completion_date: Day.nullable().optional(),
        /** spread what is still open anew up to the new date; dates somebody set by hand stay */
        move_due_dates: z.boolean().default(false),
        owner_id: z.uuid().nullable().optional(),
        plan_status: z.enum(planStatuses).optional(),
      }),
    )
    .output(Plan),
  pause: oc
    .route({ method: 'POST', path: `${path}/{plan_id}/pause`, summary: 'Let it rest', tags })
    .input(one)
    .output(Plan),
  resume: oc
    .route({ method: 'POST', path: `${path}/{plan_id}/resume`, summary: 'Take it up again, also after it ended', tags })
    .input(one)
    .output(Plan),
  complete: oc
    .route({ method: 'POST', path: `${path}/{plan_id}/complete`, summary: 'Mark it as completed', tags })
    .input(one)
    .output(Plan),
  cancel: oc
    .route({
      method: 'POST',
      path: `${path}/{plan_id}/cancel`,
      summary: 'Call it off: its documents and tasks leave every list until it is resumed',
      tags,
    })
    .input(one)
    .output(Plan),
  selectTemplates: oc
    .route({
      method: 'POST',
      path: `${path}/{plan_id}/templates`,
      summary: 'Another selection of templates: new ones get documents, documents nobody wrote into may go',
      tags,
    })
    .input(one.extend(Selection.shape))
    .output(Plan),
  generateDocuments: oc
    .route({ method: 'POST', path: `${path}/{plan_id}/generate-documents`, summary: 'Make the documents and tasks that are missing', tags })
    .input(one)
    .output(Plan),
  contents: oc
    .route({ method: 'GET', path: `${path}/{plan_id}/contents`, summary: 'What would be deleted with a plan', tags })
    .input(one)
    .output(PlanContents),
  remove: oc
    .route({ method: 'DELETE', path: `${path}/{plan_id}`, summary: 'Delete a cancelled plan for good; say its name', tags })
    .input(one.extend({ plan_name: z.string().max(200) }))
    .output(PlanContents),
  progress: oc
    .route({ method: 'GET', path: `${path}/{plan_id}/progress`, summary: 'How far it is, with the numbers behind it', tags })
    .input(one)
    .output(PlanProgress),
}
