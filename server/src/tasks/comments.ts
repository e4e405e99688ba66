import { AppError } from '@certloom/shared/errors'
import { newId } from '@certloom/shared/ids'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, type RecordedActivity, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { TaskComment } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { sentBefore } from '../db/sentBefore.ts'
import { withTenant } from '../db/tenant.ts'
import { type Names, namesOf } from '../members/names.ts'
import { type Notice, notify } from '../notifications/notify.ts'
import { answerableFor } from './notices.ts'
import { getTaskIn, type ShownTask } from './service.ts'

/** A comment with the names of those in it. */
export type CommentWithNames = TaskComment & { names: Names }

type Said = { body: string; mentionedIds: readonly string[] }
type NewComment = Said & {
  /** chosen by the sender */
  id?: string | undefined
  isInternal: boolean
}
type Address = { taskId: string; commentId: string }

/** What was said about a task, oldest first, one more than `limit` if there is more. Internal comments are for staff alone. */
export function listComments(
  ctx: SignedInCtx,
  taskId: string,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<CommentWithNames[]> {
  const signedIn = authorize(ctx, 'task.read')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await getTaskIn(tx, ctx, taskId)
    const comments = await tx.taskComment.findMany({
      where: { taskId, ...(after !== undefined && { id: { gt: after } }) },
      orderBy: { id: 'asc' },
      take: limit + 1,
    })
    return withNames(tx, comments)
  })
}

/**
 * Says something about a task, and tells those who are mentioned and those who answer for it. Sent again under the same id, it is said once.
 * @throws `not_found`, and `forbidden` for what is internal and not said by staff who write
 */
export async function comment(ctx: SignedInCtx, taskId: string, { id = newId(), ...said }: NewComment): Promise<CommentWithNames> {
  const signedIn = authorize(ctx, 'document.comment')
  const made = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const task = await getTaskIn(tx, ctx, taskId)
    authorize(ctx, said.isInternal ? 'internal.write' : 'document.comment', task.customerId)
    const { organizationId, customerId } = task
    const known = await sentBefore(tx, id, () => tx.taskComment.findFirst({ where: { id, taskId, authorId: signedIn.person.id } }))
    if (known) return withName(tx, known)
    const row = await tx.taskComment.create({
      data: {
        id,
        organizationId,
        customerId,
        taskId,
        authorId: signedIn.person.id,
        body: said.body,
        mentionedIds: await knownOf(tx, said.mentionedIds),
        isInternal: said.isInternal,
      },
    })
    await record(tx, byRequester(ctx), activityOf('task.commented', task, row))
    await tell(tx, ctx, task, row)
    return withName(tx, row)
  })
  ctx.mailer.nudge()
  return made
}

/** Says it otherwise; only one's own. Whoever is newly mentioned is told. */
export async function changeComment(ctx: SignedInCtx, address: Address, said: Said): Promise<CommentWithNames> {
  const signedIn = authorize(ctx, 'document.comment')
  const changed = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const { task, row } = await holdOwn(tx, ctx, address)
    const after = await tx.taskComment.update({
      where: { id: row.id },
      data: { body: said.body, mentionedIds: await knownOf(tx, said.mentionedIds), editedAt: new Date() },
    })
    await record(tx, byRequester(ctx), activityOf('task.comment_changed', task, after))
    await tell(tx, ctx, task, after)
    return withName(tx, after)
  })
  ctx.mailer.nudge()
  return changed
}

/** Takes back what one said. */
export function removeComment(ctx: SignedInCtx, address: Address): Promise<void> {
  const signedIn = authorize(ctx, 'document.comment')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const { task, row } = await holdOwn(tx, ctx, address)
    await tx.taskComment.delete({ where: { id: row.id }, select: { id: true } })
    await record(tx, byRequester(ctx), activityOf('task.comment_deleted', task, row))
  })
}

async function holdOwn(tx: Tx, ctx: SignedInCtx, { taskId, commentId }: Address): Promise<{ task: ShownTask; row: TaskComment }> {
  const task = await getTaskIn(tx, ctx, taskId)
  await tx.$queryRaw`select 1 from task_comment where id = ${commentId}::uuid for update`
  const row = await tx.taskComment.findFirst({ where: { id: commentId, taskId } })
  if (!row) throw new AppError('not_found')
  if (row.authorId !== ctx.signedIn.person.id) throw new AppError('forbidden', 'Only whoever said it can change or take it back.')
  return { task, row }
}

/** Those of them the writer may know of. */
async function knownOf(tx: Tx, userIds: readonly string[]): Promise<string[]> {
  const known = await namesOf(tx, userIds)
  return [...new Set(userIds)].filter((id) => known.has(id))
}

/** What is internal concerns no customer: its people are told nothing of it. */
const activityOf = (action: RecordedActivity['action'], task: ShownTask, { id, isInternal }: TaskComment): RecordedActivity => ({
  action,
  entity: { type: 'task', id: task.id },
  customerId: isInternal ? null : task.customerId,
  after: { title: task.title, comment_id: id },
})

/** Whoever is mentioned is told that; others who answer for the task, that it was commented on. Each once per comment. */
async function tell(tx: Tx, ctx: SignedInCtx, task: ShownTask, { id, mentionedIds, isInternal }: TaskComment): Promise<void> {
  const notice = (kind: Notice['kind']): Notice => ({
    kind,
    occasion: `task comment ${id}`,
    entity: { type: 'task', id: task.id },
    customerId: isInternal ? null : task.customerId,
    facts: { title: task.title, customer: task.customer.companyName },
  })
  await notify(tx, ctx.config, byRequester(ctx), notice('task_mentioned'), mentionedIds)
  const others = (await answerableFor(tx, task)).filter((userId) => !mentionedIds.includes(userId))
  await notify(tx, ctx.config, byRequester(ctx), notice('task_commented'), others)
}

async function withNames(tx: Tx, comments: readonly TaskComment[]): Promise<CommentWithNames[]> {
  const names = await namesOf(
    tx,
    comments.flatMap(({ authorId, mentionedIds }) => [authorId, ...mentionedIds]),
  )
  return comments.map((row) => ({ ...row, names }))
}

const withName = async (tx: Tx, row: TaskComment): Promise<CommentWithNames> => ({
  ...row,
  names: await namesOf(tx, [row.authorId, ...row.mentionedIds]),
})
