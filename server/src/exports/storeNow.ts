import type { Author, Services } from '../context.ts'
import { withTenant } from '../db/tenant.ts'
import { roomOf } from '../documents/service.ts'
import { storeFacts } from '../facts/storeFacts.ts'
import { mirrorStatement } from '../readiness/mirrorStatement.ts'

/**
 * Stores a document, the rows of a checklist and the facts it may show, as they are at this moment; opening its room brings what a crash left in
 * the log. Throws `not_durable` if that fails.
 */
export async function storeNow({ db, live }: Pick<Services, 'db' | 'live'>, author: Author, documentId: string): Promise<void> {
  const { organizationId } = author.actor
  const { room, customerId } = await withTenant(db, { organizationId }, async (tx) => ({
    room: await roomOf(tx, { organizationId, id: documentId }),
    ...(await tx.customerDocument.findUniqueOrThrow({
      where: { organizationId_id: { organizationId, id: documentId } },
      select: { customerId: true },
    })),
  }))
  await mirrorStatement({ db, live }, { organizationId, documentId })
  await live.edit(room, author, () => {})
  await live.store(room)
  await storeFacts({ live }, author, customerId)
}
