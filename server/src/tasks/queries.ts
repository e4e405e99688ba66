import type { TaskFilter } from '@certloom/shared/tasks/contract'
import type { z } from 'zod'
import { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { saying } from '../db/search.ts'

/** Which tasks are asked for, and in which order; what is undefined does not matter. */
export type Filter = z.output<typeof TaskFilter>

/** Where a page ended: what the list is sorted by, and the id. */
export type TaskKey = [value: string, id: string]

/** What tasks without a due date have in its place, in a key. */
export const undated = 'none'

/** The orders there are an index for. Each is read in one direction only, so that a page can begin right behind the last one. */
const orders = {
  due_date: {
    value: Prisma.sql`coalesce(t.due_date::text, ${undated})`,
    order: Prisma.sql`t.due_date, t.id`,
    after: (value: string, id: string) =>
      value === undated
        ? Prisma.sql`t.due_date is null and t.id > ${id}::uuid`
        : Prisma.sql`(t.due_date, t.id) > (${value}::date, ${id}::uuid)`,
  },
  priority: {
    value: Prisma.sql`t.priority::text`,
    order: Prisma.sql`t.priority desc, t.id desc`,
    after: (value: string, id: string) => Prisma.sql`(t.priority, t.id) < (${value}::task_priority, ${id}::uuid)`,
  },
  updated: {
    value: Prisma.sql`t.updated_at::text`,
    order: Prisma.sql`t.updated_at desc, t.id desc`,
    after: (value: string, id: string) => Prisma.sql`(t.updated_at, t.id) < (${value}::timestamptz, ${id}::uuid)`,
  },
} as const

/** The condition that a task's title has the words asked for. */
export const sayingWords = (tx: Tx, { q }: Pick<Filter, 'q'>): Promise<Prisma.Sql[]> =>
  saying(tx, 'task', { id: Prisma.sql`t.id`, name: Prisma.sql`t.title` }, q)

/**
 * Selects ids of tasks and the value they are sorted by, one more than `limit` if there are more. Archived ones are left out.
 * @param words what `sayingWords` made of the filter
 */
export function selectTasks(
  organizationId: string,
  userId: string,
  filter: Filter,
  { limit, after }: { limit: number; after: TaskKey | undefined },
  words: readonly Prisma.Sql[] = [],
): Prisma.Sql {
  const { value, order, after: behind } = orders[filter.sort]
  const conditions = [
    Prisma.sql`t.organization_id = ${organizationId}::uuid and t.archived_at is null`,
    ...placeConditions(filter),
    ...stateConditions(filter, userId),
    ...dueConditions(filter),
    ...words,
  ]
  const select = (place: Prisma.Sql[]) => Prisma.sql`
    select t.id, ${value} as key, t.due_date
      from task t
     where ${Prisma.join([...conditions, ...place], ' and ')}
     order by ${order}
     limit ${limit + 1}`
  if (!after) return select([])
  if (filter.sort !== 'due_date' || after[0] === undated) return select([behind(...after)])
  // Nothing compares with a date that is missing: those without one are read by themselves, and come last
  return Prisma.sql`
    select t.id, t.key from ((${select([behind(...after)])}) union all (${select([Prisma.sql`t.due_date is null`])})) t
     order by ${order} limit ${limit + 1}`
}

/** Counting stops here: more than anybody looks through. */
const countUpTo = 1_000

/** Selects how many tasks each status has, at most 1,000 of each; in an order, because without one the planner reads the whole table for it. */
export function countTasks(
  organizationId: string,
  userId: string,
  filter: Omit<Filter, 'status' | 'sort'>,
  words: readonly Prisma.Sql[] = [],
): Prisma.Sql {
  const conditions = [
    Prisma.sql`t.organization_id = ${organizationId}::uuid and t.archived_at is null`,
    ...placeConditions(filter),
    ...stateConditions(filter, userId),
    ...dueConditions(filter),
    ...words,
  ]
  return Prisma.sql`
    select s.status::text as status, c.count::int as count
      from unnest(enum_range(null::task_status)) s(status)
     cross join lateral (
           select count(*) as count
             from (select from task t where t.status = s.status and ${Prisma.join(conditions, ' and ')}
              order by t.due_date, t.id limit ${countUpTo}) found) c`
}

type Conditions = Omit<Filter, 'sort'>

const placeConditions = (filter: Conditions): Prisma.Sql[] =>
  present([
    filter.customer_id && Prisma.sql`t.customer_id = ${filter.customer_id}::uuid`,
    filter.plan_id && Prisma.sql`t.plan_id = ${filter.plan_id}::uuid`,
    filter.iso_standard_id && Prisma.sql`t.plan_id in (select p.id from iso_plan p where p.framework_id = ${filter.iso_standard_id}::uuid)`,
    filter.document_id && Prisma.sql`t.document_id = ${filter.document_id}::uuid`,
    filter.section_id && Prisma.sql`t.section_id = ${filter.section_id}`,
    filter.task_scope && Prisma.sql`t.scope = ${filter.task_scope}::task_scope`,
    filter.task_type && Prisma.sql`t.type = ${filter.task_type}::task_type`,
  ])

const stateConditions = (filter: Conditions, userId: string): Prisma.Sql[] =>
  present([
    filter.status && statusIn(filter.status),
    filter.priority && Prisma.sql`t.priority = any(${filter.priority}::task_priority[])`,
    filter.requires_evidence !== undefined && Prisma.sql`t.requires_evidence = ${filter.requires_evidence}`,
    filter.evidence_uploaded !== undefined && Prisma.sql`t.has_evidence = ${filter.evidence_uploaded}`,
    filter.assigned_to && assignedTo(filter.assigned_to, userId),
    filter.assigned_team && Prisma.sql`t.team_id = ${filter.assigned_team}::uuid`,
    filter.mine === true && isMine(userId),
    filter.mine === false && Prisma.sql`${isMine(userId)} is not true`,
  ])

/** One status alone keeps the order of an index that begins with it. */
const statusIn = (statuses: readonly string[]): Prisma.Sql =>
  statuses.length === 1 ? Prisma.sql`t.status = ${statuses[0]}::task_status` : Prisma.sql`t.status = any(${statuses}::task_status[])`

const isMine = (userId: string): Prisma.Sql =>
  Prisma.sql`(t.assignee_id = ${userId}::uuid or t.team_id = any(array(select m.team_id from team_member m where m.user_id = ${userId}::uuid)))`

const assignedTo = (whom: string, userId: string): Prisma.Sql =>
  whom === 'nobody'
    ? Prisma.sql`t.assignee_id is null and t.team_id is null`
    : Prisma.sql`t.assignee_id = ${whom === 'me' ? userId : whom}::uuid`

const isOverdue = Prisma.sql`(t.due_date < (now() at time zone 'utc')::date and t.status in ('pending', 'in_progress', 'blocked'))`

const dueConditions = (filter: Conditions): Prisma.Sql[] =>
  present([
    filter.overdue === true && isOverdue,
    filter.overdue === false && Prisma.sql`${isOverdue} is not true`,
    filter.due_from && Prisma.sql`t.due_date >= ${filter.due_from}::date`,
    filter.due_to && Prisma.sql`t.due_date <= ${filter.due_to}::date`,
  ])

const present = (conditions: (Prisma.Sql | string | false | undefined)[]): Prisma.Sql[] =>
  conditions.filter((condition) => condition instanceof Prisma.Sql)
