import type { CustomerRole, OrganizationRole } from '@certloom/shared/roles'
import { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'

export type MemberRow = {
  user_id: string
  name: string
  email: string
  color: number
  role: OrganizationRole | CustomerRole
  customer_id: string | null
  is_active: boolean
}

/** Where a page begins: after this name and id. */
export type MemberCursor = { name: string; userId: string }

type Filter = { organizationId: string; customerId?: string | undefined; after?: MemberCursor | undefined; limit: number }

/**
 * People by name, each once: where they are active, else where they last were. Starts at the tenant's own rows, so that its index is used and
 * not the table of all people.
 */
export function listMembers(tx: Tx, { organizationId, customerId, after, limit }: Filter): Promise<MemberRow[]> {
  const ofCustomer = customerId === undefined ? Prisma.empty : Prisma.sql`where place.customer_id = ${customerId}::uuid`
  const afterCursor = after ? Prisma.sql`where (u.name, u.id) > (${after.name}, ${after.userId}::uuid)` : Prisma.empty
  return tx.$queryRaw<MemberRow[]>`
    select u.id as user_id, u.name, u.email, u.color, p.role, p.customer_id, p.is_active
      from (select distinct on (place.user_id) place.*
              from (select user_id, role::text as role, null::uuid as customer_id, deactivated_at is null as is_active
                      from organization_member where organization_id = ${organizationId}::uuid
                    union all
                    select user_id, role::text, customer_id, deactivated_at is null
                      from customer_member where organization_id = ${organizationId}::uuid) place
              ${ofCustomer}
             order by place.user_id, place.is_active desc, place.customer_id nulls first) p
      join "user" u on u.id = p.user_id
      ${afterCursor}
     order by u.name, u.id
     limit ${limit}`
}

/** How many people of the organization and its customers have each presence colour. */
export const countColors = (tx: Tx, organizationId: string): Promise<{ color: number; people: number }[]> =>
  tx.$queryRaw<{ color: number; people: number }[]>`
    select u.color, count(*)::int as people
      from (select user_id from organization_member where organization_id = ${organizationId}::uuid
            union select user_id from customer_member where organization_id = ${organizationId}::uuid) p
      join "user" u on u.id = p.user_id
     group by u.color`
