import type { EvidenceLink } from '../db/generated/client.ts'
import { presentFile } from '../files/present.ts'
import { presentPerson } from '../members/names.ts'
import type { WholeEvidence } from './service.ts'

/** A piece of evidence as REST answers it. */
export const presentEvidence = (evidence: WholeEvidence, names: ReadonlyMap<string, string>) => ({
  id: evidence.id,
  customer_id: evidence.customerId,
  kind: evidence.kind,
  title: evidence.title,
  description: evidence.description,
  url: evidence.url,
  file: evidence.file && presentFile(evidence.file, names),
  status: evidence.status,
  reviewed_by: evidence.reviewedById === null ? null : presentPerson(evidence.reviewedById, names),
  reviewed_at: evidence.reviewedAt?.toISOString() ?? null,
  rejection_reason: evidence.rejectionReason,
  valid_from: evidence.validFrom?.toISOString().slice(0, 10) ?? null,
  valid_until: evidence.validUntil?.toISOString().slice(0, 10) ?? null,
  links: evidence.links.map(presentLink),
  created_by: presentPerson(evidence.createdById, names),
  created_at: evidence.createdAt.toISOString(),
})

/** What a piece of evidence is for. */
export const presentLink = (link: EvidenceLink) => ({
  id: link.id,
  document_id: link.documentId,
  section_id: link.sectionId,
  task_id: link.taskId,
})
