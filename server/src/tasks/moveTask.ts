import { newId } from '@certloom/shared/ids'
import { type RecordedBy, record } from '../audit/record.ts'
import type { Task } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { peopleOf } from '../members/names.ts'
import { type Notice, notifyInbox } from '../notifications/notify.ts'
import { completion } from './changeTask.ts'
import { statusActivity } from './taskActivities.ts'

/** Gives a held task another status because of what happened elsewhere, and records it in the name of whoever did that. */
export async function moveTask(tx: Tx, task: Task, status: Task['status'], userId: string | null): Promise<void> {
  const { organizationId, id } = task
  await tx.task.update({
    where: { organizationId_id: { organizationId, id } },
    data: { status, blockedReason: status === 'blocked' ? task.blockedReason : null, ...completion(status, userId) },
    select: { id: true },
  })
  const [person = null] = userId === null ? [] : await peopleOf(tx, [userId])
  await record(tx, { organizationId, person }, statusActivity(task, { status, title: task.title, blockedReason: null }))
  if (status === 'completed' && person !== null) await tellOfCustomer(tx, task, person)
}

/**
 * Whoever added a task hears in their inbox that the customer's people have done it. Not by mail: a document filled in one sitting completes many.
 */
async function tellOfCustomer(tx: Tx, task: Task, person: NonNullable<RecordedBy['person']>): Promise<void> {
  const { organizationId, customerId, id, title } = task
  if ((await tx.customerMember.count({ where: { userId: person.id, customerId } })) === 0) return
  const { companyName } = await tx.customer.findUniqueOrThrow({
    where: { organizationId_id: { organizationId, id: customerId } },
    select: { companyName: true },
  })
  const notice: Notice = {
    kind: 'task_completed_by_customer',
    occasion: `task completed ${newId()}`,
    entity: { type: 'task', id },
    customerId,
    facts: { title, customer: companyName },
  }
  await notifyInbox(tx, { organizationId, person }, notice, [task.createdById])
}
