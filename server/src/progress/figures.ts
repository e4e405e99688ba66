import type { Figures } from '@certloom/shared/progress/contract'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { showsOlderFacts } from '../facts/olderFacts.ts'
import { readEvidenceFigures } from './evidenceFigures.ts'
import { condition, type Of, withApproved } from './of.ts'
import { readOverall } from './overall.ts'

/** The numbers of a dashboard, each as long as the list it opens. What is archived counts for nothing; a customer's staff counts its own only. */
export function getFigures(ctx: Ctx, of: Of): Promise<Figures> {
  const signedIn = authorize(ctx, 'plan.read', of.customerId)
  const { organizationId } = signedIn.actor
  return withTenant(ctx.db, tenantOf(signedIn), (tx) => readFigures(tx, organizationId, of))
}

async function readFigures(tx: Tx, organizationId: string, of: Of): Promise<Figures> {
  const plans = await readPlanCounts(tx, organizationId, of)
  const documents = await readDocumentCounts(tx, organizationId, of)
  const tasks = await readTaskCounts(tx, organizationId, of)
  const open = await readOpenTasks(tx, organizationId, of)
  return {
    overall_progress_percentage: (await readOverall(tx, organizationId, of)).overall_progress_percentage,
    customers: await countCustomers(tx, organizationId, of),
    plans,
    documents: { ...documents, with_older_facts: await countOlderFacts(tx, organizationId, of) },
    tasks: {
      total: tasks.total,
      pending: tasks.pending,
      in_progress: tasks.in_progress,
      blocked: tasks.blocked,
      completed: tasks.completed,
      ...open,
    },
    evidence: { required: tasks.required, given: tasks.given, ...(await readEvidenceFigures(tx, organizationId, of)) },
  }
}

const countCustomers = (tx: Tx, organizationId: string, { customerId, planId }: Of): Promise<number> =>
  tx.customer.count({
    where: { organizationId, archivedAt: null, ...(customerId && { id: customerId }), ...(planId && { plans: { some: { id: planId } } }) },
  })

const readPlanCounts = (tx: Tx, organizationId: string, of: Of) =>
  one<Figures['plans']>(
    tx,
    Prisma.sql`
    select count(*) filter (where p.status = 'active')::int as active, count(*) filter (where p.status = 'paused')::int as paused,
           count(*) filter (where p.status = 'completed')::int as completed, count(*) filter (where p.status = 'cancelled')::int as cancelled
      from iso_plan p
      join customer c on c.organization_id = p.organization_id and c.id = p.customer_id and c.archived_at is null
     where p.organization_id = ${organizationId}::uuid ${condition('p', of)}`,
  )

const readDocumentCounts = (tx: Tx, organizationId: string, of: Of) =>
  one<Omit<Figures['documents'], 'with_older_facts'>>(
    tx,
    Prisma.sql`
    select count(*)::int as total, count(v.document_id)::int as with_approved_version,
           count(*) filter (where d.status = 'not_started')::int as not_started,
           count(*) filter (where d.status = 'in_progress')::int as in_progress,
           count(*) filter (where d.status = 'pending_review')::int as pending_review,
           count(*) filter (where d.status = 'approved')::int as approved,
           count(*) filter (where d.status = 'changes_requested')::int as changes_requested,
           count(*) filter (where d.status = 'rejected')::int as rejected
      from customer_document d
      ${withApproved(organizationId, of)}
     where d.organization_id = ${organizationId}::uuid and d.archived_at is null ${condition('d', of)}`,
  )

async function countOlderFacts(tx: Tx, organizationId: string, of: Of): Promise<number> {
  const { count } = await one<{ count: number }>(
    tx,
    Prisma.sql`
    select count(*)::int as count
      from customer_document d
     where d.organization_id = ${organizationId}::uuid and d.archived_at is null ${condition('d', of)} and ${showsOlderFacts(organizationId)}`,
  )
  return count
}

type TaskCounts = Pick<Figures['tasks'], 'total' | 'pending' | 'in_progress' | 'blocked' | 'completed'> &
  Pick<Figures['evidence'], 'required' | 'given'>

/** Counted by state first: row by row seven filters would take four times as long. */
const readTaskCounts = (tx: Tx, organizationId: string, of: Of) =>
  one<TaskCounts>(
    tx,
    Prisma.sql`
    select coalesce(sum(n), 0)::int as total,
           coalesce(sum(n) filter (where status = 'pending'), 0)::int as pending,
           coalesce(sum(n) filter (where status = 'in_progress'), 0)::int as in_progress,
           coalesce(sum(n) filter (where status = 'blocked'), 0)::int as blocked,
           coalesce(sum(n) filter (where status = 'completed'), 0)::int as completed,
           coalesce(sum(n) filter (where requires_evidence), 0)::int as required,
           coalesce(sum(n) filter (where requires_evidence and has_evidence), 0)::int as given
      from (select t.status, t.requires_evidence, t.has_evidence, count(*) as n
              from task t
             where t.organization_id = ${organizationId}::uuid and t.archived_at is null and t.status <> 'cancelled' ${condition('t', of)}
             group by 1, 2, 3) states`,
  )

const readOpenTasks = (tx: Tx, organizationId: string, of: Of) =>
  one<Pick<Figures['tasks'], 'overdue' | 'due_soon' | 'unassigned'>>(
    tx,
    Prisma.sql`
    select count(*) filter (where t.due_date < today)::int as overdue,
           count(*) filter (where t.due_date between today and today + 7)::int as due_soon,
           count(*) filter (where t.assignee_id is null and t.team_id is null)::int as unassigned
      from task t, (select (now() at time zone 'utc')::date as today) clock
     where t.organization_id = ${organizationId}::uuid and t.archived_at is null and t.status in ('pending', 'in_progress', 'blocked')
           ${condition('t', of)}`,
  )

/** A statement that always answers one row. */
async function one<Row>(tx: Tx, statement: Prisma.Sql): Promise<Row> {
  const [row] = await tx.$queryRaw<Row[]>(statement)
  if (!row) throw new Error('Counting answered no row.')
  return row
}
