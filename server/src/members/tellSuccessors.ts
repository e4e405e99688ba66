import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester } from '../audit/record.ts'
import type { CustomerDocument, Plan, Task } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { type Notice, notify } from '../notifications/notify.ts'
import { customerOfMany, manyInWords } from '../notifications/words.ts'
import { tellOwner } from '../plans/notices.ts'
import { tellOfAssigned } from '../tasks/notices.ts'

type LeftTask = Pick<Task, 'id' | 'customerId' | 'title' | 'archivedAt'>
type LeftDocument = Pick<CustomerDocument, 'id' | 'customerId' | 'name' | 'archivedAt'>
type LeftPlan = Pick<Plan, 'id' | 'customerId' | 'name' | 'cancelledAt'> & { customer: { archivedAt: Date | null } }

/** Tells whoever takes over what somebody leaves: once of all tasks, of all documents and of all plans. What is archived or cancelled is no work yet. */
export async function tellSuccessors(
  tx: Tx,
  ctx: SignedInCtx,
  { tasks, documents, plans }: { tasks: readonly LeftTask[]; documents: readonly LeftDocument[]; plans: readonly LeftPlan[] },
  { personId, teamId }: { personId: string | null; teamId: string | null },
): Promise<void> {
  const owner = { assigneeId: teamId === null ? personId : null, teamId }
  const openTasks = tasks.filter(isThere).map(({ id, customerId, title }) => ({ id, customerId, title, ...owner }))
  await tellOfAssigned(tx, ctx, openTasks)
  if (personId === null) return
  await tellOfDocuments(tx, ctx, personId, documents.filter(isThere))
  const openPlans = plans.filter(({ cancelledAt, customer }) => cancelledAt === null && isThere(customer))
  await tellOwner(tx, ctx, personId, openPlans)
}

const isThere = ({ archivedAt }: { archivedAt: Date | null }): boolean => archivedAt === null

async function tellOfDocuments(tx: Tx, ctx: SignedInCtx, personId: string, documents: readonly LeftDocument[]): Promise<void> {
  const [first] = documents
  if (first === undefined) return
  const { customerId, customer } = await customerOfMany(tx, documents)
  const notice: Notice = {
    kind: 'document_assigned',
    occasion: `document_assigned ${first.id} ${new Date().toISOString()}`,
    entity: documents.length === 1 ? { type: 'document', id: first.id } : { type: 'document_list', id: personId },
    customerId,
    facts: {
      documents: manyInWords(
        'document',
        documents.map(({ name }) => name),
      ),
      customer,
    },
  }
  await notify(tx, ctx.config, byRequester(ctx), notice, [personId])
}
