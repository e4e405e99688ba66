import { oc } from '@orpc/contract'
import { z } from 'zod'
import { pageOf, pageQuery } from '../paging.ts'
import { Person } from '../person.ts'
import { evidenceStatuses, requirementStates } from './listing.ts'
import { validities } from './validity.ts'

/** Evidence somebody has to give: a task that requires it, for a section, a plan or the customer. */
export const Requirement = z.object({
  task_id: z.uuid(),
  title: z.string(),
  evidence_description: z.string().nullable(),
  evidence_format: z.string().nullable(),
  plan_id: z.uuid().nullable(),
  plan_name: z.string().nullable(),
  document_id: z.uuid().nullable(),
  document_name: z.string().nullable(),
  section_id: z.string().nullable(),
  assignee: Person.nullable(),
  due_date: z.iso.date().nullable(),
  state: z.enum(requirementStates),
  /** what is linked to it, the newest first */
  evidence: z.array(
    z.object({
      id: z.uuid(),
      title: z.string(),
      status: z.enum(evidenceStatuses),
      validity: z.enum(validities),
      rejection_reason: z.string().nullable(),
    }),
  ),
})
export type Requirement = z.infer<typeof Requirement>

const Count = z.object({ required: z.number().int(), present: z.number().int() })

/** Evidence that is required against what is there. A state counts what stands so; plans and documents count what is accepted and valid today. */
export const EvidenceSummary = z.object({
  required: z.number().int(),
  missing: z.number().int(),
  rejected: z.number().int(),
  expired: z.number().int(),
  waiting: z.number().int(),
  expiring: z.number().int(),
  present: z.number().int(),
  by_plan: z.array(Count.extend({ plan_id: z.uuid().nullable(), plan_name: z.string().nullable() })),
  by_document: z.array(Count.extend({ document_id: z.uuid(), document_name: z.string() })),
})

export const requirementsContract = {
  list: oc
    .route({
      method: 'GET',
      path: '/customers/{customer_id}/evidence-requirements',
      summary: 'Evidence that is required, by plan and document, and how it stands',
      tags: ['evidence'],
    })
    .input(
      pageQuery.extend({
        customer_id: z.uuid(),
        plan_id: z.uuid().optional(),
        document_id: z.uuid().optional(),
        state: z.enum(requirementStates).optional(),
        q: z.string().trim().min(1).max(200).optional(),
      }),
    )
    .output(pageOf(Requirement)),
  summary: oc
    .route({
      method: 'GET',
      path: '/customers/{customer_id}/evidence-summary',
      summary: 'How much evidence is required and present, by state, plan and document',
      tags: ['evidence'],
    })
    .input(z.object({ customer_id: z.uuid() }))
    .output(EvidenceSummary),
}
