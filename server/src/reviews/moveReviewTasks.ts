import type { DocumentStatus } from '@certloom/shared/documents/contract'
import { statusAfterReview } from '@certloom/shared/reviews/transitions'
import type { Tx } from '../db/prisma.ts'
import { moveTask } from '../tasks/moveTask.ts'
import type { Subject } from './subject.ts'

/** Moves the tasks that ask for a document's review along with its status, in the transaction that changes it. */
export async function moveReviewTasks(
  tx: Tx,
  { organizationId, id }: Pick<Subject, 'organizationId' | 'id'>,
  status: DocumentStatus,
  userId: string,
): Promise<void> {
  const tasks = await tx.task.findMany({ where: { organizationId, documentId: id, scope: 'document', type: 'review', archivedAt: null } })
  for (const task of tasks) {
    const after = statusAfterReview(task, status)
    if (after !== task.status) await moveTask(tx, task, after, userId)
  }
}
