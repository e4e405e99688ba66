import { AppError } from '@certloom/shared/errors'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { getArchivedCustomerIn } from './archiveCustomer.ts'

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
 * Deletes an archived customer for good. What happened stays in the log.
 * @param companyName said once more by whoever deletes it
 * @returns what went with it
 * @throws `not_found` for one that is not archived, `invalid_input` for another name, `conflict` while it has files
 */
export function removeCustomer(ctx: SignedInCtx, id: string, companyName: string): Promise<CustomerContents> {
  const signedIn = authorize(ctx, 'customer.delete', id)
  const { organizationId } = signedIn.actor
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const customer = await getArchivedCustomerIn(tx, id)
    if (customer.companyName !== companyName) {
      throw new AppError('invalid_input', 'Say the name of the customer in `company_name`, exactly.', { field: 'company_name' })
    }
    const contents = await contentsOf(tx, id)
    if (contents.files > 0)
      throw new AppError('conflict', 'This customer has files. Delete them first: they are kept outside the database.')
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
    return contents
  })
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
  const where = { organizationId, customerId }
  await tx.liveUpdate.deleteMany({ where })
  await tx.liveClient.deleteMany({ where })
  await tx.liveDocument.deleteMany({ where })
}
