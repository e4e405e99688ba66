import type { Validity } from '../evidence/validity.ts'

/** Why a section keeps a document from being reviewed. */
export const missingReasons = ['empty', 'needs_work', 'evidence_missing', 'evidence_rejected', 'evidence_expired'] as const
export type MissingReason = (typeof missingReasons)[number]

/** What is linked to a section, as far as it proves anything. */
export type ProofState = { status: 'pending' | 'accepted' | 'rejected'; validity: Validity }

/** A section as far as submitting asks for it. */
export type SectionToSubmit = {
  type: 'text' | 'table' | 'list' | 'evidence'
  isMandatory: boolean
  requiresEvidence: boolean
  isFilled: boolean
  needsWork: boolean
  evidence: readonly ProofState[]
}

/**
 * What a section lacks for its document to be submitted: a mandatory one must be filled and not be marked as needing work, and evidence that is
 * required must be there, neither rejected nor expired. Evidence that waits to be accepted counts.
 */
export function missingIn(section: SectionToSubmit): MissingReason[] {
  const { type, isMandatory, requiresEvidence, isFilled, needsWork } = section
  const isProofAsked = requiresEvidence || (type === 'evidence' && isMandatory)
  const proof = isProofAsked ? missingProof(section.evidence) : []
  const isEmpty = isMandatory && !isFilled && (type !== 'evidence' || proof.length === 0)
  return [...(isEmpty ? (['empty'] as const) : []), ...(isMandatory && needsWork ? (['needs_work'] as const) : []), ...proof]
}

function missingProof(evidence: readonly ProofState[]): MissingReason[] {
  const kept = evidence.filter(({ status }) => status !== 'rejected')
  if (evidence.length === 0) return ['evidence_missing']
  if (kept.length === 0) return ['evidence_rejected']
  return kept.every(({ validity }) => validity === 'expired') ? ['evidence_expired'] : []
}
