import type { CustomerFilter } from '@certloom/shared/customers/contract'
import type { z } from 'zod'
import { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { likePattern } from '../db/search.ts'

/** Which customers are asked for, and in which order. */
export type Filter = z.output<typeof CustomerFilter>

/** Where a page ended: what the list is sorted by, and the id. */
export type CustomerKey = [value: string, id: string]

/** When the first open task of an active plan, or of the customer itself, is due. */
const nextDue = Prisma.sql`(
  select t.due_date from task t
   where t.organization_id = c.organization_id and t.customer_id = c.id and t.archived_at is null and t.due_date is not null
     and t.status in ('pending', 'in_progress', 'blocked')
     and (t.plan_id is null
          or exists (select from iso_plan p where p.organization_id = t.organization_id and p.id = t.plan_id and p.status = 'active'))
   order by t.due_date
   limit 1)`

/** The same of every customer that has one, in one pass over an index: asked for a thousand one by one, it would take twice as long. */
const nextDues = (organizationId: string): Prisma.Sql => Prisma.sql`(
  select t.customer_id, min(t.due_date) as first
    from task t
   where t.organization_id = ${organizationId}::uuid and t.archived_at is null and t.status in ('pending', 'in_progress', 'blocked')
     and (t.plan_id is null
          or t.plan_id in (select p.id from iso_plan p where p.organization_id = ${organizationId}::uuid and p.status = 'active'))
   group by 1)`

/** What has no value comes last: it counts as endless, or as less than anything. */
const endless = (order: Filter['order']): Prisma.Sql => (order === 'asc' ? Prisma.sql`'infinity'` : Prisma.sql`'-infinity'`)

const sortedBy: Record<Filter['sort'], (order: Filter['order']) => { value: Prisma.Sql; type: Prisma.Sql }> = {
  name: () => ({ value: Prisma.sql`c.company_name`, type: Prisma.sql`text` }),
  added: () => ({ value: Prisma.sql`c.created_at`, type: Prisma.sql`timestamptz` }),
  progress: (order) => ({ value: Prisma.sql`coalesce(s.score, ${endless(order)}::numeric)`, type: Prisma.sql`numeric` }),
  due_date: (order) => ({ value: Prisma.sql`coalesce(due.first, ${endless(order)}::date)`, type: Prisma.sql`date` }),
}

/** Selects ids of customers and the value they are sorted by, one more than `limit` if there are more. */
export function selectCustomers(
  organizationId: string,
  filter: Filter,
  { limit, after }: { limit: number; after: CustomerKey | undefined },
): Prisma.Sql {
  const { value, type } = sortedBy[filter.sort](filter.order)
  const [direction, behind] = filter.order === 'asc' ? [Prisma.sql`asc`, Prisma.sql`>`] : [Prisma.sql`desc`, Prisma.sql`<`]
  const readsScore = filter.sort === 'progress' || filter.progress !== undefined
  const conditions = [
    Prisma.sql`c.organization_id = ${organizationId}::uuid`,
    filter.archived ? Prisma.sql`c.archived_at is not null` : Prisma.sql`c.archived_at is null`,
    ...conditionsOf(filter),
    ...(after ? [Prisma.sql`(${value}, c.id) ${behind} (${after[0]}::${type}, ${after[1]}::uuid)`] : []),
  ]
  return Prisma.sql`
    select c.id, (${value})::text as key
      from customer c
      ${readsScore ? Prisma.sql`left join customer_score s on s.organization_id = c.organization_id and s.customer_id = c.id` : Prisma.empty}
      ${filter.sort === 'due_date' ? Prisma.sql`left join ${nextDues(organizationId)} due on due.customer_id = c.id` : Prisma.empty}
     where ${Prisma.join(conditions, ' and ')}
     order by ${value} ${direction}, c.id ${direction}
     limit ${limit + 1}`
}

const bands: Record<NonNullable<Filter['progress']>, Prisma.Sql> = {
  no_plan: Prisma.sql`s.score is null`,
  not_started: Prisma.sql`s.score = 0`,
  under_way: Prisma.sql`s.score > 0 and s.score < 100`,
  complete: Prisma.sql`s.score = 100`,
}

function conditionsOf({ q, iso_standard_id, progress }: Filter): Prisma.Sql[] {
  const words = q && likePattern(q)
  return [
    ...(words ? [Prisma.sql`(c.company_name ilike ${words} or c.industry ilike ${words} or c.contact_email ilike ${words})`] : []),
    ...(iso_standard_id
      ? [
          Prisma.sql`exists (select from iso_plan p where p.organization_id = c.organization_id and p.customer_id = c.id
                        and p.framework_id = ${iso_standard_id}::uuid and p.status in ('active', 'paused'))`,
        ]
      : []),
    ...(progress ? [bands[progress]] : []),
  ]
}

/** What is shown of a customer besides its own row. */
export type CustomerFigures = {
  customer_id: string
  iso_codes: string[]
  active_plans: number
  overall_progress_percentage: number
  next_due_date: string | null
}

/** How these customers are; in no order. The view is told the ids itself: through the join it would count all customers first. */
export function readFigures(tx: Tx, organizationId: string, ids: readonly string[]): Promise<CustomerFigures[]> {
  return tx.$queryRaw<CustomerFigures[]>`
    select c.id as customer_id, g.active_plans::int, g.overall_progress_percentage::float8, ${nextDue}::text as next_due_date,
           array(select distinct f.code from iso_plan p join framework f on f.id = p.framework_id
                  where p.organization_id = c.organization_id and p.customer_id = c.id and p.status in ('active', 'paused')
                  order by f.code) as iso_codes
      from customer c
      join customer_progress g on g.organization_id = c.organization_id and g.customer_id = c.id
     where c.organization_id = ${organizationId}::uuid and c.id = any(${ids}::uuid[]) and g.customer_id = any(${ids}::uuid[])`
}
