import type { RecordedBy } from '../audit/record.ts'
import type { Ctx } from '../context.ts'
import type { Comment } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { type Notice, notify } from '../notifications/notify.ts'
import type { WholeThread } from './queries.ts'
import type { Subject } from './recorded.ts'

type Said = { comment: Pick<Comment, 'id' | 'mentionedIds'>; thread: Pick<WholeThread, 'id' | 'customerId' | 'isInternal' | 'comments'> }

/**
 * Tells of a comment, in its transaction: first those it names, then those who wrote in the thread before, then whoever is responsible for the
 * document or the row; each person once. What is internal is a matter of the organization, not of the customer: so only staff can be told.
 */
export async function tellOfComment(
  tx: Tx,
  ctx: Ctx,
  by: RecordedBy,
  subject: Pick<Subject, 'name' | 'assigneeId'>,
  { comment, thread }: Said,
): Promise<void> {
  const isFirst = thread.comments.every(({ id }) => id === comment.id)
  const notice: Omit<Notice, 'kind'> = {
    occasion: `comment:${comment.id}`,
    entity: { type: 'comment_thread', id: thread.id },
    customerId: thread.isInternal ? null : thread.customerId,
    facts: { document: subject.name },
  }
  const writers = [...new Set(thread.comments.filter(({ deletedAt }) => deletedAt === null).map(({ authorId }) => authorId))]
  await notify(tx, ctx.config, by, { ...notice, kind: 'comment_mentioned' }, comment.mentionedIds)
  await notify(tx, ctx.config, by, { ...notice, kind: 'comment_replied' }, writers)
  if (isFirst && subject.assigneeId !== null)
    await notify(tx, ctx.config, by, { ...notice, kind: 'document_commented' }, [subject.assigneeId])
}
