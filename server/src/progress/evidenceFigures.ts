import { expiresSoonDays } from '@certloom/shared/evidence/validity'
import type { Figures } from '@certloom/shared/progress/contract'
import { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import type { Of } from './of.ts'

/** What waits for review and what is or soon will be no longer valid: of a plan what is linked to its documents and tasks. */
export async function readEvidenceFigures(
  tx: Tx,
  organizationId: string,
  { customerId, planId }: Of,
): Promise<Pick<Figures['evidence'], 'pending' | 'expiring' | 'expired'>> {
  const ofCustomer = customerId ? Prisma.sql`and e.customer_id = ${customerId}::uuid` : Prisma.empty
  const ofPlan = planId ? Prisma.sql`and e.id in (${linkedTo(organizationId, planId)})` : Prisma.empty
  const ofThese = Prisma.sql`e.organization_id = ${organizationId}::uuid and e.archived_at is null ${ofCustomer} ${ofPlan}
    and exists (select from customer c where c.organization_id = e.organization_id and c.id = e.customer_id and c.archived_at is null)`
  const today = Prisma.sql`(now() at time zone 'utc')::date`
  const [row] = await tx.$queryRaw<Pick<Figures['evidence'], 'pending' | 'expiring' | 'expired'>[]>`
    select (select count(*) from evidence e where ${ofThese} and e.status = 'pending')::int as pending,
           count(*) filter (where e.valid_until >= ${today})::int as expiring, count(*) filter (where e.valid_until < ${today})::int as expired
      from evidence e
     where ${ofThese} and e.status <> 'rejected' and e.valid_until <= ${today} + ${expiresSoonDays}::int`
  if (!row) throw new Error('Counting answered no row.')
  return row
}

const linkedTo = (organizationId: string, planId: string): Prisma.Sql => Prisma.sql`
  select l.evidence_id from evidence_link l join customer_document d on d.organization_id = l.organization_id and d.id = l.document_id
   where l.organization_id = ${organizationId}::uuid and d.plan_id = ${planId}::uuid
  union all
  select l.evidence_id from evidence_link l join task t on t.organization_id = l.organization_id and t.id = l.task_id
   where l.organization_id = ${organizationId}::uuid and t.plan_id = ${planId}::uuid`
