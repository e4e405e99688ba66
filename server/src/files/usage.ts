import { AppError } from '@certloom/shared/errors'
import { Prisma } from '../db/generated/client.ts'
import { storageUsed } from '../db/identity.ts'
import type { Tx } from '../db/prisma.ts'

/** What files take, as REST answers it: those in the trash take their room until their bytes go. */
export type Usage = { used_bytes: number; trash_bytes: number; file_count: number }

const sums = Prisma.sql`
  coalesce(sum(f.size_bytes), 0)::float8 as used_bytes,
  coalesce(sum(f.size_bytes) filter (where f.deleted_at is not null), 0)::float8 as trash_bytes,
  count(*) filter (where f.deleted_at is null)::int as file_count`

/** What an organization's files take, or those of one customer of it. */
export async function usageOf(tx: Tx, organizationId: string, customerId?: string): Promise<Usage> {
  const ofCustomer = customerId === undefined ? Prisma.empty : Prisma.sql`and f.customer_id = ${customerId}::uuid`
  const [usage] = await tx.$queryRaw<Usage[]>`
    select ${sums} from storage_file f where f.organization_id = ${organizationId}::uuid and f.purged_at is null ${ofCustomer}`
  return usage ?? { used_bytes: 0, trash_bytes: 0, file_count: 0 }
}

/** The customers whose files take most, the largest first. */
export const usageByCustomer = (tx: Tx, organizationId: string): Promise<(Usage & { customer_id: string; customer_name: string })[]> =>
  tx.$queryRaw`
    select c.id as customer_id, c.company_name as customer_name, ${sums}
      from storage_file f join customer c on c.organization_id = f.organization_id and c.id = f.customer_id
     where f.organization_id = ${organizationId}::uuid and f.purged_at is null
     group by c.id, c.company_name
     order by sum(f.size_bytes) desc, c.id
     limit 100`

/**
 * Makes sure that a file of this size still fits, in the transaction that writes it: uploads of an organization with a limit wait for each other.
 * @throws `too_large` if it does not
 */
export async function requireRoom(tx: Tx, organizationId: string, sizeBytes: number): Promise<void> {
  const { storageLimitBytes } = await tx.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { storageLimitBytes: true },
  })
  if (storageLimitBytes === null) return
  const limit = await holdLimit(tx, organizationId)
  if (limit !== null && (await storageUsed(tx)) + sizeBytes > limit)
    throw new AppError('too_large', 'The storage of this organization is full. Delete files, or ask an owner or admin to raise the limit.')
}

/** The limit as it stays until the end of the transaction; rows that only belong to the organization are written meanwhile. */
async function holdLimit(tx: Tx, organizationId: string): Promise<number | null> {
  const [held] = await tx.$queryRaw<{ limit: number | null }[]>`
    select storage_limit_bytes::float8 as limit from organization where id = ${organizationId}::uuid for no key update`
  return held?.limit ?? null
}
