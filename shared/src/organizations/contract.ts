import { oc } from '@orpc/contract'
import { z } from 'zod'
import { evidencePolicies } from '../evidence/policy.ts'

/** A thousand terabytes: more than anybody means. */
const StorageLimit = z.number().int().min(1).max(1e15).nullable()

/** How an organization works; everybody in it may know, owners and admins decide. */
export const OrganizationSettings = z.object({
  evidence_policy: z.enum(evidencePolicies),
  /** whether what customers give waits for a reviewer */
  review_customer_evidence: z.boolean(),
  /** whether what somebody submitted must be decided about by somebody else */
  four_eyes: z.boolean(),
  /** how much its files may take together; null: as much as there is */
  storage_limit_bytes: z.number().int().nullable(),
})
export type OrganizationSettings = z.infer<typeof OrganizationSettings>

/** What files take, those that were deleted and can still come back included. */
export const StorageUsage = z.object({
  used_bytes: z.number().int(),
  /** of these, in the trash */
  trash_bytes: z.number().int(),
  file_count: z.number().int(),
})

export const organizationsContract = {
  settings: oc
    .route({ method: 'GET', path: '/organization/settings', summary: 'How the organization works', tags: ['organization'] })
    .output(OrganizationSettings),
  changeSettings: oc
    .route({ method: 'PATCH', path: '/organization/settings', summary: 'Change how the organization works', tags: ['organization'] })
    .input(
      z.object({
        evidence_policy: z.enum(evidencePolicies).optional(),
        review_customer_evidence: z.boolean().optional(),
        four_eyes: z.boolean().optional(),
        storage_limit_bytes: StorageLimit.optional(),
      }),
    )
    .output(OrganizationSettings),
  storage: oc
    .route({
      method: 'GET',
      path: '/organization/storage-usage',
      summary: 'What files take together, and of which customers most',
      tags: ['organization'],
    })
    .output(
      StorageUsage.extend({
        limit_bytes: z.number().int().nullable(),
        customers: z.array(StorageUsage.extend({ customer_id: z.uuid(), customer_name: z.string() })),
      }),
    ),
}
