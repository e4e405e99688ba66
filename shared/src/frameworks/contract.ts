import { oc } from '@orpc/contract'
import { z } from 'zod'
import { pageOf, pageQuery } from '../paging.ts'

/** A standard, law or catalogue a customer can be measured against. Requirement text of ISO and AICPA is never shipped (PRODUCT decision 19). */
export const Framework = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  title: z.string(),
  publisher: z.string(),
  edition: z.string().nullable(),
  status: z.string().nullable(),
  requirement_count: z.number().int(),
  template_count: z.number().int(),
})

export const FrameworkRequirement = z.object({
  id: z.uuid(),
  code: z.string(),
  title: z.string(),
  kind: z.string(),
  parent_code: z.string().nullable(),
  is_auditable: z.boolean(),
  text: z.string().nullable(),
  position: z.number().int(),
})

export const frameworksContract = {
  list: oc
    .route({ method: 'GET', path: '/frameworks', summary: 'Frameworks of the catalogue', tags: ['frameworks'] })
    .input(pageQuery)
    .output(pageOf(Framework)),
  requirements: oc
    .route({
      method: 'GET',
      path: '/frameworks/{framework_id}/requirements',
      summary: 'Requirements of a framework, in its own order',
      tags: ['frameworks'],
    })
    .input(pageQuery.extend({ framework_id: z.uuid() }))
    .output(pageOf(FrameworkRequirement)),
}
