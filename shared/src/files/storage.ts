import { oc } from '@orpc/contract'
import { z } from 'zod'
import { evidencePolicies } from '../evidence/policy.ts'
import { StorageUsage } from '../organizations/contract.ts'

/** The folders that a new customer has to begin with. */
export const firstFolders = ['Documents', 'Evidence', 'Exports'] as const

/** Where and how a customer's files are kept. Where a server keeps bytes is its operator's business and told to nobody. */
export const StorageInfo = StorageUsage.extend({
  storage_type: z.enum(['local']),
  /** whether it has all folders to begin with */
  is_initialized: z.boolean(),
  /** its folders at the top, by name */
  folders: z.array(z.object({ id: z.uuid(), name: z.string() })),
  evidence_policy: z.enum(evidencePolicies),
  max_file_size_bytes: z.number().int(),
})
export type StorageInfo = z.infer<typeof StorageInfo>

const one = z.object({ customer_id: z.uuid() })
const tags = ['files']

export const storageContract = {
  info: oc
    .route({ method: 'GET', path: '/customers/{customer_id}/storage-info', summary: 'How a customer’s files are kept', tags })
    .input(one)
    .output(StorageInfo),
  initialize: oc
    .route({
      method: 'POST',
      path: '/customers/{customer_id}/initialize-storage',
      summary: 'Make those of the folders a new customer has that are missing. Files can be stored without them',
      tags,
    })
    .input(one)
    .output(StorageInfo),
}
