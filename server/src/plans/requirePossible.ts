import { AppError } from '@certloom/shared/errors'
import type { Tx } from '../db/prisma.ts'
import { requireSight } from '../members/sight.ts'

/** In the last zone of the world it is still yesterday for this long, in milliseconds. */
const lastZone = 12 * 3_600_000

type Wanted = { customerId: string; targetCompletionDate?: string | null | undefined; ownerId?: string | null | undefined }

/** Throws `invalid_input` for a target that is over everywhere, or an owner who cannot see the customer. What is not given is not asked about. */
export async function requirePossible(
  tx: Tx,
  organizationId: string,
  { customerId, targetCompletionDate, ownerId }: Wanted,
): Promise<void> {
  if (targetCompletionDate && targetCompletionDate < new Date(Date.now() - lastZone).toISOString().slice(0, 10)) {
    throw new AppError('invalid_input', 'The target date is over. Choose a day that is still to come, or none.', {
      field: 'target_completion_date',
    })
  }
  if (ownerId) await requireSight(tx, organizationId, customerId, ownerId, 'owner_id')
}
