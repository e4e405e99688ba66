import { Prisma } from '../db/generated/client.ts'

/** Whose progress is asked for: a plan's, a customer's, or that of everything one may see. */
export type Of = { customerId: string | undefined; planId: string | undefined }

const columns = {
  d: { customer: Prisma.sql`d.customer_id`, plan: Prisma.sql`d.plan_id` },
  t: { customer: Prisma.sql`t.customer_id`, plan: Prisma.sql`t.plan_id` },
  p: { customer: Prisma.sql`p.customer_id`, plan: Prisma.sql`p.id` },
}

/** The rest of a `where` on documents (`d`), tasks (`t`) or plans (`p`). */
export const condition = (of: keyof typeof columns, { customerId, planId }: Of): Prisma.Sql =>
  Prisma.join(
    [
      Prisma.empty,
      ...(customerId ? [Prisma.sql`${columns[of].customer} = ${customerId}::uuid`] : []),
      ...(planId ? [Prisma.sql`${columns[of].plan} = ${planId}::uuid`] : []),
    ],
    ' and ',
  )

/** Joins documents `d` with those of them that have an approved version, `v`. Few are looked up one by one, many in one go. */
export const withApproved = (organizationId: string, { customerId, planId }: Of): Prisma.Sql =>
  customerId || planId
    ? Prisma.sql`left join lateral (select d.id as document_id from document_version a
        where a.organization_id = ${organizationId}::uuid and a.document_id = d.id and a.kind = 'approved' limit 1) v on true`
    : Prisma.sql`left join (select distinct a.document_id from document_version a
        where a.organization_id = ${organizationId}::uuid and a.kind = 'approved') v on v.document_id = d.id`
