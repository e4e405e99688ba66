import type { Prisma, Task } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'

/**
 * The tasks that this finds, as they are once nobody else changes them any more until the transaction ends. They are held in the order of their ids,
 * so that two who hold several at once wait for each other instead of forever.
 */
export async function holdTasks(tx: Tx, where: Prisma.TaskWhereInput): Promise<Task[]> {
  const found = await tx.task.findMany({ where, select: { id: true } })
  if (found.length === 0) return []
  const ids = found.map(({ id }) => id)
  await tx.$queryRaw`select id from task where id = any(${ids}::uuid[]) order by id for update`
  return tx.task.findMany({ where: { id: { in: ids } }, orderBy: { id: 'asc' } })
}
