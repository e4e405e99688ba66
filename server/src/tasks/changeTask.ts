import { AppError } from '@certloom/shared/errors'
import { can, cancellingIsForStaff, canMoveTask, canWorkOnTask } from '@certloom/shared/permissions'
import { refusalOf } from '@certloom/shared/tasks/transitions'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Task } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { requireSight } from '../members/sight.ts'
import { requireTeam } from '../teams/requireTeam.ts'
import { tellOfChange } from './notices.ts'
import { getTaskIn, isMine, type ShownTask } from './service.ts'
import { activitiesOf } from './taskActivities.ts'
import { type Field, merge, type TaskChanges } from './taskChanges.ts'
import { isProven } from './taskEvidence.ts'

/**
 * Changes a task, as far as the one who asks may: staff who write anything of any task, a customer's people the status of those assigned to them, but for cancelling.
 * A change that changes nothing writes nothing.
 * @param expected where the task must stand: what somebody decided about another status than there is now is not done
 * @throws `not_found`, `forbidden`, `conflict` for a status it cannot have now, `invalid_input` for an assignee who cannot see the customer
 */
export async function changeTask(
  ctx: SignedInCtx,
  id: string,
  changes: TaskChanges,
  expected: Task['status'] | undefined = undefined,
): Promise<ShownTask> {
  const signedIn = authorize(ctx, 'task.read')
  const shown = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const task = await holdTask(tx, id)
    await requireRight(tx, ctx, task, changes)
    if (expected !== undefined && expected !== task.status && changes.status !== task.status) throw movedMeanwhile(task)
    const { after, changed } = merge(task, changes)
    const refusal = refusalOf({ ...after, status: task.status }, after.status)
    if (refusal) throw new AppError(refusal.code, refusal.detail)
    if (after.status === 'completed' && task.status !== 'completed') await requireReview(tx, ctx, after)
    await requireAssignee(tx, task, after)
    if (changed.length > 0) await write(tx, ctx, task, after, changed)
    const shown = await getTaskIn(tx, ctx, id)
    await tellOfChange(tx, ctx, task, shown)
    return shown
  })
  ctx.mailer.nudge()
  return shown
}

/** What a customer gives as evidence is judged by staff (PRODUCT decision 14): its own people do not complete a task with it before. */
async function requireReview(tx: Tx, { signedIn }: SignedInCtx, task: Task): Promise<void> {
  if (signedIn.actor.kind === 'staff' || !task.requiresEvidence || (await isProven(tx, task))) return
  throw new AppError('conflict', 'Its evidence waits for review. The task completes by itself once the evidence is accepted.')
}

async function requireAssignee(tx: Tx, { organizationId, customerId, ...before }: Task, { assigneeId, teamId }: Task): Promise<void> {
  if (assigneeId !== null && assigneeId !== before.assigneeId) await requireSight(tx, organizationId, customerId, assigneeId)
  if (teamId !== null && teamId !== before.teamId) await requireTeam(tx, customerId, teamId)
}

const movedMeanwhile = ({ status }: Task): AppError =>
  new AppError('conflict', `Somebody else made this task ${status.replace('_', ' ')} meanwhile. Look at it and decide again.`)

/** A task whose row nobody else changes until the transaction ends; throws `not_found`. */
export async function holdTask(tx: Tx, id: string): Promise<Task> {
  await tx.$queryRaw`select id from task where id = ${id}::uuid for update`
  const task = await tx.task.findFirst({ where: { id, archivedAt: null } })
  if (!task) throw new AppError('not_found')
  return task
}

async function requireRight(tx: Tx, ctx: SignedInCtx, task: Task, changes: TaskChanges): Promise<void> {
  const { actor } = ctx.signedIn
  const { status: _status, blockedReason: _reason, ...others } = changes
  const isStatusOnly = Object.values(others).every((value) => value === undefined)
  if (can(actor, 'task.write', task.customerId)) return
  const worked = { customerId: task.customerId, isMine: await isMine(tx, actor.userId, task) }
  if (isStatusOnly && canMoveTask(actor, worked, { from: task.status, to: changes.status ?? task.status })) return
  if (isStatusOnly && canWorkOnTask(actor, worked)) throw new AppError('forbidden', cancellingIsForStaff)
  if (isStatusOnly && can(actor, 'task.complete', task.customerId)) throw new AppError('forbidden', 'This task is not assigned to you.')
  throw new AppError('forbidden')
}

async function write(tx: Tx, ctx: SignedInCtx, before: Task, after: Task, changed: readonly Field[]): Promise<void> {
  const { organizationId, id } = before
  await tx.task.update({
    where: { organizationId_id: { organizationId, id } },
    data: {
      ...Object.fromEntries(changed.map((field) => [field, after[field]])),
      ...(changed.includes('status') && completion(after.status, ctx.signedIn.person.id)),
    },
    select: { id: true },
  })
  await record(tx, byRequester(ctx), ...activitiesOf(before, after, changed))
}

/** When and by whom a task was completed, as far as its status says it is. */
export const completion = (status: Task['status'], userId: string | null) =>
  status === 'completed' ? { completedAt: new Date(), completedById: userId } : { completedAt: null, completedById: null }
