import type { Services } from '../context.ts'
import { findWithoutSnapshot } from '../db/identity.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'

/**
 * Writes down how far every organization, its customers and its open plans are, once on each of its days: whoever finds the day written, or is
 * overtaken by another process, writes nothing. Called at the start and every hour, because days begin at another hour in each time zone.
 */
export async function takeSnapshots({ db, log }: Pick<Services, 'db' | 'log'>, now = new Date()): Promise<void> {
  for (const { organization_id, day } of await findWithoutSnapshot(db, now)) {
    try {
      await withTenant(db, { organizationId: organization_id }, (tx) => writeDay(tx, organization_id, day))
    } catch (error) {
      log.error({ err: error, organization: organization_id }, 'the progress of a day could not be written down')
    }
  }
}

/** What is archived is left out, and what has no open plan but the organization itself. */
async function writeDay(tx: Tx, organizationId: string, day: string): Promise<void> {
  await tx.$executeRaw`
    with open as materialized (
      select g.* from plan_progress g
        join customer c on c.organization_id = g.organization_id and c.id = g.customer_id and c.archived_at is null
       where g.organization_id = ${organizationId}::uuid and g.plan_status in ('active', 'paused')),
    subject as (
      select plan_id as id, customer_id, plan_id, plan_status, overall_progress_percentage as progress,
             total_documents, approved_documents, total_tasks, completed_tasks
        from open
       union all
      select customer_id, customer_id, null, plan_status, overall_progress_percentage, total_documents, approved_documents, total_tasks, completed_tasks
        from open
       union all
      select ${organizationId}::uuid, null, null, plan_status, overall_progress_percentage, total_documents, approved_documents, total_tasks, completed_tasks
        from open
       union all
      select ${organizationId}::uuid, null, null, null, null, 0, 0, 0, 0)
    insert into score_snapshot (organization_id, subject_id, day, customer_id, plan_id, progress_percentage,
                                total_documents, approved_documents, total_tasks, completed_tasks)
    select ${organizationId}::uuid, id, ${day}::date, customer_id, plan_id,
           coalesce(round(avg(progress) filter (where plan_status = 'active' or plan_id is not null), 2), 0),
           sum(total_documents), sum(approved_documents), sum(total_tasks), sum(completed_tasks)
      from subject
     group by id, customer_id, plan_id
    on conflict do nothing`
}
