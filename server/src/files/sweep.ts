import type { Db } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { type FileStore, organizationOfKey } from './store.ts'

/** An upload takes minutes at most: what is older and belongs to nothing never will, in milliseconds. */
const grace = 3_600_000
const keysAtOnce = 500

/** Deletes what a crash left: uploads that were not finished, and bytes whose row was never written or says they went. */
export async function sweepFiles({ files, db }: { files: FileStore; db: Db }, now = Date.now()): Promise<void> {
  const before = new Date(now - grace)
  await files.discardLeftovers(before)
  for await (const keys of batches(files, before)) {
    const needed = await neededOf(db, keys)
    for (const key of keys) if (!needed.has(key)) await files.delete(key)
  }
}

async function* batches(files: FileStore, before: Date): AsyncGenerator<string[]> {
  let batch: string[] = []
  for await (const { key, keptAt } of files.list()) {
    if (keptAt < before) batch.push(key)
    if (batch.length === keysAtOnce) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}

/** Which of these keys a file's row names. */
async function neededOf(db: Db, keys: readonly string[]): Promise<Set<string>> {
  const needed = new Set<string>()
  for (const [organizationId, own] of Map.groupBy(keys, organizationOfKey)) {
    if (organizationId === null) continue
    const rows = await withTenant(db, { organizationId }, (tx) =>
      tx.storageFile.findMany({ where: { organizationId, storageKey: { in: own }, purgedAt: null }, select: { storageKey: true } }),
    )
    for (const { storageKey } of rows) needed.add(storageKey)
    const exported = await withTenant(db, { organizationId }, (tx) =>
      tx.exportJob.findMany({ where: { organizationId, storageKey: { in: own } }, select: { storageKey: true } }),
    )
    for (const { storageKey } of exported) if (storageKey !== null) needed.add(storageKey)
  }
  return needed
}
