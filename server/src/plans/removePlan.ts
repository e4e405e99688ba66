import { AppError } from '@certloom/shared/errors'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { holdPlan } from './service.ts'

/** How much there is of a plan. Evidence stays the customer's: only its links to the plan's documents and tasks go. */
export type PlanContents = {
  documents: number
  written_documents: number
  approved_versions: number
  tasks: number
  evidence_links: number
}

/** What would be deleted with a plan; throws `not_found`. */
export function countContents(ctx: SignedInCtx, customerId: string, id: string): Promise<PlanContents> {
  const signedIn = authorize(ctx, 'plan.delete', customerId)
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await holdPlan(tx, customerId, id)
    return contentsOf(tx, id)
  })
}

/**
 * Deletes a cancelled plan for good. What happened stays in the log.
 * @param name said once more by whoever deletes it
 * @returns what went with it
 * @throws `not_found`, `forbidden`, `conflict` for one that is not cancelled, `invalid_input` for another name
 */
export async function removePlan(ctx: SignedInCtx, customerId: string, id: string, name: string): Promise<PlanContents> {
  const signedIn = authorize(ctx, 'plan.delete', customerId)
  const tenant = tenantOf(signedIn)
  // Words from a moment before the plan was cancelled may still be on their way into a document: a room is not deleted under them
  for (const room of await withTenant(ctx.db, tenant, (tx) => roomsOf(tx, id))) await ctx.live.store(room)
  return withTenant(ctx.db, tenant, async (tx) => {
    const plan = await holdPlan(tx, customerId, id)
    const { organizationId } = plan
    if (plan.status !== 'cancelled')
      throw new AppError('conflict', 'Cancel this plan first. That closes its documents, and can be taken back.')
    if (plan.name !== name) {
      throw new AppError('invalid_input', 'Say the name of the plan in `plan_name`, exactly.', { field: 'plan_name' })
    }
    const contents = await contentsOf(tx, id)
    await removeRooms(tx, organizationId, await roomsOf(tx, id))
    await tx.plan.delete({ where: { organizationId_id: { organizationId, id } }, select: { id: true } })
    await record(tx, byRequester(ctx), {
      action: 'plan.deleted',
      entity: { type: 'iso_plan', id },
      customerId,
      before: { plan_name: name, ...contents },
    })
    return contents
  })
}

async function contentsOf(tx: Tx, planId: string): Promise<PlanContents> {
  const [contents] = await tx.$queryRaw<PlanContents[]>`
    with document as (select id, revision from customer_document where plan_id = ${planId}::uuid),
         task_of_plan as (select id from task where plan_id = ${planId}::uuid)
    select (select count(*) from document)::int as documents,
           (select count(*) from document where revision > 0)::int as written_documents,
           (select count(*) from document_version v join document d on d.id = v.document_id where v.kind = 'approved')::int as approved_versions,
           (select count(*) from task_of_plan)::int as tasks,
           (select count(*) from evidence_link l where l.document_id in (select id from document) or l.task_id in (select id from task_of_plan))::int
             as evidence_links`
  if (!contents) throw new Error('Counting answered no row.')
  return contents
}

async function roomsOf(tx: Tx, planId: string): Promise<string[]> {
  const documents = await tx.customerDocument.findMany({ where: { planId }, select: { id: true } })
  const entityId = { in: documents.map(({ id }) => id) }
  return (await tx.liveDocument.findMany({ where: { kind: { in: ['document', 'internal'] }, entityId }, select: { room: true } })).map(
    ({ room }) => room,
  )
}

/** Live documents hang on no row that is deleted: their rooms go by themselves. */
async function removeRooms(tx: Tx, organizationId: string, rooms: string[]): Promise<void> {
  const where = { organizationId, room: { in: rooms } }
  await tx.liveUpdate.deleteMany({ where })
  await tx.liveClient.deleteMany({ where })
  await tx.liveDocument.deleteMany({ where })
}
