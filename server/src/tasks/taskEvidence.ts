import { today } from '../db/days.ts'
import type { Task } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'

/** Where evidence for a task may be linked: to itself, or to its section. */
export const placesOf = ({ id, documentId, sectionId }: Task) => [
  { taskId: id },
  ...(documentId !== null && sectionId !== null ? [{ documentId, sectionId }] : []),
]

/** Is there evidence for this task that was accepted and still holds? What waits for review completes nothing, also not by filling its section. */
export async function isProven(tx: Tx, task: Task): Promise<boolean> {
  const holds = { OR: [{ validUntil: null }, { validUntil: { gte: new Date(today()) } }] }
  const links = await tx.evidenceLink.count({
    where: { OR: placesOf(task), evidence: { archivedAt: null, status: 'accepted', ...holds } },
  })
  return links > 0
}
