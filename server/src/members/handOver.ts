import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import type { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { requireSight } from './sight.ts'

/** How much somebody has not finished. */
export type OpenWork = { tasks: number; documents: number }

const open = (userId: string) =>
  ({ assigneeId: userId, status: { in: ['pending', 'in_progress', 'blocked'] } }) satisfies Prisma.TaskWhereInput

/** How many tasks are open and theirs, and for how many documents they are responsible; what is archived is left out. */
export const openWorkOf = async (tx: Tx, userId: string): Promise<OpenWork> => ({
  tasks: await tx.task.count({ where: { ...open(userId), archivedAt: null } }),
  documents: await tx.customerDocument.count({ where: { assigneeId: userId, archivedAt: null } }),
})

/**
 * Gives the open work of one person to another or, with null, to nobody; also what is archived, which may come back. Each thing is on record.
 * @throws `invalid_input` for somebody who cannot see one of the customers, or is the same person
 */
export async function handOver(tx: Tx, ctx: SignedInCtx, fromId: string, toId: string | null): Promise<void> {
  await tx.$queryRaw`select id from task where assignee_id = ${fromId}::uuid order by id for update`
  const tasks = await tx.task.findMany({ where: open(fromId), select: { id: true, customerId: true, title: true } })
  const documents = await tx.customerDocument.findMany({
    where: { assigneeId: fromId },
    select: { id: true, customerId: true, name: true },
  })
  if (tasks.length + documents.length === 0) return
  if (toId !== null) {
    const { organizationId } = ctx.signedIn.actor
    const customerIds = new Set([...tasks, ...documents].map(({ customerId }) => customerId))
    for (const customerId of customerIds) await requireSight(tx, organizationId, customerId, toId)
  }
  const ids = (rows: { id: string }[]) => ({ id: { in: rows.map(({ id }) => id) } })
  await tx.task.updateMany({ where: ids(tasks), data: { assigneeId: toId } })
  await tx.customerDocument.updateMany({ where: ids(documents), data: { assigneeId: toId } })
  const change = { before: { assigned_to: fromId }, after: { assigned_to: toId } }
  await record(
    tx,
    byRequester(ctx),
    ...tasks.map(
      ({ id, customerId, title }) =>
        ({
          action: 'task.assigned',
          entity: { type: 'task', id },
          customerId,
          before: change.before,
          after: { ...change.after, title },
        }) as const,
    ),
    ...documents.map(
      ({ id, customerId, name }) =>
        ({
          action: 'document.changed',
          entity: { type: 'customer_document', id },
          customerId,
          before: change.before,
          after: { ...change.after, document_name: name },
        }) as const,
    ),
  )
}
