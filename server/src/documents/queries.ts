import type { DocumentFilter } from '@certloom/shared/documents/contract'
import type { z } from 'zod'
import { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { saying } from '../db/search.ts'
import { showsOlderFacts } from '../facts/olderFacts.ts'

/** Which documents are asked for, and in which order; what is undefined does not matter. */
export type Filter = z.output<typeof DocumentFilter>

/** Where a page ended: what the list is sorted by, and the id. */
export type DocumentKey = [value: string | number, id: string]

/** What documents without a due date have in its place, in a key. */
export const undated = 'none'

/** Within a customer or plan documents have an order of their own; else they are listed as they were made. */
export const orderOf = ({ sort, customer_id, plan_id }: Filter): keyof typeof orders =>
  sort !== 'position' ? sort : customer_id === undefined && plan_id === undefined ? 'made' : 'position'

/** The orders there are an index for. Each is read in one direction only, so that a page can begin right behind the last one. */
const orders = {
  position: {
    value: Prisma.sql`d.position`,
    order: Prisma.sql`d.position, d.id`,
    after: ([value, id]: DocumentKey) => Prisma.sql`(d.position, d.id) > (${value}::int, ${id}::uuid)`,
  },
  made: { value: Prisma.sql`0`, order: Prisma.sql`d.id`, after: ([, id]: DocumentKey) => Prisma.sql`d.id > ${id}::uuid` },
  due_date: {
    value: Prisma.sql`coalesce(d.due_date::text, ${undated})`,
    order: Prisma.sql`d.due_date, d.id`,
    after: ([value, id]: DocumentKey) =>
      value === undated
        ? Prisma.sql`d.due_date is null and d.id > ${id}::uuid`
        : Prisma.sql`(d.due_date, d.id) > (${value}::date, ${id}::uuid)`,
  },
  updated: {
    value: Prisma.sql`d.updated_at::text`,
    order: Prisma.sql`d.updated_at desc, d.id desc`,
    after: ([value, id]: DocumentKey) => Prisma.sql`(d.updated_at, d.id) < (${value}::timestamptz, ${id}::uuid)`,
  },
} as const

/** The condition that a document's name has the words asked for. */
export const sayingWords = (tx: Tx, { q }: Pick<Filter, 'q'>): Promise<Prisma.Sql[]> =>
  saying(tx, 'customer_document', { id: Prisma.sql`d.id`, name: Prisma.sql`d.name` }, q)

/**
 * Selects ids of documents and the value they are sorted by, one more than `limit` if there are more. Archived ones are kept and not shown:
 * whoever archives a customer or cancels a plan archives its documents with it, so that lists need no join.
 * @param words what `sayingWords` made of the filter
 */
export function selectDocuments(
  organizationId: string,
  userId: string,
  filter: Filter,
  { limit, after: key }: { limit: number; after: DocumentKey | undefined },
  words: readonly Prisma.Sql[] = [],
): Prisma.Sql {
  const { value, order, after } = orders[orderOf(filter)]
  const conditions = [
    Prisma.sql`d.organization_id = ${organizationId}::uuid and d.archived_at is null`,
    ...conditionsOf(filter, organizationId, userId),
    ...words,
  ]
  const select = (place: Prisma.Sql[]) => Prisma.sql`
    select d.id, ${value} as key, d.due_date
      from customer_document d
     where ${Prisma.join([...conditions, ...place], ' and ')}
     order by ${order}
     limit ${limit + 1}`
  if (!key) return select([])
  if (filter.sort !== 'due_date' || key[0] === undated) return select([after(key)])
  // Nothing compares with a date that is missing: those without one are read by themselves, and come last
  return Prisma.sql`
    select d.id, d.key from ((${select([after(key)])}) union all (${select([Prisma.sql`d.due_date is null`])})) d
     order by ${order} limit ${limit + 1}`
}

const conditionsOf = (filter: Filter, organizationId: string, userId: string): Prisma.Sql[] =>
  [
    filter.customer_id && Prisma.sql`d.customer_id = ${filter.customer_id}::uuid`,
    filter.plan_id && Prisma.sql`d.plan_id = ${filter.plan_id}::uuid`,
    filter.status && Prisma.sql`d.status = any(${filter.status}::document_status[])`,
    filter.assigned_to && assignedTo(filter.assigned_to, userId),
    filter.facts && showsOlderFacts(organizationId, { customerId: filter.customer_id, planId: filter.plan_id }),
  ].filter((condition) => condition instanceof Prisma.Sql)

const assignedTo = (whom: string, userId: string): Prisma.Sql =>
  whom === 'nobody' ? Prisma.sql`d.assignee_id is null` : Prisma.sql`d.assignee_id = ${whom === 'me' ? userId : whom}::uuid`
