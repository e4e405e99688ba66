import { AppError } from '@certloom/shared/errors'
import type { SignedInCtx } from '../accounts/session.ts'
import { carryAnswers } from './carryAnswers.ts'
import { saveSession, sittingEnded } from './changeSession.ts'
import { missingIn, readQuestions } from './questions.ts'
import { type ShownSession, showSession, withSession } from './service.ts'

/**
 * Completes a session once nothing mandatory is missing. No document changes its status by this (PRODUCT decision 16).
 * @throws `conflict` with `missing`: the questions without an answer or evidence
 */
export async function completeSession(ctx: SignedInCtx, id: string): Promise<ShownSession> {
  await carryAnswers(ctx, id) // stores what is typed, too
  return withSession(ctx, id, 'interview.run', async (tx, session) => {
    if (session.status === 'completed') return showSession(tx, session)
    const missing = missingIn(await readQuestions(tx, session))
    if (missing.length > 0)
      throw new AppError(
        'conflict',
        `${missing.length} mandatory ${missing.length === 1 ? 'answer is' : 'answers are'} missing. Answer them, or pause and go on later.`,
        { missing },
      )
    const completed = { status: 'completed', completedAt: new Date(), ...sittingEnded(session) } as const
    const after = { session_name: session.name, elapsed_seconds: completed.elapsedSeconds, sittings: session.sittings }
    return showSession(tx, await saveSession(tx, ctx, session, completed, { action: 'interview.completed', after }))
  })
}
