import { newId } from '@certloom/shared/ids'
import { queueMail } from '../db/identity.ts'
import type { Tx } from '../db/prisma.ts'
import type { Composed } from './compose.ts'

/** Queues a tenant's mail in the transaction it belongs to: rolled back with it, sent after its commit (`ctx.mailer.nudge()`). */
export async function queueTenantMail(tx: Tx, organizationId: string, mail: Composed): Promise<void> {
  await tx.mail.createMany({ data: [{ id: newId(), organizationId, ...mail }] }) // a tenant may add mail but not read it back, as `create` would
}

/** Queues mail that belongs to a person and to no tenant. */
export const queuePersonalMail = (door: Parameters<typeof queueMail>[0], mail: Composed): Promise<void> =>
  queueMail(door, { id: newId(), ...mail })
