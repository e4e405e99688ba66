import { AppError } from '@certloom/shared/errors'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import type { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { aboutThread, type Subject } from './recorded.ts'
import { tellOfComment } from './tell.ts'
import { requireReaders, type Words } from './words.ts'

/** The words that begin a thread, under ids that whoever writes them made. */
export type FirstComment = Words & { id: string; commentId: string; isInternal: boolean }

/**
 * Writes a thread with its first comment, records it, and tells those whom it concerns.
 * @throws `invalid_input` for people who cannot see it; `unavailable` if it is being sent twice at once
 */
export async function writeThread(
  tx: Tx,
  ctx: SignedInCtx,
  subject: Subject,
  place: Omit<Prisma.CommentThreadCreateManyInput, 'id' | 'isInternal' | 'createdById'>,
  { id, commentId, isInternal, body, mentions }: FirstComment,
): Promise<void> {
  const { organizationId, customerId } = place
  const author = ctx.signedIn.person.id
  await requireReaders(tx, { organizationId, customerId, isInternal }, mentions)
  const { count } = await tx.commentThread.createMany({ data: [{ ...place, id, isInternal, createdById: author }], skipDuplicates: true })
  if (count === 0) throw new AppError('unavailable', 'This comment is being sent twice at once.')
  const comment = await tx.comment.create({
    data: {
      id: commentId,
      organizationId,
      customerId,
      threadId: id,
      isInternal,
      authorId: author,
      body,
      mentionedIds: [...new Set(mentions)],
    },
  })
  const by = byRequester(ctx)
  await record(tx, by, aboutThread('comment.added', { id, customerId, isInternal }, subject))
  await tellOfComment(tx, ctx, by, subject, { comment, thread: { id, customerId, isInternal, comments: [comment] } })
}
