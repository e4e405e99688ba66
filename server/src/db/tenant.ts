import type { Db, Tx } from './prisma.ts'
import { type Ledger, ledger } from './writes.ts'

/** Whose rows a transaction may see: one organization's, and for customer staff one customer's of it. */
export type Tenant = { organizationId: string; customerId?: string | undefined }

/** Something was changed and nobody recorded who did it: a programming error, found before it is committed. */
export class MissingActivityError extends Error {
  constructor(models: Iterable<string>) {
    super(`A transaction wrote ${[...models].join(', ')} without recording an activity. Call record() in it (server/src/audit/record.ts).`)
    this.name = 'MissingActivityError'
  }
}

/**
 * The one door to a tenant's rows: runs `work` in a transaction that can see nothing else. Role and settings are transaction-local, so a pooled
 * connection carries nothing over. A transaction that writes must also record an activity, else it is rolled back.
 */
export function withTenant<T>(
  db: Db,
  tenant: Tenant,
  work: (tx: Tx) => Promise<T>,
  options: { isolationLevel?: 'RepeatableRead' } = {},
): Promise<T> {
  const entry: Ledger = { writes: new Set(), activities: 0 }
  return ledger.run(entry, () =>
    db.$transaction(async (tx) => {
      await become(tx, tenant)
      const result = await work(tx)
      if (entry.writes.size > 0 && entry.activities === 0) throw new MissingActivityError(entry.writes)
      return result
    }, options),
  )
}

/** Reads several things as they were at one moment, whatever is committed meanwhile. */
export const withTenantSnapshot = <T>(db: Db, tenant: Tenant, read: (tx: Tx) => Promise<T>): Promise<T> =>
  withTenant(db, tenant, read, { isolationLevel: 'RepeatableRead' })

/**
 * The same for mechanisms that write for several organizations in one transaction (the group commit of live edits).
 * `work` runs once per tenant, one after the other; all of it commits together.
 * @param tenants whose rows, or what finds that out in the same transaction, through the identity door
 */
export function withTenants<K extends Tenant>(
  db: Db,
  tenants: readonly K[] | ((tx: Tx) => Promise<readonly K[]>),
  work: (tx: Tx, tenant: K) => Promise<void>,
): Promise<void> {
  return db.$transaction(async (tx) => {
    for (const tenant of typeof tenants === 'function' ? await tenants(tx) : tenants) {
      await become(tx, tenant)
      await work(tx, tenant)
    }
  })
}

async function become(tx: Tx, { organizationId, customerId }: Tenant): Promise<void> {
  await tx.$queryRaw`select set_config('role', 'certloom_tenant', true), set_config('app.organization_id', ${organizationId}, true), set_config('app.customer_id', ${customerId ?? ''}, true)`
}
