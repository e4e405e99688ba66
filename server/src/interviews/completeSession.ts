import type { Agreed } from '@certloom/shared/collab/sessionDoc'
import { AppError } from '@certloom/shared/errors'
import type { SignedInCtx } from '../accounts/session.ts'
import type { InterviewSession } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { storeFacts } from '../facts/storeFacts.ts'
import { carryAnswers } from './carryAnswers.ts'
import { saveSession } from './changeSession.ts'
import { composeMinutes } from './composeMinutes.ts'
import { sittingEnded } from './elapsed.ts'
import { makeTasks, markAsTasks } from './makeTasks.ts'
import { missingIn, readQuestions } from './questions.ts'
import { readRoom } from './readRoom.ts'
import { getSession, type ShownSession, showSession, withSession } from './service.ts'

/**
 * Completes a session once nothing mandatory is missing: what is still to do becomes tasks, and the minutes are written. No document changes its
 * status by this (PRODUCT decision 16).
 * @throws `conflict` with `missing`: the questions without an answer or evidence
 */
export async function completeSession(ctx: SignedInCtx, id: string): Promise<ShownSession> {
  await carryAnswers(ctx, id) // stores what is typed, too
  const { customerId } = await getSession(ctx, id)
  await storeFacts(ctx, ctx.signedIn, customerId)
  const agreed = await readRoom(ctx, ctx.signedIn, { id })
  const { shown, made } = await withSession(ctx, id, 'interview.run', async (tx, session) => {
    if (session.status === 'completed') return { shown: await showSession(tx, session), made: [] }
    await requireNothingMissing(tx, session)
    const made = await makeTasks(tx, ctx, session, agreed)
    const saved = await complete(tx, ctx, session)
    await writeMinutes(tx, saved, agreed, new Set(made.map((action) => action.id)))
    return { shown: await showSession(tx, saved), made }
  })
  ctx.live.revoke({ guestsOfSession: id }, 'signed_out') // their links end with the session
  ctx.live.revoke({ documentId: id }, 'changed') // nothing more is noted
  await markAsTasks(ctx, { id }, made)
  ctx.mailer.nudge()
  return shown
}

async function requireNothingMissing(tx: Tx, session: InterviewSession): Promise<void> {
  const missing = missingIn(await readQuestions(tx, session))
  if (missing.length > 0)
    throw new AppError(
      'conflict',
      `${missing.length} mandatory ${missing.length === 1 ? 'answer is' : 'answers are'} missing. Answer them, or pause and go on later.`,
      { missing },
    )
}

function complete(tx: Tx, ctx: SignedInCtx, session: InterviewSession): Promise<InterviewSession> {
  const completed = { status: 'completed', completedAt: new Date(), ...sittingEnded(session) } as const
  const after = { session_name: session.name, elapsed_seconds: completed.elapsedSeconds, sittings: session.sittings }
  return saveSession(tx, ctx, session, completed, { action: 'interview.completed', after })
}

async function writeMinutes(tx: Tx, session: InterviewSession, agreed: Agreed, made: ReadonlySet<string>): Promise<void> {
  const { organizationId, customerId, id: sessionId, sittings: sitting } = session
  const actions = agreed.actions.map((action) => ({ ...action, isTask: action.isTask || made.has(action.id) }))
  const content = await composeMinutes(tx, session, { ...agreed, actions })
  await tx.interviewMinutes.create({ data: { organizationId, customerId, sessionId, sitting, content } })
}
