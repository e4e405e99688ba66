import { oc } from '@orpc/contract'
import { z } from 'zod'
import { StorageUsage } from '../organizations/contract.ts'
import { pageOf, pageQuery } from '../paging.ts'
import { Person } from '../person.ts'
import { fileSorts } from './listing.ts'

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
  folder_id: z.uuid().nullable(),
  /** set while it is in the trash */
  deleted_at: z.iso.datetime().nullable(),
})
export type StoredFile = z.infer<typeof StoredFile>

/** Which of a customer's files: by kind, by folder, by what their evidence is for. */
export const FileFilter = z.object({
  customer_id: z.uuid(),
  file_type: z.enum(fileTypes).optional(),
  /** a folder people made, or `none` for what is in no such folder */
  folder_id: z.union([z.uuid(), z.literal('none')]).optional(),
  plan_id: z.uuid().optional(),
  document_id: z.uuid().optional(),
  /** words of the name */
  q: z.string().trim().min(1).max(200).optional(),
  state: z.enum(['kept', 'trash']).default('kept'),
})

const one = z.object({ file_id: z.uuid() })

/** As many as one answer or archive may hold. */
const FileIds = z.array(z.uuid()).min(1).max(200)

export const filesContract = {
  list: oc
    .route({ method: 'GET', path: '/customers/{customer_id}/files', summary: 'Files of a customer, newest first', tags: ['files'] })
    .input(pageQuery.extend({ ...FileFilter.shape, sort: z.enum(fileSorts).default('newest') }))
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
      summary: 'Put a file that no evidence rests on into the trash',
      tags: ['files'],
    })
    .input(one),
  deleteMany: oc
    .route({
      method: 'POST',
      path: '/customers/{customer_id}/files/delete',
      summary: 'Put files into the trash; answers which are kept, and why',
      tags: ['files'],
    })
    .input(z.object({ customer_id: z.uuid(), file_ids: FileIds }))
    .output(
      z.object({ deleted: z.array(z.uuid()), kept: z.array(z.object({ file_id: z.uuid(), filename: z.string(), detail: z.string() })) }),
    ),
  restore: oc
    .route({
      method: 'POST',
      path: '/customers/{customer_id}/files/restore',
      summary: 'Bring files back from the trash; answers which came',
      tags: ['files'],
    })
    .input(z.object({ customer_id: z.uuid(), file_ids: FileIds }))
    .output(z.object({ restored: z.array(z.uuid()) })),
  move: oc
    .route({
      method: 'POST',
      path: '/customers/{customer_id}/files/move',
      successStatus: 204,
      summary: 'Put files into a folder, or out of all of them',
      tags: ['files'],
    })
    .input(z.object({ customer_id: z.uuid(), file_ids: FileIds, folder_id: z.uuid().nullable() })),
  storage: oc
    .route({ method: 'GET', path: '/customers/{customer_id}/storage-usage', summary: 'What a customer’s files take', tags: ['files'] })
    .input(z.object({ customer_id: z.uuid() }))
    .output(StorageUsage),
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

/** A small picture of an image, made by the server; streamed like the download. */
export const thumbnailContract = oc
  .route({
    method: 'GET',
    path: '/files/{file_id}/thumbnail',
    summary: 'A small WebP of an image; there is none of other files, nor of pictures that cannot be read',
    tags: ['files'],
  })
  .input(one)
  .output(z.file())

/** The ids of the files of an archive, in an address: separated by commas. */
export const ZipIds = z
  .string()
  .max(8_000)
  .transform((ids) => ids.split(','))
  .pipe(FileIds)

/** Several files as one archive, streamed. */
export const zipContract = oc
  .route({
    method: 'GET',
    path: '/customers/{customer_id}/files/zip',
    summary: 'Files as a zip archive with their SHA-256 sums: those named in `file_ids`, else those the filter finds, up to 1,000 and 2 GB',
    tags: ['files'],
  })
  .input(FileFilter.omit({ state: true }).extend({ file_ids: ZipIds.optional() }))
  .output(z.file())
