import { oc } from '@orpc/contract'
import { z } from 'zod'
import { pageOf, pageQuery } from '../paging.ts'
import { Person } from '../person.ts'

export const fileTypes = ['evidence', 'export', 'attachment'] as const

export const StoredFile = z.object({
  id: z.uuid(),
  customer_id: z.uuid(),
  file_type: z.enum(fileTypes),
  original_filename: z.string(),
  /** found from the content */
  mime_type: z.string(),
  file_size_bytes: z.number().int(),
  sha256: z.string(),
  description: z.string(),
  uploaded_by: Person,
  uploaded_at: z.iso.datetime(),
})
export type StoredFile = z.infer<typeof StoredFile>

const one = z.object({ file_id: z.uuid() })

export const filesContract = {
  list: oc
    .route({ method: 'GET', path: '/customers/{customer_id}/files', summary: 'Files of a customer, newest first', tags: ['files'] })
    .input(pageQuery.extend({ customer_id: z.uuid(), file_type: z.enum(fileTypes).optional() }))
    .output(pageOf(StoredFile)),
  get: oc
    .route({ method: 'GET', path: '/files/{file_id}', summary: 'One file, without its bytes', tags: ['files'] })
    .input(one)
    .output(StoredFile),
  delete: oc
    .route({
      method: 'DELETE',
      path: '/files/{file_id}',
      successStatus: 204,
      summary: 'Delete a file that no evidence rests on',
      tags: ['files'],
    })
    .input(one),
}

/** The download is streamed: it is served beside the other procedures, and described with them. */
export const downloadContract = oc
  .route({
    method: 'GET',
    path: '/files/{file_id}/download',
    summary: 'The bytes of a file; the ETag is their SHA-256. Images are shown in the page with inline=1',
    tags: ['files'],
  })
  .input(one.extend({ inline: z.literal('1').optional() }))
  .output(z.file())
