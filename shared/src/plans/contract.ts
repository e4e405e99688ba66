import { oc } from '@orpc/contract'
import { z } from 'zod'
import { pageOf, pageQuery } from '../paging.ts'

export const planStatuses = ['active', 'paused', 'completed', 'cancelled'] as const

export const Plan = z.object({
  id: z.uuid(),
  customer_id: z.uuid(),
  iso_standard_id: z.uuid(),
  iso_code: z.string(),
  plan_name: z.string(),
  plan_status: z.enum(planStatuses),
  template_selection_mode: z.enum(['all', 'selective']),
  target_completion_date: z.iso.date().nullable(),
  document_count: z.number().int(),
  created_at: z.iso.datetime(),
})

export const plansContract = {
  list: oc
    .route({ method: 'GET', path: '/customers/{customer_id}/iso-plans', summary: 'Plans of a customer, newest first', tags: ['plans'] })
    .input(pageQuery.extend({ customer_id: z.uuid() }))
    .output(pageOf(Plan)),
  get: oc
    .route({ method: 'GET', path: '/customers/{customer_id}/iso-plans/{plan_id}', summary: 'One plan', tags: ['plans'] })
    .input(z.object({ customer_id: z.uuid(), plan_id: z.uuid() }))
    .output(Plan),
  create: oc
    .route({
      method: 'POST',
      path: '/customers/{customer_id}/iso-plans',
      successStatus: 201,
      summary: 'A plan with its documents, made at once',
      tags: ['plans'],
    })
    .input(
      z.object({
        customer_id: z.uuid(),
        iso_standard_id: z.uuid(),
        plan_name: z.string().trim().min(1).max(200).optional(),
        template_selection_mode: z.enum(['all', 'selective']).default('all'),
        selected_template_ids: z.array(z.uuid()).max(100).default([]),
        target_completion_date: z.iso.date().nullable().default(null),
      }),
    )
    .output(Plan),
}
