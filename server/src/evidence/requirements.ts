import { type RequirementState, requirementStates } from '@certloom/shared/evidence/listing'
import { dayAfter, expiresSoonDays, validityOn } from '@certloom/shared/evidence/validity'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import { getCustomerIn } from '../customers/service.ts'
import { today } from '../db/days.ts'
import { Prisma } from '../db/generated/client.ts'
import type { EvidenceStatus } from '../db/generated/enums.ts'
import { likePattern } from '../db/search.ts'
import { withTenant } from '../db/tenant.ts'
import { namesOf, presentPerson } from '../members/names.ts'

/** A requirement as it is read, and where it stands in the list. */
type Row = {
  task_id: string
  title: string
  evidence_description: string | null
  evidence_format: string | null
  plan_id: string | null
  plan_name: string | null
  document_id: string | null
  document_name: string | null
  section_id: string | null
  assignee_id: string | null
  due_date: string | null
  /** into `requirementStates` */
  rank: number
  evidence: { id: string; title: string; status: EvidenceStatus; valid_until: string | null; rejection_reason: string | null }[]
  plan_key: string
  position: number
}

/** Behind every plan there is: those of the customer come last. */
const lastPlan = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/**
 * The tasks of a customer that require evidence and were not called off, each with the best of what is linked to it or to its section. What
 * expired counts as not there, though it keeps filled what it filled.
 */
function requirementsOf(organizationId: string, customerId: string): Prisma.Sql {
  const [day, soon] = [today(), dayAfter(today(), expiresSoonDays)]
  return Prisma.sql`
    select t.id as task_id, t.title, t.evidence_description, t.evidence_format, t.plan_id, p.name as plan_name, t.document_id,
           d.name as document_name, t.section_id, t.assignee_id, to_char(t.due_date, 'YYYY-MM-DD') as due_date,
           coalesce(t.plan_id, ${lastPlan}::uuid) as plan_key, coalesce(d.position, -1) as position,
           coalesce(linked.rank, 0) as rank, coalesce(linked.evidence, '[]'::json) as evidence
      from task t
      left join iso_plan p on p.organization_id = t.organization_id and p.id = t.plan_id
      left join customer_document d on d.organization_id = t.organization_id and d.id = t.document_id
      left join lateral (
        select max(case when e.status = 'rejected' then 1
                        when e.valid_until < ${day}::date then 2
                        when e.status = 'pending' then 3
                        when e.valid_until <= ${soon}::date then 4
                        else 5 end) as rank,
               json_agg(json_build_object('id', e.id, 'title', e.title, 'status', e.status, 'rejection_reason', e.rejection_reason,
                                          'valid_until', to_char(e.valid_until, 'YYYY-MM-DD')) order by e.id desc) as evidence
          from evidence e
         where e.organization_id = t.organization_id and e.archived_at is null
           and e.id in (select l.evidence_id from evidence_link l where l.organization_id = t.organization_id and l.task_id = t.id
                        union all
                        select l.evidence_id from evidence_link l
                         where l.organization_id = t.organization_id and l.document_id = t.document_id and l.section_id = t.section_id)
      ) linked on true
     where t.organization_id = ${organizationId}::uuid and t.customer_id = ${customerId}::uuid
       and t.requires_evidence and t.archived_at is null and t.status <> 'cancelled'`
}

export type RequirementFilter = {
  customer_id: string
  plan_id?: string | undefined
  document_id?: string | undefined
  state?: RequirementState | undefined
  q?: string | undefined
}

/** Where a page ended. */
export type RequirementKey = [plan: string, position: number, taskId: string]

