import { dueDates } from '@certloom/shared/plans/schedule'
import type { Plan } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'

/**
 * Spreads a plan's documents that are not approved anew over the working days up to its target, in the order they were due. Open tasks that were due
 * with their document move with it, those of the plan itself with its first document; a date that somebody set for a task by hand stays. Without a
 * target what is open is due at no time. The caller records the activity.
 */
export async function moveDueDates(tx: Tx, { organizationId, id: planId, targetCompletionDate }: Plan): Promise<void> {
  const documents = await tx.customerDocument.findMany({
    where: { organizationId, planId, archivedAt: null, status: { not: 'approved' } },
    orderBy: [{ dueDate: { sort: 'asc', nulls: 'last' } }, { position: 'asc' }],
    select: { id: true, dueDate: true },
  })
  const days = targetCompletionDate ? dueDates(documents.length, dayOf(new Date()), dayOf(targetCompletionDate)) : []
  const moved = documents.map(({ id, dueDate }, index) => ({ id, from: dueDate && dayOf(dueDate), to: days[index] ?? null }))
  const [first] = moved
  if (!first) return
  const [ids, from, to] = [moved.map(({ id }) => id), moved.map((one) => one.from), moved.map((one) => one.to)]
  await tx.$executeRaw`
    update task t set due_date = m.due_to, updated_at = now()
      from unnest(${ids}::uuid[], ${from}::date[], ${to}::date[]) as m (document_id, due_from, due_to)
     where t.organization_id = ${organizationId}::uuid and t.plan_id = ${planId}::uuid and t.archived_at is null
       and t.status in ('pending', 'in_progress', 'blocked') and t.due_date is not distinct from m.due_from
       and (t.document_id = m.document_id or (t.document_id is null and t.catalogue_code is not null and m.document_id = ${first.id}::uuid))`
  await tx.$executeRaw`
    update customer_document d set due_date = m.due_to, updated_at = now()
      from unnest(${ids}::uuid[], ${to}::date[]) as m (document_id, due_to)
     where d.organization_id = ${organizationId}::uuid and d.id = m.document_id`
}

const dayOf = (date: Date): string => date.toISOString().slice(0, 10)
