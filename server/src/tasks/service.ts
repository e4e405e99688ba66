import { AppError } from '@certloom/shared/errors'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import type { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { type Names, namesOf } from '../members/names.ts'
import { type Filter, selectTasks, type TaskKey } from './queries.ts'

const shownWithTask = {
  customer: { select: { companyName: true } },
  plan: { select: { name: true } },
  document: { select: { name: true } },
} satisfies Prisma.TaskInclude

/** A task with the names of what it belongs to; `names` of people by id. */
export type ShownTask = Prisma.TaskGetPayload<{ include: typeof shownWithTask }> & { names: Names }

/** A task of a list, with the value the list is sorted by. */
export type ListedTask = ShownTask & { key: string }

/** Tasks in the order asked for, one more than `limit` if there are more. A customer's staff sees its own customer's only. */
export function listTasks(ctx: Ctx, filter: Filter, page: { limit: number; after: TaskKey | undefined }): Promise<ListedTask[]> {
  const signedIn = authorize(ctx, 'task.read', filter.customer_id)
  const { organizationId, userId } = signedIn.actor
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const found = await tx.$queryRaw<{ id: string; key: string }[]>(selectTasks(organizationId, userId, filter, page))
    const tasks = await showTasks(
      tx,
      found.map(({ id }) => id),
    )
    return found.flatMap(({ id, key }) => tasks.filter((task) => task.id === id).map((task) => ({ ...task, key })))
  })
}

/** One task; throws `not_found` for what this person may not see. */
export function getTask(ctx: Ctx, id: string): Promise<ShownTask> {
  const signedIn = authorize(ctx, 'task.read')
  return withTenant(ctx.db, tenantOf(signedIn), (tx) => getTaskIn(tx, id))
}

/** The same within a transaction that already runs. */
export async function getTaskIn(tx: Tx, id: string): Promise<ShownTask> {
  const [task] = await showTasks(tx, [id])
  if (!task) throw new AppError('not_found')
  return task
}

async function showTasks(tx: Tx, ids: string[]): Promise<ShownTask[]> {
  const tasks = await tx.task.findMany({ where: { id: { in: ids }, archivedAt: null }, include: shownWithTask })
  const names = await namesOf(
    tx,
    tasks.flatMap((task) => [task.assigneeId, task.completedById, task.createdById]),
  )
  return tasks.map((task) => ({ ...task, names }))
}
