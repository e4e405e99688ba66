import { AppError } from '@certloom/shared/errors'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Customer } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { endPortalSessions, findPortalUsers } from './portal.ts'
import { getCustomerIn, holdCustomer } from './service.ts'

/**
 * Takes a customer out of every list, with its documents and tasks; its staff are signed out, and whoever is in a live room of it leaves. Nothing is
 * lost.
 * @throws `not_found` for one that is archived, `conflict` for the organization itself
 */
export async function archiveCustomer(ctx: SignedInCtx, id: string): Promise<void> {
  const signedIn = authorize(ctx, 'customer.write', id)
  const { userIds, entityIds } = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await holdCustomer(tx, id)
    const customer = await getCustomerIn(tx, id)
    if (customer.isSelf) throw new AppError('conflict', 'An organization is always its own customer and cannot be archived.')
    const entityIds = await findEntitiesWithRooms(tx, id)
    await setArchived(tx, ctx, customer, { from: null, to: new Date() })
    return { userIds: await findPortalUsers(tx, id), entityIds }
  })
  await endPortalSessions(ctx, id, userIds)
  for (const documentId of entityIds) ctx.live.revoke({ documentId }, 'changed')
}

/** What of a customer has live rooms, its facts by its own id. */
async function findEntitiesWithRooms(tx: Tx, customerId: string): Promise<string[]> {
  const open = { where: { customerId, archivedAt: null }, select: { id: true } }
  const documents = await tx.customerDocument.findMany(open)
  const checklists = await tx.readinessProject.findMany(open)
  const sessions = await tx.interviewSession.findMany(open)
  return [customerId, ...[...documents, ...checklists, ...sessions].map(({ id }) => id)]
}

/** Puts an archived customer back, with what was archived with it; throws `not_found` for one that is not archived. */
export function unarchiveCustomer(ctx: SignedInCtx, id: string): Promise<Customer> {
  const signedIn = authorize(ctx, 'customer.write', id)
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await holdCustomer(tx, id)
    const customer = await getArchivedCustomerIn(tx, id)
    await setArchived(tx, ctx, customer, { from: customer.archivedAt, to: null })
    return getCustomerIn(tx, id)
  })
}

/** A customer that is archived; throws `not_found` for others. */
export async function getArchivedCustomerIn(tx: Tx, id: string): Promise<Customer> {
  const customer = await tx.customer.findFirst({ where: { id, archivedAt: { not: null } } })
  if (!customer) throw new AppError('not_found')
  return customer
}

/** What was archived before the customer keeps its own time, by which it is told from the rest when the customer comes back. */
async function setArchived(
  tx: Tx,
  ctx: SignedInCtx,
  customer: Customer,
  { from, to }: { from: Date | null; to: Date | null },
): Promise<void> {
  const { id, organizationId, companyName } = customer
  await tx.customer.update({ where: { organizationId_id: { organizationId, id } }, data: { archivedAt: to }, select: { id: true } })
  const change = { where: { customerId: id, archivedAt: from }, data: { archivedAt: to } }
  await tx.customerDocument.updateMany(change)
  await tx.task.updateMany(change)
  await record(tx, byRequester(ctx), {
    action: to ? 'customer.archived' : 'customer.unarchived',
    entity: { type: 'customer', id },
    customerId: id,
    after: { company_name: companyName },
  })
}
