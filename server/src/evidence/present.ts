import { validityOn } from '@certloom/shared/evidence/validity'
import { dayOf, today } from '../db/days.ts'
import { presentFile } from '../files/present.ts'
import { presentPerson } from '../members/names.ts'
import type { WholeEvidence } from './service.ts'

/** A piece of evidence as REST answers it. */
export const presentEvidence = (evidence: WholeEvidence, names: ReadonlyMap<string, string>) => ({
  id: evidence.id,
  customer_id: evidence.customerId,
  customer_name: evidence.customer.companyName,
  kind: evidence.kind,
  title: evidence.title,
  description: evidence.description,
  url: evidence.url,
  file: evidence.file && presentFile(evidence.file, names),
  status: evidence.status,
  reviewed_by: evidence.reviewedById === null ? null : presentPerson(evidence.reviewedById, names),
  reviewed_at: evidence.reviewedAt?.toISOString() ?? null,
  rejection_reason: evidence.rejectionReason,
  valid_from: dayOf(evidence.validFrom),
  valid_until: dayOf(evidence.validUntil),
  validity: validityOn(dayOf(evidence.validUntil), today()),
  replaces_id: evidence.replacesId,
  links: evidence.links.map(presentLink),
  created_by: presentPerson(evidence.createdById, names),
  created_at: evidence.createdAt.toISOString(),
})

/** What a piece of evidence is for. */
export const presentLink = (link: WholeEvidence['links'][number]) => ({
  id: link.id,
  document_id: link.documentId,
  section_id: link.sectionId,
  task_id: link.taskId,
  document_name: link.document?.name ?? null,
  task_title: link.task?.title ?? null,
})
