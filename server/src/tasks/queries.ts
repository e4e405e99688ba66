import type { TaskFilter } from '@certloom/shared/tasks/contract'
import type { z } from 'zod'
import { Prisma } from '../db/generated/client.ts'
import { likePattern } from '../db/search.ts'

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

/** Selects ids of tasks and the value they are sorted by, one more than `limit` if there are more. Archived ones are left out. */
export function selectTasks(
  organizationId: string,
  userId: string,
  filter: Filter,
  { limit, after }: { limit: number; after: TaskKey | undefined },
): Prisma.Sql {
  const { value, order, after: behind } = orders[filter.sort]
  const conditions = [
    Prisma.sql`t.organization_id = ${organizationId}::uuid and t.archived_at is null`,
    ...placeConditions(filter),
    ...stateConditions(filter, userId),
    ...dueConditions(filter),
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

const placeConditions = (filter: Filter): Prisma.Sql[] =>
  present([
    filter.customer_id && Prisma.sql`t.customer_id = ${filter.customer_id}::uuid`,
    filter.plan_id && Prisma.sql`t.plan_id = ${filter.plan_id}::uuid`,
    filter.document_id && Prisma.sql`t.document_id = ${filter.document_id}::uuid`,
    filter.section_id && Prisma.sql`t.section_id = ${filter.section_id}`,
    filter.task_scope && Prisma.sql`t.scope = ${filter.task_scope}::task_scope`,
    filter.task_type && Prisma.sql`t.type = ${filter.task_type}::task_type`,
    filter.q && Prisma.sql`t.title ilike ${likePattern(filter.q)}`,
  ])

const stateConditions = (filter: Filter, userId: string): Prisma.Sql[] =>
  present([
    filter.status && Prisma.sql`t.status = any(${filter.status}::task_status[])`,
    filter.priority && Prisma.sql`t.priority = any(${filter.priority}::task_priority[])`,
    filter.requires_evidence !== undefined && Prisma.sql`t.requires_evidence = ${filter.requires_evidence}`,
    filter.evidence_uploaded !== undefined && Prisma.sql`t.has_evidence = ${filter.evidence_uploaded}`,
    filter.assigned_to && assignedTo(filter.assigned_to, userId),
  ])

const assignedTo = (whom: string, userId: string): Prisma.Sql =>
  whom === 'nobody' ? Prisma.sql`t.assignee_id is null` : Prisma.sql`t.assignee_id = ${whom === 'me' ? userId : whom}::uuid`

const isOverdue = Prisma.sql`(t.due_date < (now() at time zone 'utc')::date and t.status in ('pending', 'in_progress', 'blocked'))`

const dueConditions = (filter: Filter): Prisma.Sql[] =>
  present([
    filter.overdue === true && isOverdue,
    filter.overdue === false && Prisma.sql`${isOverdue} is not true`,
    filter.due_from && Prisma.sql`t.due_date >= ${filter.due_from}::date`,
    filter.due_to && Prisma.sql`t.due_date <= ${filter.due_to}::date`,
  ])

const present = (conditions: (Prisma.Sql | string | false | undefined)[]): Prisma.Sql[] =>
  conditions.filter((condition) => condition instanceof Prisma.Sql)
