import type { Deadline } from '@certloom/shared/progress/contract'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import { Prisma } from '../db/generated/client.ts'
import { withTenant } from '../db/tenant.ts'
import { condition, type Of } from './of.ts'

/**
 * What is due from today (UTC) on, the next first: targets of open plans, documents that are not approved, and open tasks that ask for no section.
 * Tasks of sections are due with their document and counted there.
 */
export function listDeadlines(ctx: Ctx, of: Of, limit: number): Promise<Deadline[]> {
  const signedIn = authorize(ctx, 'plan.read', of.customerId)
  const { organizationId } = signedIn.actor
  return withTenant(ctx.db, tenantOf(signedIn), (tx) => tx.$queryRaw<Deadline[]>(selectDeadlines(organizationId, of, limit)))
}

const fromToday = (column: Prisma.Sql): Prisma.Sql => Prisma.sql`${column} >= (now() at time zone 'utc')::date`

/** Each kind is read from its own index as far as needed, then the three are one list. */
export const selectDeadlines = (organizationId: string, of: Of, limit: number): Prisma.Sql => Prisma.sql`
  select n.kind, n.id, n.name, n.due::text as due_date, n.customer_id, c.company_name as customer_name, n.plan_id,
         case when n.kind <> 'customer_document' then 0 else
           (select count(*) from task t
             where t.organization_id = ${organizationId}::uuid and t.document_id = n.id and t.archived_at is null
               and t.status in ('pending', 'in_progress', 'blocked')) end::int as open_tasks
    from ((select 'iso_plan' as kind, p.id, p.name, p.target_completion_date as due, p.customer_id, p.id as plan_id
             from iso_plan p
             join customer c on c.organization_id = p.organization_id and c.id = p.customer_id and c.archived_at is null
            where p.organization_id = ${organizationId}::uuid and p.status in ('active', 'paused')
              and ${fromToday(Prisma.sql`p.target_completion_date`)} ${condition('p', of)}
            order by p.target_completion_date, p.id limit ${limit})
          union all
          (select 'customer_document', d.id, d.name, d.due_date, d.customer_id, d.plan_id
             from customer_document d
            where d.organization_id = ${organizationId}::uuid and d.archived_at is null and d.status <> 'approved'
              and ${fromToday(Prisma.sql`d.due_date`)} ${condition('d', of)}
            order by d.due_date, d.id limit ${limit})
          union all
          (select 'task', t.id, t.title, t.due_date, t.customer_id, t.plan_id
             from task t
            where t.organization_id = ${organizationId}::uuid and t.archived_at is null and t.status in ('pending', 'in_progress', 'blocked')
              and t.section_id is null and ${fromToday(Prisma.sql`t.due_date`)} ${condition('t', of)}
            order by t.due_date, t.id limit ${limit})) n
    join customer c on c.organization_id = ${organizationId}::uuid and c.id = n.customer_id
   order by n.due, n.kind, n.id
   limit ${limit}`
