import { Prisma } from '../db/generated/client.ts'

/** What `trim` takes for white space, for a database that takes spaces only. */
const blanks =
  '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff'

const trimmed = (text: Prisma.Sql): Prisma.Sql => Prisma.sql`btrim(${text}, ${blanks})`

/** That a document `d` has an approved version that shows facts otherwise than they are said now: `driftOf`, said in SQL. */
export const showsOlderFacts = (organizationId: string): Prisma.Sql => Prisma.sql`
  d.id in (select document_id from document_version
            where organization_id = ${organizationId}::uuid and kind = 'approved' and facts is not null)
  and exists (
    select from (select v.facts from document_version v
                  where v.organization_id = ${organizationId}::uuid and v.document_id = d.id and v.kind = 'approved'
                  order by v.revision desc limit 1) shown
      cross join lateral jsonb_each_text(shown.facts) said(key, value)
      left join fact f on f.organization_id = ${organizationId}::uuid and f.customer_id = d.customer_id and f.key = said.key
     where ${trimmed(Prisma.sql`said.value`)} <> ${trimmed(Prisma.sql`coalesce(f.text, '')`)})`