/** Evidence that is required of a customer, by plan and document, behind `after`; one more than `limit` if there is more. */
export function listRequirements(
  ctx: Ctx,
  { customer_id, plan_id, document_id, state, q }: RequirementFilter,
  { limit, after }: { limit: number; after: RequirementKey | undefined },
): Promise<{ rows: Row[]; names: ReadonlyMap<string, string> }> {
  const signedIn = authorize(ctx, 'task.read', customer_id)
  const conditions = [
    Prisma.sql`true`,
    plan_id && Prisma.sql`r.plan_id = ${plan_id}::uuid`,
    document_id && Prisma.sql`r.document_id = ${document_id}::uuid`,
    state && Prisma.sql`r.rank = ${requirementStates.indexOf(state)}`,
    q && Prisma.sql`concat_ws(' ', r.title, r.document_name, r.evidence_description) ilike ${likePattern(q)}`,
    after && Prisma.sql`(r.plan_key, r.position, r.task_id) > (${after[0]}::uuid, ${after[1]}, ${after[2]}::uuid)`,
  ].filter((condition) => condition instanceof Prisma.Sql)
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await getCustomerIn(tx, customer_id)
    const rows = await tx.$queryRaw<Row[]>`
      select * from (${requirementsOf(signedIn.actor.organizationId, customer_id)}) r
       where ${Prisma.join(conditions, ' and ')}
       order by r.plan_key, r.position, r.task_id
       limit ${limit + 1}`
    return {
      rows,
      names: await namesOf(
        tx,
        rows.flatMap(({ assignee_id }) => assignee_id ?? []),
      ),
    }
  })
}

const stateOf = (rank: number): RequirementState => requirementStates[rank] ?? 'missing'

/** A requirement as REST answers it. */
export const presentRequirement = (
  { rank, assignee_id, evidence, plan_key: _plan, position: _position, ...row }: Row,
  names: ReadonlyMap<string, string>,
) => ({
  ...row,
  assignee: assignee_id === null ? null : presentPerson(assignee_id, names),
  state: stateOf(rank),
  evidence: evidence.map(({ valid_until, ...one }) => ({ ...one, validity: validityOn(valid_until, today()) })),
})

type Counted = {
  plan_id: string | null
  plan_name: string | null
  document_id: string | null
  document_name: string | null
  rank: number
  count: number
}

/** How much evidence is required of a customer and how it stands, as a whole, by plan and by document. */
export function summarize(ctx: Ctx, customerId: string) {
  const signedIn = authorize(ctx, 'task.read', customerId)
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await getCustomerIn(tx, customerId)
    const counted = await tx.$queryRaw<Counted[]>`
      select r.plan_id, r.plan_name, r.document_id, r.document_name, r.rank, count(*)::int as count
        from (${requirementsOf(signedIn.actor.organizationId, customerId)}) r
       group by r.plan_key, r.plan_id, r.plan_name, r.position, r.document_id, r.document_name, r.rank
       order by r.plan_key, r.position`
    const inState = (state: RequirementState) => sum(counted.filter(({ rank }) => stateOf(rank) === state))
    return {
      required: sum(counted),
      missing: inState('missing'),
      rejected: inState('rejected'),
      expired: inState('expired'),
      waiting: inState('waiting'),
      expiring: inState('expiring'),
      present: inState('present'),
      by_plan: grouped(counted, ({ plan_id }) => plan_id).map(({ first: { plan_id, plan_name }, ...counts }) => ({
        plan_id,
        plan_name,
        ...counts,
      })),
      by_document: grouped(
        counted.filter(({ document_id }) => document_id !== null),
        ({ document_id }) => document_id,
      ).map(({ first: { document_id, document_name }, ...counts }) => ({
        document_id: document_id ?? '',
        document_name: document_name ?? '',
        ...counts,
      })),
    }
  })
}

const sum = (counted: readonly Counted[]): number => counted.reduce((total, { count }) => total + count, 0)

const isPresent = ({ rank }: Counted): boolean => stateOf(rank) === 'present' || stateOf(rank) === 'expiring'

const grouped = (counted: readonly Counted[], by: (row: Counted) => string | null) =>
  [...Map.groupBy(counted, by).values()].flatMap((rows) => {
    const [first] = rows
    return first ? [{ first, required: sum(rows), present: sum(rows.filter(isPresent)) }] : []
  })
