import { Prisma } from '../db/generated/client.ts'

/** What `trim` takes for white space, for a database that takes spaces only. */
const blanks =
  '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff'

const trimmed = (text: Prisma.Sql): Prisma.Sql => Prisma.sql`btrim(${text}, ${blanks})`

/** Where to look for them: it costs less the less that is. */
type Scope = { customerId: string | undefined; planId: string | undefined }

/**
 * That a document `d` has an approved version that shows facts otherwise than they are said now: `driftOf`, said in SQL. Most say what they said,
 * letter by letter; only the others are compared without their blanks. What is said now is gathered once for each customer, not for each document.
 */
export function showsOlderFacts(organizationId: string, { customerId, planId }: Scope): Prisma.Sql {
  const ofCustomer = customerId ? Prisma.sql`and customer_id = ${customerId}::uuid` : Prisma.empty
  const ofPlan = planId
    ? Prisma.sql`and document_id in (select id from customer_document where organization_id = ${organizationId}::uuid and plan_id = ${planId}::uuid)`
    : Prisma.empty
  return Prisma.sql`d.id in (
    with shown as (
      select distinct on (document_id) document_id, customer_id, facts
        from document_version
       where organization_id = ${organizationId}::uuid and kind = 'approved' ${ofCustomer} ${ofPlan}
       order by document_id, revision desc),
    now as materialized (
      select c.customer_id, (select jsonb_object_agg(f.key, f.text) from fact f
                              where f.organization_id = ${organizationId}::uuid and f.customer_id = c.customer_id) as facts
        from (select distinct customer_id from shown) c)
    select shown.document_id
      from shown
      join now on now.customer_id = shown.customer_id
     where shown.facts is not null and not coalesce(now.facts @> shown.facts, false)
       and exists (select from jsonb_each_text(shown.facts) said(key, value)
                    where ${trimmed(Prisma.sql`said.value`)} <> ${trimmed(Prisma.sql`coalesce(now.facts ->> said.key, '')`)}))`
}
