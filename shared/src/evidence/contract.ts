import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Day } from '../day.ts'
import { StoredFile } from '../files/contract.ts'
import { pageOf, pageQuery } from '../paging.ts'
import { Person } from '../person.ts'
import { SentId } from '../sentId.ts'
import { evidenceFilters, evidenceSorts, evidenceStatuses } from './listing.ts'
import { requirementsContract } from './requirements.ts'
import { sourceTypes } from './sources.ts'
import { validities } from './validity.ts'
import { WebAddress } from './webAddress.ts'

/** What a piece of evidence is for: a section of a document, or a task. */
export const EvidenceTarget = z.union([
  z.object({ document_id: z.uuid(), section_id: z.string().max(120) }),
  z.object({ task_id: z.uuid() }),
])
export type EvidenceTarget = z.infer<typeof EvidenceTarget>

export const EvidenceLink = z.object({
  id: z.uuid(),
  document_id: z.uuid().nullable(),
  section_id: z.string().nullable(),
  task_id: z.uuid().nullable(),
  document_name: z.string().nullable(),
  task_title: z.string().nullable(),
})

export const Evidence = z.object({
  id: z.uuid(),
  customer_id: z.uuid(),
  customer_name: z.string(),
  kind: z.enum(['file', 'link']),
  title: z.string(),
  description: z.string(),
  url: z.string().nullable(),
  file: StoredFile.nullable(),
  status: z.enum(evidenceStatuses),
  reviewed_by: Person.nullable(),
  reviewed_at: z.iso.datetime().nullable(),
  rejection_reason: z.string().nullable(),
  valid_from: z.iso.date().nullable(),
  valid_until: z.iso.date().nullable(),
  validity: z.enum(validities),
  /** the evidence it renews */
  replaces_id: z.uuid().nullable(),
  links: z.array(EvidenceLink),
  created_by: Person,
  created_at: z.iso.datetime(),
})
export type Evidence = z.infer<typeof Evidence>

/** The form of an upload without its file; these fields come before it. The file is evidence at once, or an attachment that is for nothing yet. */
export const UploadForm = z
  .object({
    /** of the file */
    id: SentId.optional(),
    file_type: z.enum(['evidence', 'attachment']).default('evidence'),
    document_id: z.uuid().optional(),
    section_id: z.string().max(120).optional(),
    task_id: z.uuid().optional(),
    /** the file's name without its ending, unless it is given */
    title: z.string().trim().min(1).max(200).optional(),
    description: z.string().max(2000).default(''),
    valid_from: Day.optional(),
    valid_until: Day.optional(),
    /** the evidence it renews: once it is accepted it takes that one's place everywhere */
    replaces_id: z.uuid().optional(),
    folder_id: z.uuid().optional(),
  })
  .refine((form) => (form.document_id === undefined) === (form.section_id === undefined), {
    path: ['section_id'],
    message: 'Give document_id and section_id together.',
  })
  .refine((form) => form.task_id === undefined || form.document_id === undefined, {
    path: ['task_id'],
    message: 'Give a section or a task, not both.',
  })
  .refine((form) => form.file_type === 'evidence' || (form.task_id ?? form.document_id ?? form.replaces_id) === undefined, {
    path: ['file_type'],
    message: 'An attachment is not linked; upload it as evidence.',
  })
export type UploadForm = z.infer<typeof UploadForm>

/** What an upload made; `evidence` is null for attachments. */
export const Uploaded = z.object({ file: StoredFile, evidence: Evidence.nullable() })
export type Uploaded = z.infer<typeof Uploaded>

const one = z.object({ evidence_id: z.uuid() })

