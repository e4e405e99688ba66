import type { Figures } from '@certloom/shared/progress/contract'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { showsOlderFacts } from '../facts/olderFacts.ts'
import { type PlanCounts, readCountsByPlan, total } from './countsByPlan.ts'
import { readEvidenceFigures } from './evidenceFigures.ts'
import { condition, type Of } from './of.ts'
import { overallOf } from './overall.ts'

/**
 * The numbers of a dashboard, each as long as the list it opens. What is archived counts for nothing; a customer's staff counts its own only. What each
 * plan has is counted beside the rest, on a connection of its own: every statement sees what is committed when it begins, so one connection would not
 * make the numbers belong together any more than two.
 */
export async function getFigures(ctx: Ctx, of: Of): Promise<Figures> {
  const signedIn = authorize(ctx, 'plan.read', of.customerId)
  const { organizationId } = signedIn.actor
  const read = <T>(what: (tx: Tx, organizationId: string, of: Of) => Promise<T>): Promise<T> =>
    withTenant(ctx.db, tenantOf(signedIn), (tx) => what(tx, organizationId, of))
  const [counts, others] = await Promise.all([read(readCountsByPlan), read(readOthers)])
  const plansIn = (status: PlanCounts['status']): number => counts.filter((plan) => plan.status === status).length
  return {
    overall_progress_percentage: overallOf(counts, of).overall_progress_percentage,
    customers: others.customers,
    plans: { active: plansIn('active'), paused: plansIn('paused'), completed: plansIn('completed'), cancelled: plansIn('cancelled') },
    documents: {
      total: total(counts, 'documents'),
      with_approved_version: total(counts, 'with_approved_version'),
      with_older_facts: others.withOlderFacts,
      not_started: total(counts, 'documents_not_started'),
      in_progress: total(counts, 'documents_in_progress'),
      pending_review: total(counts, 'documents_pending_review'),
      approved: total(counts, 'documents_approved'),
      changes_requested: total(counts, 'documents_changes_requested'),
      rejected: total(counts, 'documents_rejected'),
    },
    tasks: {
      total: total(counts, 'tasks'),
      pending: total(counts, 'tasks_pending'),
      in_progress: total(counts, 'tasks_in_progress'),
      blocked: total(counts, 'tasks_blocked'),
      completed: total(counts, 'tasks_completed'),
      ...others.openTasks,
    },
    evidence: {
      required: total(counts, 'evidence_required'),
      given: total(counts, 'evidence_given'),
      ...others.evidence,
    },
  }
}

const readOthers = async (tx: Tx, organizationId: string, of: Of) => ({
  customers: await countCustomers(tx, organizationId, of),
  withOlderFacts: await countOlderFacts(tx, organizationId, of),
  openTasks: await readOpenTasks(tx, organizationId, of),
  evidence: await readEvidenceFigures(tx, organizationId, of),
})

const countCustomers = (tx: Tx, organizationId: string, { customerId, planId }: Of): Promise<number> =>
  tx.customer.count({
    where: { organizationId, archivedAt: null, ...(customerId && { id: customerId }), ...(planId && { plans: { some: { id: planId } } }) },
  })

async function countOlderFacts(tx: Tx, organizationId: string, of: Of): Promise<number> {
  const { count } = await one<{ count: number }>(
    tx,
    Prisma.sql`
    select count(*)::int as count
      from customer_document d
     where d.organization_id = ${organizationId}::uuid and d.archived_at is null ${condition('d', of)} and ${showsOlderFacts(organizationId, of)}`,
  )
  return count
}

/** Each number from its own part of the index of open tasks: in one pass over all of them it would take three times as long. */
function readOpenTasks(tx: Tx, organizationId: string, of: Of): Promise<Pick<Figures['tasks'], 'overdue' | 'due_soon' | 'unassigned'>> {
  const count = (which: Prisma.Sql): Prisma.Sql => Prisma.sql`(
    select count(*)::int
      from task t
     where t.organization_id = ${organizationId}::uuid and t.archived_at is null and t.status in ('pending', 'in_progress', 'blocked')
           ${condition('t', of)} and ${which})`
  return one(
    tx,
    Prisma.sql`
    select ${count(Prisma.sql`t.due_date < today`)} as overdue, ${count(Prisma.sql`t.due_date between today and today + 7`)} as due_soon,
           ${count(Prisma.sql`t.assignee_id is null and t.team_id is null`)} as unassigned
      from (select (now() at time zone 'utc')::date as today) clock`,
  )
}

/** A statement that always answers one row. */
async function one<Row>(tx: Tx, statement: Prisma.Sql): Promise<Row> {
  const [row] = await tx.$queryRaw<Row[]>(statement)
  if (!row) throw new Error('Counting answered no row.')
  return row
}
