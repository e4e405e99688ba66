import { AppError } from '@certloom/shared/errors'
import { authorize } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import { acceptEvidence } from './review.ts'

/** What came of each: those that are accepted now, and why the others are not. */
export type AcceptedMany = { accepted: string[]; refused: { evidence_id: string; code: string; detail: string }[] }

/** Accepts several pieces of evidence, each by itself: what cannot be accepted holds up no other. */
export async function acceptMany(ctx: Ctx, ids: readonly string[]): Promise<AcceptedMany> {
  authorize(ctx, 'evidence.review')
  const answer: AcceptedMany = { accepted: [], refused: [] }
  for (const id of new Set(ids)) {
    try {
      await acceptEvidence(ctx, id)
      answer.accepted.push(id)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      answer.refused.push({ evidence_id: id, code: error.code, detail: error.message })
    }
  }
  return answer
}
