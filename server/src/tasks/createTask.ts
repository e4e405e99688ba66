import { AppError } from '@certloom/shared/errors'
import { newId } from '@certloom/shared/ids'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import { getCustomerIn } from '../customers/service.ts'
import type { Task } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { sentBefore } from '../db/sentBefore.ts'
import { withTenant } from '../db/tenant.ts'
import { requireSight } from '../members/sight.ts'
import { requireTeam } from '../teams/requireTeam.ts'
import { tellOfChange } from './notices.ts'
import { getTaskIn, type ShownTask } from './service.ts'

/** What somebody wants a new task to be. `scope` may be left to what it belongs to. */
export type NewTask = Pick<
  Task,
  | 'customerId'
  | 'planId'
  | 'documentId'
  | 'sectionId'
  | 'type'
  | 'title'
  | 'description'
  | 'priority'
  | 'requiresEvidence'
  | 'evidenceDescription'
  | 'evidenceFormat'
  | 'assigneeId'
  | 'teamId'
  | 'dueDate'
> & { scope: Task['scope'] | undefined }

/** The same with an id the sender may have chosen. */
type SentTask = NewTask & { id?: string | undefined }

/**
 * Adds a task in somebody's own words, to a document or a section of it, a plan, or a customer.
 * Sent again under the same id, because the answer was lost, it adds nothing and answers with the task that is there.
 * @throws `not_found` for a customer one may not see, `invalid_input` for a place or assignee that do not belong to that customer
 */
export async function createTask(ctx: SignedInCtx, { id = newId(), ...wanted }: SentTask): Promise<ShownTask> {
  const signedIn = authorize(ctx, 'task.write', wanted.customerId)
  const sent = { id, customerId: wanted.customerId, createdById: signedIn.person.id }
  const shown = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const known = await sentBefore(tx, id, () => tx.task.findFirst({ where: sent }))
    return known ? getTaskIn(tx, ctx, id) : createTaskIn(tx, ctx, id, wanted)
  })
  ctx.mailer.nudge()
  return shown
}

/** The same within a transaction that already runs, by somebody who may; the caller nudges the mailer after it. */
export async function createTaskIn(tx: Tx, ctx: SignedInCtx, id: string, wanted: NewTask): Promise<ShownTask> {
  const { person, actor } = ctx.signedIn
  const { organizationId } = actor
  await getCustomerIn(tx, wanted.customerId)
  const place = await findTaskPlace(tx, organizationId, wanted)
  if (wanted.assigneeId !== null) await requireSight(tx, organizationId, wanted.customerId, wanted.assigneeId)
  if (wanted.teamId !== null) await requireTeam(tx, wanted.customerId, wanted.teamId)
  await tx.task.create({ data: { ...wanted, id, organizationId, ...place, createdById: person.id }, select: { id: true } })
  await record(tx, byRequester(ctx), {
    action: 'task.created',
    entity: { type: 'task', id },
    customerId: wanted.customerId,
    after: { title: wanted.title, task_scope: place.scope },
  })
  const shown = await getTaskIn(tx, ctx, id)
  await tellOfChange(tx, ctx, null, shown)
  return shown
}

type Place = Pick<Task, 'scope' | 'planId'>

/** The narrowest thing the task names says its scope; what it names must belong together. */
async function findTaskPlace(tx: Tx, organizationId: string, wanted: NewTask): Promise<Place> {
  const { customerId, planId, documentId, sectionId } = wanted
  const place = documentId
    ? await placeOfDocument(tx, organizationId, { customerId, documentId, sectionId })
    : await placeOfPlan(tx, customerId, planId)
  if (sectionId !== null && documentId === null)
    throw elsewhere('section_id', 'A section is one of a document: give its `document_id` too.')
  if (planId !== null && planId !== place.planId) throw elsewhere('plan_id', 'The document belongs to another plan.')
  if (wanted.scope !== undefined && wanted.scope !== place.scope) {
    throw elsewhere('task_scope', `With these ids the task is one of the scope ${place.scope}.`)
  }
  return place
}

type SectionOfDocument = { customerId: string; documentId: string; sectionId: string | null }

async function placeOfDocument(tx: Tx, organizationId: string, { customerId, documentId, sectionId }: SectionOfDocument): Promise<Place> {
  const document = await tx.customerDocument.findFirst({
    where: { id: documentId, customerId, archivedAt: null },
    select: { planId: true },
  })
  if (!document) throw elsewhere('document_id', 'This customer has no such document.')
  const section = sectionId === null ? 1 : await tx.sectionProjection.count({ where: { organizationId, documentId, sectionId } })
  if (section === 0) throw elsewhere('section_id', 'The document has no such section to fill.')
  return { scope: 'document', planId: document.planId }
}

async function placeOfPlan(tx: Tx, customerId: string, planId: string | null): Promise<Place> {
  if (planId === null) return { scope: 'customer', planId }
  const plan = await tx.plan.findFirst({ where: { id: planId, customerId }, select: { status: true } })
  if (!plan) throw elsewhere('plan_id', 'This customer has no such plan.')
  if (plan.status === 'cancelled') throw new AppError('conflict', 'This plan is cancelled. Resume it before you add tasks to it.')
  return { scope: 'iso_plan', planId }
}

const elsewhere = (field: string, detail: string): AppError => new AppError('invalid_input', detail, { field })
