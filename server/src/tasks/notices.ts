import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester } from '../audit/record.ts'
import type { Task } from '../db/generated/client.ts'
import { teamMembers } from '../db/identity.ts'
import type { Tx } from '../db/prisma.ts'
import { type Notice, notify } from '../notifications/notify.ts'
import { customerOfMany, manyInWords } from '../notifications/words.ts'
import type { ShownTask } from './service.ts'

/** Tells those concerned what somebody made of a task, in the transaction that does. `before` is null for a new one. */
export async function tellOfChange(tx: Tx, ctx: SignedInCtx, before: Task | null, after: ShownTask): Promise<void> {
  for (const { notice, to } of await newsOf(tx, ctx, before, after)) await notify(tx, ctx.config, byRequester(ctx), notice, to)
}

type News = { notice: Notice; to: readonly string[] }

async function newsOf(tx: Tx, { signedIn }: SignedInCtx, before: Task | null, after: ShownTask): Promise<News[]> {
  const news: News[] = []
  if (after.assigneeId !== null && after.assigneeId !== before?.assigneeId)
    news.push({ notice: noticeOf('task_assigned', after), to: [after.assigneeId] })
  if (after.teamId !== null && after.teamId !== before?.teamId)
    news.push({ notice: noticeOf('task_assigned_team', after), to: await teamMembers(tx, after.teamId) })
  if (before === null || before.status === after.status) return news
  if (after.status === 'blocked')
    news.push({ notice: noticeOf('task_blocked', after), to: [after.createdById, ...(await answerableFor(tx, after))] })
  if (after.status === 'completed' && signedIn.actor.kind === 'customer')
    news.push({ notice: noticeOf('task_completed_by_customer', after), to: [after.createdById] })
  return news
}

/** Every change is an occasion of its own: a task can be assigned to the same person again. */
const noticeOf = (kind: Notice['kind'], task: ShownTask): Notice => ({
  kind,
  occasion: `${kind} ${task.id} ${task.updatedAt.toISOString()}`,
  entity: { type: 'task', id: task.id },
  customerId: task.customerId,
  facts: {
    title: task.title,
    customer: task.customer.companyName,
    ...(task.team && { team: task.team.name }),
    ...(task.blockedReason !== null && { reason: task.blockedReason }),
  },
})

/** A task as far as it is told to whom it is assigned. */
export type AssignedTask = Pick<Task, 'id' | 'customerId' | 'title' | 'assigneeId' | 'teamId'>

/** Tells people and teams what they were assigned together: each once, of all of it. */
export async function tellOfAssigned(tx: Tx, ctx: SignedInCtx, tasks: readonly AssignedTask[]): Promise<void> {
  for (const [owner, theirs] of Map.groupBy(tasks, ({ assigneeId, teamId }) => assigneeId ?? teamId)) {
    const [first] = theirs
    if (owner === null || first === undefined) continue
    await notify(tx, ctx.config, byRequester(ctx), await noticeOfMany(tx, owner, first, theirs), await answerableFor(tx, first))
  }
}

async function noticeOfMany(tx: Tx, ownerId: string, first: AssignedTask, tasks: readonly AssignedTask[]): Promise<Notice> {
  const kind = first.teamId === null ? 'task_assigned' : 'task_assigned_team'
  const { customerId, customer } = await customerOfMany(tx, tasks)
  return {
    kind,
    occasion: `${kind} ${first.id} ${new Date().toISOString()}`,
    entity: tasks.length === 1 ? { type: 'task', id: first.id } : { type: 'task_list', id: ownerId },
    customerId,
    facts: {
      tasks: manyInWords(
        'task',
        tasks.map(({ title }) => title),
      ),
      customer,
      ...(first.teamId !== null && { team: await teamName(tx, first.teamId) }),
    },
  }
}

const teamName = async (tx: Tx, id: string): Promise<string> =>
  (await tx.team.findUniqueOrThrow({ where: { id }, select: { name: true } })).name

/** Who a task is assigned to: a person, or everybody in its team. */
export async function answerableFor(tx: Tx, { assigneeId, teamId }: Pick<Task, 'assigneeId' | 'teamId'>): Promise<string[]> {
  if (teamId !== null) return teamMembers(tx, teamId)
  return assigneeId === null ? [] : [assigneeId]
}
