import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Person } from '../person.ts'
import { SentId } from '../sentId.ts'
import { documentFormats, exportFormats } from './formats.ts'

export const exportStatuses = ['queued', 'running', 'done', 'failed', 'cancelled'] as const

/** How long an exported file can be had, in hours. */
export const exportHours = 24

/** Something that is, or was, written as a file. What it is called and how large it is are known once it is done. */
export const ExportJob = z.object({
  id: z.uuid(),
  customer_id: z.uuid(),
  document_id: z.uuid().nullable(),
  plan_id: z.uuid().nullable(),
  /** whose minutes it is of */
  session_id: z.uuid().nullable(),
  /** whose Statement of Applicability it is of */
  project_id: z.uuid().nullable(),
  /** the name of the document, plan, session or checklist */
  name: z.string(),
  format: z.enum(exportFormats),
  /** of a document or checklist: which one is exported */
  revision: z.number().int().nullable(),
  status: z.enum(exportStatuses),
  documents_done: z.number().int(),
  documents_total: z.number().int(),
  /** why it failed, and what to do */
  failure: z.string().nullable(),
  filename: z.string().nullable(),
  file_size_bytes: z.number().int().nullable(),
  sha256: z.string().nullable(),
  requested_by: Person,
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
})
export type ExportJob = z.infer<typeof ExportJob>

const one = z.object({ export_id: z.uuid() })
const format = z.enum(documentFormats)
const tags = ['exports']

export const exportsContract = {
  exportDocument: oc
    .route({
      method: 'POST',
      path: '/customer-documents/{document_id}/export',
      successStatus: 202,
      summary: 'Write a revision of a document as a Word or PDF file; without one, the document as it is now',
      tags,
    })
    .input(z.object({ document_id: z.uuid(), format, revision: z.number().int().min(0).max(2_147_483_647).optional() }))
    .output(ExportJob),
  exportPlan: oc
    .route({
      method: 'POST',
      path: '/customers/{customer_id}/iso-plans/{plan_id}/export',
      successStatus: 202,
      summary: 'Write all documents of a plan as files in a zip archive with an index',
      tags,
    })
    .input(z.object({ customer_id: z.uuid(), plan_id: z.uuid(), format, approved_only: z.boolean().default(false) }))
    .output(ExportJob),
  exportMinutes: oc
    .route({
      method: 'POST',
      path: '/interview-sessions/{session_id}/minutes/export',
      successStatus: 202,
      summary: 'Write the minutes of a session as a Word or PDF file',
      tags,
    })
    .input(z.object({ session_id: z.uuid(), format }))
    .output(ExportJob),
  exportStatement: oc
    .route({
      method: 'POST',
      path: '/readiness-projects/{project_id}/statement/export',
      successStatus: 202,
      summary: 'Write the Statement of Applicability of a checklist as a file; refused while a control is left out and nothing says why',
      tags,
    })
    .input(z.object({ project_id: z.uuid(), format: z.enum(exportFormats) }))
    .output(ExportJob),
  get: oc.route({ method: 'GET', path: '/exports/{export_id}', summary: 'How far an export is', tags }).input(one).output(ExportJob),
  cancel: oc
    .route({
      method: 'DELETE',
      path: '/exports/{export_id}',
      successStatus: 204,
      summary: 'Call off an export, or take its file away',
      tags,
    })
    .input(one),
  send: oc
    .route({
      method: 'POST',
      path: '/exports/{export_id}/send',
      successStatus: 204,
      summary: 'Mail its link to people who may see it; they sign in to open it',
      tags,
    })
    .input(
      one.extend({
        /** of this sending, chosen by the sender: sent again, for an answer that was lost, nobody is told twice */
        id: SentId.optional(),
        user_ids: z.array(z.uuid()).min(1).max(50),
      }),
    ),
}

/** The file that was exported of a document last, streamed. */
export const documentFileContract = oc
  .route({
    method: 'GET',
    path: '/customer-documents/{document_id}/download',
    summary: 'The file that a document was exported as last; 409 if it was not exported within the last day',
    tags,
  })
  .input(z.object({ document_id: z.uuid(), format: format.optional() }))
  .output(z.file())

/** The file itself, streamed. */
export const exportFileContract = oc
  .route({ method: 'GET', path: '/exports/{export_id}/download', summary: 'The file of an export', tags })
  .input(one)
  .output(z.file())
