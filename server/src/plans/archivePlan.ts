import type { Plan } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'

type Held = Pick<Plan, 'organizationId' | 'id'>

/**
 * Takes a plan's documents and tasks out of every list. What was archived before keeps its own time, by which it is told from the rest when the
 * plan is resumed. The caller records the activity and closes the rooms.
 * @returns ids of the documents that were there
 */
export async function archivePlan(tx: Tx, { organizationId, id: planId }: Held, at: Date): Promise<string[]> {
  const where = { organizationId, planId, archivedAt: null }
  const documents = await tx.customerDocument.findMany({ where, select: { id: true } })
  await tx.customerDocument.updateMany({ where, data: { archivedAt: at } })
  await tx.task.updateMany({ where, data: { archivedAt: at } })
  return documents.map(({ id }) => id)
}

/** Puts back what was archived with a plan. */
export async function unarchivePlan(tx: Tx, { organizationId, id: planId }: Held, at: Date): Promise<void> {
  const change = { where: { organizationId, planId, archivedAt: at }, data: { archivedAt: null } }
  await tx.customerDocument.updateMany(change)
  await tx.task.updateMany(change)
}
