import { AppError } from '@certloom/shared/errors'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { getArchivedCustomerIn } from './archiveCustomer.ts'
import { holdCustomer } from './service.ts'

/** How much there is of a customer. */
export type CustomerContents = { iso_plans: number; documents: number; tasks: number; evidence: number; files: number; people: number }

/** What would be deleted with a customer, archived or not; throws `not_found`. */
export function countContents(ctx: SignedInCtx, id: string): Promise<CustomerContents> {
  const signedIn = authorize(ctx, 'customer.delete', id)
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    if ((await tx.customer.count({ where: { id } })) === 0) throw new AppError('not_found')
    return contentsOf(tx, id)
  })
}

/**
 * Deletes an archived customer for good. What happened stays in the log. The bytes of its files go once that is committed; what cannot be deleted
 * then is swept later.
 * @param companyName said once more by whoever deletes it
 * @returns what went with it
 * @throws `not_found` for one that is not archived, `invalid_input` for another name
 */
export async function removeCustomer(ctx: SignedInCtx, id: string, companyName: string): Promise<CustomerContents> {
  const signedIn = authorize(ctx, 'customer.delete', id)
  const tenant = tenantOf(signedIn)
  await storeRooms(ctx, await withTenant(ctx.db, tenant, (tx) => findRooms(tx, id)))
  const { contents, storageKeys } = await withTenant(ctx.db, tenant, (tx) => removeIn(tx, ctx, id, companyName))
  await Promise.allSettled(storageKeys.map((key) => ctx.files.delete(key)))
  return contents
}

/** What somebody wrote until they were thrown out may wait in a room; stored now, it does not look for its document later. */
async function storeRooms(ctx: SignedInCtx, rooms: readonly string[]): Promise<void> {
  for (const room of rooms) await ctx.live.store(room)
}

/** Rooms of an archived customer, which nobody can enter any more; throws `not_found` for others. */
async function findRooms(tx: Tx, customerId: string): Promise<string[]> {
  const { organizationId } = await getArchivedCustomerIn(tx, customerId)
  return roomsOf(tx, organizationId, customerId)
}

/** Rooms that belong to a customer, and those of internal notes on its documents and sessions, which belong to none. */
async function roomsOf(tx: Tx, organizationId: string, customerId: string): Promise<string[]> {
  const ofCustomer = { where: { organizationId, customerId }, select: { id: true } }
  const noted = [...(await tx.customerDocument.findMany(ofCustomer)), ...(await tx.interviewSession.findMany(ofCustomer))]
  const ofNotes = { kind: 'internal', entityId: { in: noted.map(({ id }) => id) } }
  const rooms = await tx.liveDocument.findMany({ where: { organizationId, OR: [{ customerId }, ofNotes] }, select: { room: true } })
  return rooms.map(({ room }) => room)
}

async function removeIn(
  tx: Tx,
  ctx: SignedInCtx,
  id: string,
  companyName: string,
): Promise<{ contents: CustomerContents; storageKeys: string[] }> {
  await holdCustomer(tx, id)
  const customer = await getArchivedCustomerIn(tx, id)
  const { organizationId } = customer
  if (customer.companyName !== companyName) {
    throw new AppError('invalid_input', 'Say the name of the customer in `company_name`, exactly.', { field: 'company_name' })
  }
  const contents = await contentsOf(tx, id)
  const files = await tx.storageFile.findMany({ where: { organizationId, customerId: id }, select: { storageKey: true } })
  await removeRooms(tx, organizationId, id)
  await tx.invitation.updateMany({
    where: { organizationId, customerId: id, acceptedAt: null, revokedAt: null },
    data: { revokedAt: new Date() },
  })
  await tx.customer.delete({ where: { organizationId_id: { organizationId, id } }, select: { id: true } })
  await record(tx, byRequester(ctx), {
    action: 'customer.deleted',
    entity: { type: 'customer', id },
    customerId: id,
    before: { company_name: companyName, ...contents },
  })
  return { contents, storageKeys: files.map(({ storageKey }) => storageKey) }
}

async function contentsOf(tx: Tx, customerId: string): Promise<CustomerContents> {
  const where = { customerId }
  return {
    iso_plans: await tx.plan.count({ where }),
    documents: await tx.customerDocument.count({ where }),
    tasks: await tx.task.count({ where }),
    evidence: await tx.evidence.count({ where }),
    files: await tx.storageFile.count({ where: { ...where, deletedAt: null } }),
    people: await tx.customerMember.count({ where: { ...where, deactivatedAt: null } }),
  }
}

/** Live documents hang on no row that is deleted: their rooms go by themselves. */
async function removeRooms(tx: Tx, organizationId: string, customerId: string): Promise<void> {
  const where = { organizationId, room: { in: await roomsOf(tx, organizationId, customerId) } }
  await tx.liveUpdate.deleteMany({ where })
  await tx.liveClient.deleteMany({ where })
  await tx.liveDocument.deleteMany({ where })
}
