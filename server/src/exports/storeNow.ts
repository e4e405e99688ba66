import type { Author, Services } from '../context.ts'
import { withTenant } from '../db/tenant.ts'
import { roomOf } from '../documents/service.ts'

/** Stores a document as it is at this moment; opening its room brings what a crash left in the log. Throws `not_durable` if that fails. */
export async function storeNow({ db, live }: Pick<Services, 'db' | 'live'>, author: Author, documentId: string): Promise<void> {
  const { organizationId } = author.actor
  const room = await withTenant(db, { organizationId }, (tx) => roomOf(tx, { organizationId, id: documentId }))
  await live.edit(room, author, () => {})
  await live.store(room)
}
