import { presentPerson } from '../members/names.ts'
import type { ShownExport } from './service.ts'

/** An export as REST answers it. */
export const presentExport = ({ job, names }: ShownExport) => ({
  id: job.id,
  customer_id: job.customerId,
  document_id: job.documentId,
  plan_id: job.planId,
  session_id: job.sessionId,
  project_id: job.projectId,
  name: job.document?.name ?? job.plan?.name ?? job.session?.name ?? job.project?.name ?? '',
  format: job.format,
  revision: job.revision,
  status: job.status,
  documents_done: job.documentsDone,
  documents_total: job.documentsTotal,
  failure: job.failure,
  filename: job.fileName,
  file_size_bytes: job.sizeBytes === null ? null : Number(job.sizeBytes),
  sha256: job.sha256,
  requested_by: presentPerson(job.requestedById, names),
  created_at: job.createdAt.toISOString(),
  expires_at: job.expiresAt.toISOString(),
})
