import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, type RecordedActivity, record } from '../audit/record.ts'
import type { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { requireTeam } from '../teams/requireTeam.ts'
import { requireSight } from './sight.ts'
import { tellSuccessors } from './tellSuccessors.ts'

/** How much somebody has not finished. */
export type OpenWork = { tasks: number; documents: number; plans: number }

/** Who goes on: a person with everything, or a team with the tasks and the person with what a team cannot answer for. Null is nobody. */
export type Successors = { personId: string | null; teamId: string | null }

const open = (userId: string) =>
  ({ assigneeId: userId, status: { in: ['pending', 'in_progress', 'blocked'] } }) satisfies Prisma.TaskWhereInput

/** How many tasks are open and theirs, and for how many documents and running plans they answer; what is archived is left out. */
export const openWorkOf = async (tx: Tx, userId: string): Promise<OpenWork> => ({
  tasks: await tx.task.count({ where: { ...open(userId), archivedAt: null } }),
  documents: await tx.customerDocument.count({ where: { assigneeId: userId, archivedAt: null } }),
  plans: await tx.plan.count({ where: { ownerId: userId, status: { in: ['active', 'paused'] }, customer: { archivedAt: null } } }),
})

/** What is handed over: also what is archived or cancelled, which may come back. */
async function findWork(tx: Tx, userId: string) {
  await tx.$queryRaw`select id from task where assignee_id = ${userId}::uuid order by id for update`
  await tx.$queryRaw`select id from iso_plan where owner_id = ${userId}::uuid order by id for update`
  const named = { id: true, customerId: true, name: true } as const
  return {
    tasks: await tx.task.findMany({ where: open(userId), select: { id: true, customerId: true, title: true, archivedAt: true } }),
    documents: await tx.customerDocument.findMany({ where: { assigneeId: userId }, select: { ...named, archivedAt: true } }),
    plans: await tx.plan.findMany({
      where: { ownerId: userId, status: { not: 'completed' } },
      select: { ...named, cancelledAt: true, customer: { select: { archivedAt: true } } },
    }),
  }
}

type Work = Awaited<ReturnType<typeof findWork>>

const customersOf = (rows: readonly { customerId: string }[]): ReadonlySet<string> => new Set(rows.map(({ customerId }) => customerId))

async function requireSuccessors(tx: Tx, organizationId: string, work: Work, { personId, teamId }: Successors): Promise<void> {
  const { tasks, documents, plans } = work
  if (teamId !== null) for (const customerId of customersOf(tasks)) await requireTeam(tx, customerId, teamId)
  if (personId === null) return
  const theirs = teamId === null ? [...tasks, ...documents, ...plans] : [...documents, ...plans]
  for (const customerId of customersOf(theirs)) await requireSight(tx, organizationId, customerId, personId)
}

/**
 * Gives the open work of one person to others, who are told, or to nobody. Each thing is on record. Call `ctx.mailer.nudge()` after the commit.
 * @throws `invalid_input` for somebody who cannot see one of the customers or is the same person, and for a team of another customer
 */
export async function handOver(tx: Tx, ctx: SignedInCtx, fromId: string, to: Successors): Promise<void> {
  const work = await findWork(tx, fromId)
  const { tasks, documents, plans } = work
  if (tasks.length + documents.length + plans.length === 0) return
  await requireSuccessors(tx, ctx.signedIn.actor.organizationId, work, to)
  const ids = (rows: { id: string }[]) => ({ id: { in: rows.map(({ id }) => id) } })
  const assigneeId = to.teamId === null ? to.personId : null
  await tx.task.updateMany({ where: ids(tasks), data: { assigneeId, teamId: to.teamId } })
  await tx.customerDocument.updateMany({ where: ids(documents), data: { assigneeId: to.personId } })
  await tx.plan.updateMany({ where: ids(plans), data: { ownerId: to.personId } })
  await record(tx, byRequester(ctx), ...activitiesOf(work, fromId, to))
  await tellSuccessors(tx, ctx, work, to)
}

function activitiesOf({ tasks, documents, plans }: Work, fromId: string, { personId, teamId }: Successors): RecordedActivity[] {
  const taken = teamId === null ? { assigned_to: personId } : { assigned_to: null, assigned_team: teamId }
  return [
    ...tasks.map(
      ({ id, customerId, title }): RecordedActivity => ({
        action: 'task.assigned',
        entity: { type: 'task', id },
        customerId,
        before: { assigned_to: fromId },
        after: { ...taken, title },
      }),
    ),
    ...documents.map(
      ({ id, customerId, name }): RecordedActivity => ({
        action: 'document.changed',
        entity: { type: 'customer_document', id },
        customerId,
        before: { assigned_to: fromId },
        after: { assigned_to: personId, document_name: name },
      }),
    ),
    ...plans.map(
      ({ id, customerId, name }): RecordedActivity => ({
        action: 'plan.changed',
        entity: { type: 'iso_plan', id },
        customerId,
        before: { owner_id: fromId },
        after: { owner_id: personId, plan_name: name },
      }),
    ),
  ]
}
