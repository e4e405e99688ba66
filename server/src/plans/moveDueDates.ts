import { dueDates, lastWorkingDay } from '@certloom/shared/plans/schedule'
import type { Plan } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'

/**
 * Spreads a plan's documents that are not approved anew over the working days up to its target, in the order they were due. Open tasks that were due
 * with their document move with it, those of the plan itself with the first of these documents, or to the end if there is none; a date that somebody
 * set for a task by hand stays. Without a target what is open is due at no time. The caller records the activity.
 * @param plan as it is now, with its new target
 */
export async function moveDueDates(tx: Tx, plan: Plan, oldTarget: Date | null): Promise<void> {
  const { organizationId, id: planId, targetCompletionDate } = plan
  const documents = await tx.customerDocument.findMany({
    where: { organizationId, planId, archivedAt: null },
    orderBy: [{ dueDate: { sort: 'asc', nulls: 'last' } }, { position: 'asc' }],
    select: { id: true, dueDate: true, status: true },
  })
  const open = documents.filter(({ status }) => status !== 'approved')
  const days = targetCompletionDate ? dueDates(open.length, dayOf(new Date()), dayOf(targetCompletionDate)) : []
  const given = [...documents.map(({ dueDate }) => dueDate && dayOf(dueDate)), endOf(oldTarget)]
  await moveOwnTasks(tx, plan, given, days[0] ?? endOf(targetCompletionDate))
  if (open.length === 0) return
  const moved = open.map(({ id, dueDate }, index) => ({ id, from: dueDate && dayOf(dueDate), to: days[index] ?? null }))
  const [ids, from, to] = [moved.map(({ id }) => id), moved.map((one) => one.from), moved.map((one) => one.to)]
  await tx.$executeRaw`
    update task t set due_date = m.due_to, updated_at = now()
      from unnest(${ids}::uuid[], ${from}::date[], ${to}::date[]) as m (document_id, due_from, due_to)
     where t.organization_id = ${organizationId}::uuid and t.plan_id = ${planId}::uuid and t.archived_at is null
       and t.status in ('pending', 'in_progress', 'blocked') and t.due_date is not distinct from m.due_from
       and t.document_id = m.document_id`
  await tx.$executeRaw`
    update customer_document d set due_date = m.due_to, updated_at = now()
      from unnest(${ids}::uuid[], ${to}::date[]) as m (document_id, due_to)
     where d.organization_id = ${organizationId}::uuid and d.id = m.document_id`
}

/**
 * Moves the open tasks that the catalogue gave the plan itself.
 * @param given the days they can have without that somebody set them: those of its documents, and where its old target put them
 */
async function moveOwnTasks(tx: Tx, plan: Plan, given: readonly (string | null)[], to: string | null): Promise<void> {
  const { organizationId, id: planId } = plan
  await tx.$executeRaw`
    update task t set due_date = ${to}::date, updated_at = now()
     where t.organization_id = ${organizationId}::uuid and t.plan_id = ${planId}::uuid and t.archived_at is null
       and t.status in ('pending', 'in_progress', 'blocked') and t.document_id is null and t.catalogue_code is not null
       and exists (select from unnest(${given}::date[]) as g (day) where g.day is not distinct from t.due_date)`
}

/** Where the tasks of a plan itself are due that has nothing else to do. */
const endOf = (target: Date | null): string | null => target && lastWorkingDay(dayOf(target))

const dayOf = (date: Date): string => date.toISOString().slice(0, 10)
