import { guestName } from '@certloom/shared/guests/guestName'
import type { Present } from '../context.ts'
import { findGuestRow } from '../db/identity.ts'
import type { Db } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { reachOf } from './reach.ts'

/**
 * Who came by a guest link, by the hash of their secret, with what they may come to now.
 * @returns null once they left, or their link or session has ended
 */
export async function findGuest(db: Db, secretHash: string): Promise<Present | null> {
  const row = await findGuestRow(db, secretHash)
  if (!row) return null
  const [organizationId, customerId, sessionId] = [row.organization_id, row.customer_id, row.session_id]
  const reach = await withTenant(db, { organizationId, customerId }, (tx) => reachOf(tx, { organizationId, sessionId }))
  return {
    person: { id: row.id, name: guestName(row.name), email: '', color: row.color },
    actor: { kind: 'guest', userId: row.id, organizationId, customerId, linkId: row.link_id, sessionId, reach },
    sessionId: secretHash,
    endsAt: row.expires_at,
  }
}
