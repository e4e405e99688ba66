import { AppError } from '@certloom/shared/errors'
import type { Tx } from '../db/prisma.ts'
import { findPlace } from './places.ts'

/**
 * Work of a customer is given to those who can see it: staff of the organization, or of that customer. They stay until the transaction ends, so that
 * whoever takes them out finds the work too. Throws `invalid_input` for others.
 */
export async function requireSight(
  tx: Tx,
  organizationId: string,
  customerId: string,
  userId: string,
  field: 'assigned_to' | 'owner_id' = 'assigned_to',
): Promise<void> {
  await tx.$queryRaw`select user_id from organization_member where organization_id = ${organizationId}::uuid and user_id = ${userId}::uuid for share`
  await tx.$queryRaw`select user_id from customer_member where organization_id = ${organizationId}::uuid and user_id = ${userId}::uuid for share`
  const place = await findPlace(tx, organizationId, userId)
  if (place && (place.customerId === null || place.customerId === customerId)) return
  throw new AppError('invalid_input', `\`${field}\` must be somebody who can see this customer.`, { field })
}
