import { z } from 'zod'
import { DocumentStatus } from '../documents/contract.ts'
import { evidenceStatuses } from '../evidence/listing.ts'
import { validities } from '../evidence/validity.ts'
import { answerStatuses } from './status.ts'

/** A document of the customer's plan in which a control is written down. */
export const StatementDocument = z.object({ id: z.uuid(), document_name: z.string(), is_approved: z.boolean() })

/**
 * A control as a Statement of Applicability says it (ISO/IEC 27001, 6.1.3 d): whether it applies, why, whether it is implemented, how, and what shows
 * it. `is_applicable` and `status` are null while nobody has decided.
 */
export const StatementRow = z.object({
  requirement_id: z.uuid(),
  code: z.string(),
  title: z.string(),
  is_applicable: z.boolean().nullable(),
  justification: z.string(),
  status: z.enum(answerStatuses).nullable(),
  /** what the notes of the row say */
  implementation: z.string(),
  documents: z.array(StatementDocument),
  evidence: z.object({ title: z.string(), url: z.string().nullable(), status: z.enum(evidenceStatuses).nullable() }).nullable(),
  owner: z.string().nullable(),
})
export type StatementRow = z.infer<typeof StatementRow>

/** The controls of a checklist under their headings, as of a revision. */
export const Statement = z.object({
  revision: z.number().int(),
  domains: z.array(z.object({ code: z.string(), title: z.string(), rows: z.array(StatementRow) })),
})
export type Statement = z.infer<typeof Statement>

/** A document of the customer's plans that deals with a row. */
export const SupportingDocument = z.object({
  id: z.uuid(),
  document_name: z.string(),
  status: DocumentStatus,
  completion_percentage: z.number().int(),
  /** it has an approved version, whatever its draft says */
  is_approved: z.boolean(),
})

/** A piece of evidence that is linked to one of those documents. */
export const SupportingEvidence = z.object({
  id: z.uuid(),
  title: z.string(),
  status: z.enum(evidenceStatuses),
  validity: z.enum(validities),
  document_name: z.string(),
})

export const suggestedStatuses = ['ready', 'partial'] as const

/** What a plan says about a row; `suggestion` is null where it says nothing yet. A person decides. */
export const Support = z.object({
  documents: z.array(SupportingDocument),
  evidence: z.array(SupportingEvidence),
  suggestion: z.object({ status: z.enum(suggestedStatuses), why: z.string() }).nullable(),
})
export type Support = z.infer<typeof Support>
