import { record } from '../audit/record.ts'
import type { Task } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { completion, statusActivity } from './changeTask.ts'

/** Gives a task another status because of what happened elsewhere, and records it in the name of whoever did that. */
export async function moveTask(tx: Tx, task: Task, status: Task['status'], userId: string | null): Promise<void> {
  const { organizationId, id } = task
  await tx.task.update({
    where: { organizationId_id: { organizationId, id } },
    data: { status, blockedReason: status === 'blocked' ? task.blockedReason : null, ...completion(status, userId) },
    select: { id: true },
  })
  const person = userId === null ? null : await tx.user.findUnique({ where: { id: userId }, select: { id: true, name: true, email: true } })
  await record(tx, { organizationId, person }, statusActivity(task, { status, title: task.title, blockedReason: null }))
}
