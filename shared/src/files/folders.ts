import { oc } from '@orpc/contract'
import { z } from 'zod'

/** The longest way from the top to a folder. */
export const deepestFolder = 8

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what a name must not have
const unsafe = /[/\\:*?"<>|\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** A name every file system takes, so that a download can be unpacked anywhere. */
export const FolderName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .transform((name) => name.normalize('NFC'))
  .refine((name) => !unsafe.test(name), 'A folder’s name has no / \\ : * ? " < > |. Make one folder inside another instead.')
  .refine(
    (name) => unsafe.test(name) || !(/^\.|\.$/.test(name) || reserved.test(name)),
    'No system can keep a folder of this name. Choose another.',
  )

/** A folder people made. */
export const Folder = z.object({
  id: z.uuid(),
  parent_id: z.uuid().nullable(),
  name: z.string(),
  file_count: z.number().int(),
})

/** A folder that follows from the work: the files of a plan's documents, or of one of them. */
const PlanFolder = z.object({
  plan_id: z.uuid(),
  plan_name: z.string(),
  file_count: z.number().int(),
  documents: z.array(z.object({ document_id: z.uuid(), document_name: z.string(), file_count: z.number().int() })),
})

export const FolderTree = z.object({
  all_count: z.number().int(),
  /** in no folder that people made */
  unfiled_count: z.number().int(),
  trash_count: z.number().int(),
  plans: z.array(PlanFolder),
  folders: z.array(Folder),
})
export type FolderTree = z.infer<typeof FolderTree>

const one = z.object({ folder_id: z.uuid() })

export const foldersContract = {
  tree: oc
    .route({ method: 'GET', path: '/customers/{customer_id}/folders', summary: 'Folders of a customer’s files', tags: ['files'] })
    .input(z.object({ customer_id: z.uuid() }))
    .output(FolderTree),
  create: oc
    .route({ method: 'POST', path: '/customers/{customer_id}/folders', successStatus: 201, summary: 'Make a folder', tags: ['files'] })
    .input(z.object({ customer_id: z.uuid(), name: FolderName, parent_id: z.uuid().nullable().default(null) }))
    .output(Folder),
  update: oc
    .route({ method: 'PATCH', path: '/folders/{folder_id}', summary: 'Rename a folder or put it elsewhere', tags: ['files'] })
    .input(one.extend({ name: FolderName.optional(), parent_id: z.uuid().nullable().optional() }))
    .output(Folder),
  delete: oc
    .route({
      method: 'DELETE',
      path: '/folders/{folder_id}',
      successStatus: 204,
      summary: 'Take a folder away; what is in it goes up to where it was',
      tags: ['files'],
    })
    .input(one),
}
