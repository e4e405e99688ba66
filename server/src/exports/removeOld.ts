import type { Services } from '../context.ts'
import { listOrganizations } from '../db/identity.ts'
import { withTenant } from '../db/tenant.ts'

/** Deletes exports whose day is over, with their files. A file that a crash leaves is swept like every file without a row. */
export async function removeOldExports({ db, files }: Pick<Services, 'db' | 'files'>, now = new Date()): Promise<void> {
  for (const organizationId of await listOrganizations(db)) {
    const old = await withTenant(db, { organizationId }, async (tx) => {
      const where = { organizationId, expiresAt: { lte: now } }
      const found = await tx.exportJob.findMany({ where, select: { storageKey: true } })
      if (found.length > 0) await tx.exportJob.deleteMany({ where })
      return found
    })
    for (const { storageKey } of old) if (storageKey !== null) await files.delete(storageKey)
  }
}
