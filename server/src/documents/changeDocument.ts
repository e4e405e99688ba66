import { AppError } from '@certloom/shared/errors'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import { dayOf } from '../db/days.ts'
import type { CustomerDocument } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { requireSight } from '../members/sight.ts'
import { notify } from '../notifications/notify.ts'

/** What can be changed of a document besides its content; what is undefined stays. */
export type DocumentChanges = {
  name?: string | undefined
  assigneeId?: string | null | undefined
  /** YYYY-MM-DD */
  dueDate?: string | null | undefined
}

/**
 * Changes a document's name, who is responsible for it, and when it is due; tells whoever becomes responsible.
 * @param expected what the document must say: what somebody decided about other details than there are now is not done
 * @throws `not_found`, `forbidden`, `conflict`, and `invalid_input` for somebody who cannot see the customer
 */
export async function changeDocument(
  ctx: SignedInCtx,
  id: string,
  changes: DocumentChanges,
  expected: DocumentChanges = {},
): Promise<void> {
  const signedIn = authorize(ctx, 'document.read')
  await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await tx.$queryRaw`select id from customer_document where id = ${id}::uuid for update`
    const before = await tx.customerDocument.findFirst({ where: { id, archivedAt: null } })
    if (!before) throw new AppError('not_found')
    const { organizationId, customerId } = before
    authorize(ctx, 'plan.write', customerId)
    const after = { ...before, ...merged(before, changes) }
    refuseOverwriting(before, after, expected)
    const isHandedOver = after.assigneeId !== null && after.assigneeId !== before.assigneeId
    if (isHandedOver) await requireSight(tx, organizationId, customerId, after.assigneeId ?? '')
    const [was, is] = [factsOf(before), factsOf(after)]
    if (JSON.stringify(was) === JSON.stringify(is)) return
    const { name, assigneeId, dueDate } = after
    const { updatedAt } = await tx.customerDocument.update({
      where: { organizationId_id: { organizationId, id } },
      data: { name, assigneeId, dueDate },
      select: { updatedAt: true },
    })
    const about = { entity: { type: 'customer_document', id }, customerId } as const
    await record(tx, byRequester(ctx), { action: 'document.changed', ...about, before: was, after: is })
    if (isHandedOver) await tellResponsible(tx, ctx, { ...after, updatedAt })
  })
  ctx.mailer.nudge()
}

const words = { name: 'the name', assigneeId: 'the person responsible', dueDate: 'the due date' } as const
type Field = keyof typeof words
const fields: readonly Field[] = ['name', 'assigneeId', 'dueDate']

/** Refuses to replace what is not what the one who asks saw; that it is already as they want is fine. */
function refuseOverwriting(before: CustomerDocument, after: CustomerDocument, expected: DocumentChanges): void {
  const [is, wish] = [detailsOf(before), detailsOf(after)]
  const changed = fields.filter((field) => expected[field] !== undefined && expected[field] !== is[field] && wish[field] !== is[field])
  if (changed.length === 0) return
  const what = changed.map((field) => words[field]).join(' and ')
  throw new AppError('conflict', `Somebody else changed ${what} meanwhile. Look at it and decide again.`)
}

/** Every change is an occasion of its own: somebody can become responsible again. */
async function tellResponsible(tx: Tx, ctx: SignedInCtx, { id, customerId, name, assigneeId, updatedAt }: CustomerDocument): Promise<void> {
  const customer = await tx.customer.findUniqueOrThrow({ where: { id: customerId }, select: { companyName: true } })
  const notice = {
    kind: 'document_assigned',
    occasion: `document_assigned ${id} ${updatedAt.toISOString()}`,
    entity: { type: 'document', id },
    customerId,
    facts: { document: name, customer: customer.companyName },
  } as const
  await notify(tx, ctx.config, byRequester(ctx), notice, assigneeId === null ? [] : [assigneeId])
}

const merged = (document: CustomerDocument, { name, assigneeId, dueDate }: DocumentChanges) => ({
  name: name ?? document.name,
  assigneeId: assigneeId === undefined ? document.assigneeId : assigneeId,
  dueDate: dueDate === undefined ? document.dueDate : dueDate === null ? null : new Date(dueDate),
})

const detailsOf = ({ name, assigneeId, dueDate }: CustomerDocument) => ({ name, assigneeId, dueDate: dayOf(dueDate) })

function factsOf(document: CustomerDocument) {
  const { name, assigneeId, dueDate } = detailsOf(document)
  return { document_name: name, assigned_to: assigneeId, due_date: dueDate }
}
