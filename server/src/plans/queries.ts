import type { PlanStatus } from '@certloom/shared/plans/transitions'
import { Prisma } from '../db/generated/client.ts'

/** Which plans are asked for; what is undefined does not matter. */
export type Filter = {
  plan_status?: PlanStatus[] | undefined
  customer_id?: string | undefined
  iso_standard_id?: string | undefined
  /** a person's id, or `me` */
  owner_id?: string | undefined
}

/** Where a page ended: target date, id. */
export type PlanKey = [target: string, id: string]

/** What plans without a target have in its place, in a key. */
export const undated = 'none'

/** Selects ids of plans and their target, the next one first, one more than `limit` if there are more. Those of archived customers are left out. */
export function selectPlans(
  organizationId: string,
  userId: string,
  filter: Filter,
  { limit, after }: { limit: number; after: PlanKey | undefined },
): Prisma.Sql {
  const conditions = [Prisma.sql`p.organization_id = ${organizationId}::uuid`, ...conditionsOf(filter, userId)]
  const select = (place: Prisma.Sql[]) => Prisma.sql`
    select p.id, coalesce(p.target_completion_date::text, ${undated}) as key, p.target_completion_date as target
      from iso_plan p
      join customer c on c.organization_id = p.organization_id and c.id = p.customer_id and c.archived_at is null
     where ${Prisma.join([...conditions, ...place], ' and ')}
     order by p.target_completion_date, p.id
     limit ${limit + 1}`
  if (!after) return select([])
  const [target, id] = after
  if (target === undated) return select([Prisma.sql`p.target_completion_date is null and p.id > ${id}::uuid`])
  // Nothing compares with a date that is missing: those without one are read by themselves, and come last
  return Prisma.sql`
    select p.id, p.key from ((${select([Prisma.sql`(p.target_completion_date, p.id) > (${target}::date, ${id}::uuid)`])})
                             union all (${select([Prisma.sql`p.target_completion_date is null`])})) p
     order by p.target, p.id limit ${limit + 1}`
}

const conditionsOf = (filter: Filter, userId: string): Prisma.Sql[] =>
  [
    filter.plan_status && Prisma.sql`p.status = any(${filter.plan_status}::plan_status[])`,
    filter.customer_id && Prisma.sql`p.customer_id = ${filter.customer_id}::uuid`,
    filter.iso_standard_id && Prisma.sql`p.framework_id = ${filter.iso_standard_id}::uuid`,
    filter.owner_id && Prisma.sql`p.owner_id = ${filter.owner_id === 'me' ? userId : filter.owner_id}::uuid`,
  ].filter((condition) => condition instanceof Prisma.Sql)
