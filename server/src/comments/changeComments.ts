import { AppError } from '@certloom/shared/errors'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { tenantOf } from '../auth/authorize.ts'
import type { Comment } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { holdThread, type WholeThread } from './queries.ts'
import { aboutThread } from './recorded.ts'
import { subjectOf, writeResolved } from './service.ts'
import { tellOfComment } from './tell.ts'
import { cleanWords, requireReaders, type Words } from './words.ts'

/**
 * Replies in a thread; one that was resolved is taken up again by that. Sent twice under one id, it is one reply.
 * @throws `not_found`, `forbidden`, `invalid_input`
 */
export async function reply(ctx: SignedInCtx, threadId: string, { id, mentions, ...said }: Words & { id: string }): Promise<void> {
  const body = cleanWords(said.body)
  await withTenant(ctx.db, tenantOf(ctx.signedIn), async (tx) => {
    const thread = await holdThread(ctx, tx, threadId)
    const { organizationId, customerId, isInternal } = thread
    const authorId = ctx.signedIn.person.id
    if (thread.comments.some((comment) => comment.id === id && comment.authorId === authorId)) return
    await requireReaders(tx, thread, mentions)
    const { count } = await tx.comment.createMany({
      data: [{ id, organizationId, customerId, threadId, isInternal, authorId, body, mentionedIds: [...new Set(mentions)] }],
      skipDuplicates: true,
    })
    if (count === 0) throw new AppError('conflict', 'This comment cannot be sent under this id. Write it again.')
    const subject = await subjectOf(tx, thread)
    await record(tx, byRequester(ctx), aboutThread('comment.added', thread, subject))
    if (thread.resolvedAt !== null) await writeResolved(tx, ctx, thread, false)
    const comment = { id, mentionedIds: [...mentions] }
    await tellOfComment(tx, ctx, byRequester(ctx), subject, { comment, thread })
  })
  ctx.mailer.nudge()
}

/**
 * Changes the words of one's own comment; people it newly names are told.
 * @returns the id of its thread
 * @throws `not_found`, `forbidden` for somebody else's, `invalid_input`
 */
export async function editComment(ctx: SignedInCtx, id: string, { body, mentions }: Words): Promise<string> {
  const clean = cleanWords(body)
  const threadId = await changeOwn(ctx, id, async (tx, thread, comment) => {
    await requireReaders(tx, thread, mentions)
    await tx.comment.update({ where: { id }, data: { body: clean, mentionedIds: [...new Set(mentions)], editedAt: new Date() } })
    const subject = await subjectOf(tx, thread)
    await record(tx, byRequester(ctx), aboutThread('comment.edited', thread, subject))
    const named = mentions.filter((userId) => !comment.mentionedIds.includes(userId))
    await tellOfComment(
      tx,
      ctx,
      byRequester(ctx),
      { ...subject, assigneeId: null },
      {
        comment: { id, mentionedIds: named },
        thread: { ...thread, comments: [] },
      },
    )
  })
  ctx.mailer.nudge()
  return threadId
}

/**
 * Deletes one's own comment: its words are gone. With its last comment a thread is gone too.
 * @throws `not_found`, `forbidden` for somebody else's
 */
export async function removeComment(ctx: SignedInCtx, id: string): Promise<void> {
  await changeOwn(ctx, id, async (tx, thread) => {
    const deletedAt = new Date()
    await tx.comment.update({ where: { id }, data: { body: '', mentionedIds: [], deletedAt } })
    const isLast = thread.comments.every((comment) => comment.id === id || comment.deletedAt !== null)
    if (isLast) await tx.commentThread.update({ where: { id: thread.id }, data: { deletedAt }, select: { id: true } })
    await record(tx, byRequester(ctx), aboutThread('comment.deleted', thread, await subjectOf(tx, thread)))
  })
}

/** Finds a comment in a thread this person may take part in, which is held, and lets only its author go on. */
function changeOwn(ctx: SignedInCtx, id: string, work: (tx: Tx, thread: WholeThread, comment: Comment) => Promise<void>): Promise<string> {
  return withTenant(ctx.db, tenantOf(ctx.signedIn), async (tx) => {
    const found = await tx.comment.findFirst({ where: { id, deletedAt: null }, select: { threadId: true } })
    if (!found) throw new AppError('not_found')
    const thread = await holdThread(ctx, tx, found.threadId)
    const comment = thread.comments.find((candidate) => candidate.id === id && candidate.deletedAt === null)
    if (!comment) throw new AppError('not_found')
    if (comment.authorId !== ctx.signedIn.person.id)
      throw new AppError('forbidden', 'Only whoever wrote a comment can change or delete it. Reply to it instead.')
    await work(tx, thread, comment)
    return thread.id
  })
}
