import { oc } from '@orpc/contract'
import { z } from 'zod'
import { evidencePolicies } from '../evidence/policy.ts'
import { maxLogoBytes } from './brand.ts'

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

/** What exported files carry: a colour as six hexadecimal digits, and a logo as a `data:` address of a PNG. */
export const Brand = z.object({ color: z.string().nullable(), logo: z.string().nullable() })

export const organizationsContract = {
  brand: oc
    .route({ method: 'GET', path: '/organization/brand', summary: 'Colour and logo of exported files', tags: ['organization'] })
    .output(Brand),
  changeBrand: oc
    .route({
      method: 'PATCH',
      path: '/organization/brand',
      summary: 'Change colour and logo of exported files; what is left out stays, null takes it away',
      tags: ['organization'],
    })
    .input(
      z.object({
        color: z
          .string()
          .regex(/^[0-9a-f]{6}$/, 'A colour is six hexadecimal digits.')
          .nullable()
          .optional(),
        /** a PNG, JPEG, WebP or GIF in base64 */
        logo: z
          .base64()
          .max(maxLogoBytes * 1.4, 'A logo has at most 500 kB.')
          .nullable()
          .optional(),
      }),
    )
    .output(Brand),
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
