import { AppError } from '@certloom/shared/errors'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, type RecordedActivity, record } from '../audit/record.ts'
import type { InterviewSession, Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { sittingEnded } from './elapsed.ts'
import { type ShownSession, showSession, withSession } from './service.ts'

/** Writes a change of a session's row and puts it on record. */
export async function saveSession(
  tx: Tx,
  ctx: SignedInCtx,
  { organizationId, id, customerId }: InterviewSession,
  data: Prisma.InterviewSessionUpdateInput,
  activity: Pick<RecordedActivity, 'action' | 'before' | 'after'>,
): Promise<InterviewSession> {
  const saved = await tx.interviewSession.update({ where: { organizationId_id: { organizationId, id } }, data })
  await record(tx, byRequester(ctx), { ...activity, entity: { type: 'interview_session', id }, customerId })
  return saved
}

/** Gives a session another name. */
export const renameSession = (ctx: SignedInCtx, id: string, name: string): Promise<ShownSession> =>
  withSession(ctx, id, 'interview.run', async (tx, session) => {
    if (session.name === name) return showSession(tx, session)
    const renaming = { action: 'interview.renamed', before: { session_name: session.name }, after: { session_name: name } } as const
    return showSession(tx, await saveSession(tx, ctx, session, { name }, renaming))
  })

/** Ends the sitting; asking again changes nothing. Throws `conflict` once the session is completed. */
export const pauseSession = (ctx: SignedInCtx, id: string): Promise<ShownSession> =>
  withSession(ctx, id, 'interview.run', async (tx, session) => {
    if (session.status === 'paused') return showSession(tx, session)
    if (session.status === 'completed') throw new AppError('conflict', 'This session is completed. Resume it to go on.')
    const after = { session_name: session.name, elapsed_seconds: sittingEnded(session).elapsedSeconds }
    const paused = { status: 'paused', ...sittingEnded(session) } as const
    return showSession(tx, await saveSession(tx, ctx, session, paused, { action: 'interview.paused', after }))
  })

/**
 * Begins another sitting, also of a session that was completed; asking again changes nothing. Whoever has it open comes in once more: they are in
 * this sitting too, and may note again what they could not while it was completed.
 */
export async function resumeSession(ctx: SignedInCtx, id: string): Promise<ShownSession> {
  const { shown, isResumed } = await withSession(ctx, id, 'interview.run', async (tx, session) => {
    if (session.status === 'active') return { shown: await showSession(tx, session), isResumed: false }
    const sittings = session.sittings + 1
    const resumed = { status: 'active', runningSince: new Date(), sittings, completedAt: null } as const
    const after = { session_name: session.name, sitting: sittings }
    const saved = await saveSession(tx, ctx, session, resumed, { action: 'interview.resumed', after })
    return { shown: await showSession(tx, saved), isResumed: true }
  })
  if (isResumed) ctx.live.revoke({ documentId: id }, 'changed')
  return shown
}

/** Takes a session out of all lists, and everybody out of its room; the answers stay in the documents. */
export async function archiveSession(ctx: SignedInCtx, id: string): Promise<void> {
  await withSession(ctx, id, 'interview.run', async (tx, session) => {
    const archived = { archivedAt: new Date(), ...sittingEnded(session) }
    await saveSession(tx, ctx, session, archived, { action: 'interview.archived', after: { session_name: session.name } })
  })
  ctx.live.revoke({ guestsOfSession: id }, 'signed_out')
  ctx.live.revoke({ documentId: id }, 'changed')
}
