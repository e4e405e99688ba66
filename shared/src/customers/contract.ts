import { oc } from '@orpc/contract'
import { z } from 'zod'
import { pageOf, pageQuery } from '../paging.ts'

export const Customer = z.object({
  id: z.uuid(),
  company_name: z.string(),
  is_self: z.boolean(),
  industry: z.string().nullable(),
  contact_email: z.string().nullable(),
  portal_enabled: z.boolean(),
  created_at: z.iso.datetime(),
})

export const customersContract = {
  list: oc
    .route({ method: 'GET', path: '/customers', summary: 'Customers, by name', tags: ['customers'] })
    .input(pageQuery)
    .output(pageOf(Customer)),
  get: oc
    .route({ method: 'GET', path: '/customers/{customer_id}', summary: 'One customer', tags: ['customers'] })
    .input(z.object({ customer_id: z.uuid() }))
    .output(Customer),
  create: oc
    .route({ method: 'POST', path: '/customers', successStatus: 201, summary: 'A new customer', tags: ['customers'] })
    .input(
      z.object({
        company_name: z.string().trim().min(1).max(200),
        industry: z.string().trim().max(120).nullable().default(null),
        contact_email: z.email().max(254).nullable().default(null),
        portal_enabled: z.boolean().default(true),
      }),
    )
    .output(Customer),
}