export const evidenceContract = {
  list: oc
    .route({
      method: 'GET',
      path: '/evidence',
      summary: 'Evidence, filtered by customer, document, section, task and status',
      tags: ['evidence'],
    })
    .input(
      pageQuery.extend({
        customer_id: z.uuid().optional(),
        document_id: z.uuid().optional(),
        section_id: z.string().max(120).optional(),
        task_id: z.uuid().optional(),
        plan_id: z.uuid().optional(),
        status: z.enum(evidenceFilters).optional(),
        type: z.enum(sourceTypes).optional(),
        uploaded_by: z.uuid().optional(),
        /** words of the title or the file's name */
        q: z.string().trim().min(1).max(200).optional(),
        sort: z.enum(evidenceSorts).default('newest'),
      }),
    )
    .output(pageOf(Evidence)),
  countPending: oc
    .route({
      method: 'GET',
      path: '/evidence/pending-count',
      summary: 'How much evidence waits for review, at most 100',
      tags: ['evidence'],
    })
    .output(z.object({ count: z.number().int() })),
  get: oc
    .route({ method: 'GET', path: '/evidence/{evidence_id}', summary: 'One piece of evidence', tags: ['evidence'] })
    .input(one)
    .output(Evidence),
  addLink: oc
    .route({ method: 'POST', path: '/evidence', successStatus: 201, summary: 'Give a web address as evidence', tags: ['evidence'] })
    .input(
      z.object({
        id: SentId.optional(),
        customer_id: z.uuid(),
        title: z.string().trim().min(1).max(200),
        url: WebAddress,
        targets: z.array(EvidenceTarget).max(20).default([]),
        valid_from: Day.nullable().default(null),
        valid_until: Day.nullable().default(null),
        replaces_id: z.uuid().nullable().default(null),
      }),
    )
    .output(Evidence),
  attach: oc
    .route({
      method: 'POST',
      path: '/evidence/{evidence_id}/links',
      successStatus: 201,
      summary: 'Link evidence to a section or a task',
      tags: ['evidence'],
    })
    .input(one.extend({ target: EvidenceTarget }))
    .output(EvidenceLink),
  detach: oc
    .route({
      method: 'DELETE',
      path: '/evidence/{evidence_id}/links/{link_id}',
      successStatus: 204,
      summary: 'Take a link away; the evidence stays',
      tags: ['evidence'],
    })
    .input(one.extend({ link_id: z.uuid() })),
  update: oc
    .route({ method: 'PATCH', path: '/evidence/{evidence_id}', summary: 'Title, description and validity', tags: ['evidence'] })
    .input(
      one.extend({
        title: z.string().trim().min(1).max(200).optional(),
        description: z.string().max(2000).optional(),
        valid_from: Day.nullable().optional(),
        valid_until: Day.nullable().optional(),
      }),
    )
    .output(Evidence),
  accept: oc
    .route({ method: 'POST', path: '/evidence/{evidence_id}/accept', successStatus: 204, summary: 'Accept evidence', tags: ['evidence'] })
    .input(one),
  reject: oc
    .route({
      method: 'POST',
      path: '/evidence/{evidence_id}/reject',
      successStatus: 204,
      summary: 'Reject evidence with a reason',
      tags: ['evidence'],
    })
    .input(one.extend({ reason: z.string().trim().min(1).max(1000) })),
  acceptMany: oc
    .route({ method: 'POST', path: '/evidence/accept', summary: 'Accept several; answers which could not be, and why', tags: ['evidence'] })
    .input(z.object({ evidence_ids: z.array(z.uuid()).min(1).max(100) }))
    .output(
      z.object({
        accepted: z.array(z.uuid()),
        refused: z.array(z.object({ evidence_id: z.uuid(), code: z.string(), detail: z.string() })),
      }),
    ),
  history: oc
    .route({
      method: 'GET',
      path: '/evidence/{evidence_id}/history',
      summary: 'What it took the place of, the last one first',
      tags: ['evidence'],
    })
    .input(one)
    .output(z.object({ data: z.array(Evidence) })),
  requirements: requirementsContract.list,
  summary: requirementsContract.summary,
  archive: oc
    .route({
      method: 'DELETE',
      path: '/evidence/{evidence_id}',
      successStatus: 204,
      summary: 'Archive evidence; its links are taken away',
      tags: ['evidence'],
    })
    .input(one),
}

/** The upload is streamed: it is served beside the other procedures, and described with them. */
export const uploadContract = oc
  .route({
    method: 'POST',
    path: '/customers/{customer_id}/files/upload',
    successStatus: 201,
    summary: 'Upload a file as multipart/form-data, the file last; up to 50 MB',
    tags: ['files'],
  })
  .input(z.object({ customer_id: z.uuid(), ...UploadForm.shape, file: z.file() }))
  .output(Uploaded)
