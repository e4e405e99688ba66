import { AppError } from '@certloom/shared/errors'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { CustomerDocument, Plan } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { archiveDocuments, findWritten, unarchiveDocuments } from '../documents/archiveDocuments.ts'
import { type CurrentTemplate, findCurrentTemplates } from '../templates/service.ts'
import { addDocuments } from './addDocuments.ts'
import { chooseTemplates, type Selection } from './chooseTemplates.ts'
import { getPlanIn, holdPlan, type ShownPlan } from './service.ts'

/**
 * Gives a plan another selection of templates: those it lacks get their documents and tasks, documents of those it does not have any more are
 * archived with their tasks, and come back if they are selected again.
 * @throws `not_found`, `forbidden`, `invalid_input` as when creating, and `conflict` for a plan that has ended, or if somebody has written into a
 *   document that would go
 */
export async function selectTemplates(
  ctx: SignedInCtx,
  customerId: string,
  planId: string,
  wanted: Omit<Selection, 'frameworkId'>,
): Promise<ShownPlan> {
  const { plan, archived } = await changeOpenPlan(ctx, customerId, planId, async (tx, plan) => {
    const templates = await chooseTemplates(tx, { ...wanted, frameworkId: plan.frameworkId })
    const documents = await tx.customerDocument.findMany({ where: { planId } })
    const leaving = documents.filter((document) => isShown(document) && !templates.some(({ id }) => id === document.templateId))
    await refuseWritten(tx, leaving)
    await archiveDocuments(tx, ctx, leaving)
    const returning = documents.filter((document) => !isShown(document) && templates.some(({ id }) => id === document.templateId))
    await unarchiveDocuments(tx, ctx, returning)
    await writeSelection(tx, plan, templates)
    await tx.plan.update({
      where: { organizationId_id: { organizationId: plan.organizationId, id: planId } },
      data: { templateSelectionMode: wanted.templateSelectionMode },
      select: { id: true },
    })
    const added = await addDocuments(tx, ctx.signedIn.person.id, plan, lacking(templates, documents), documents.length)
    const about = {
      entity: { type: 'iso_plan', id: planId },
      customerId,
      after: { plan_name: plan.name, documents: templates.length },
    } as const
    await record(tx, byRequester(ctx), { action: 'plan.templates_changed', ...about }, ...added.activities)
    return { plan: await getPlanIn(tx, customerId, planId), archived: leaving }
  })
  for (const { id } of archived) ctx.live.revoke({ documentId: id }, 'changed')
  return plan
}

/**
 * Makes the documents that a plan's selection has and the plan lacks; for `all` templates also those that joined the core set since.
 * @throws `not_found`, `forbidden`, and `conflict` for a plan that has ended
 */
export function generateDocuments(ctx: SignedInCtx, customerId: string, planId: string): Promise<ShownPlan> {
  return changeOpenPlan(ctx, customerId, planId, async (tx, plan) => {
    const selected = await tx.planTemplate.findMany({ where: { planId }, select: { templateId: true } })
    const isSelected = { id: { in: selected.map(({ templateId }) => templateId) } }
    const templates = await findCurrentTemplates(tx, {
      frameworkId: plan.frameworkId,
      ...(plan.templateSelectionMode === 'all' ? { OR: [isSelected, { set: 'core' }] } : isSelected),
    })
    const documents = await tx.customerDocument.findMany({ where: { planId } })
    const missing = lacking(templates, documents)
    if (missing.length > 0) {
      await writeSelection(tx, plan, templates)
      const added = await addDocuments(tx, ctx.signedIn.person.id, plan, missing, documents.length)
      await record(tx, byRequester(ctx), ...added.activities)
    }
    return getPlanIn(tx, customerId, planId)
  })
}

type OpenPlan = Plan & { framework: { code: string } }

/** Changes a plan that is active or paused, and held until it is done. Throws `not_found`, `forbidden`, `conflict` for one that has ended. */
export function changeOpenPlan<T>(
  ctx: SignedInCtx,
  customerId: string,
  planId: string,
  work: (tx: Tx, plan: OpenPlan) => Promise<T>,
): Promise<T> {
  const signedIn = authorize(ctx, 'plan.write', customerId)
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const plan = await holdPlan(tx, customerId, planId)
    if (plan.status === 'active' || plan.status === 'paused') return work(tx, plan)
    throw new AppError('conflict', `This plan is ${plan.status}. Resume it before you change its documents.`)
  })
}

const isShown = ({ archivedAt }: CustomerDocument): boolean => archivedAt === null

const lacking = (templates: readonly CurrentTemplate[], documents: readonly CustomerDocument[]): CurrentTemplate[] =>
  templates.filter(({ id }) => !documents.some((document) => document.templateId === id))

/** Throws `conflict` that names those of these documents that somebody has written into. */
export async function refuseWritten(tx: Tx, leaving: readonly CustomerDocument[]): Promise<void> {
  const written = await findWritten(tx, leaving)
  if (written.length === 0) return
  throw new AppError(
    'conflict',
    `Somebody has written into ${written.map(({ name }) => name).join(', ')}. Keep what is written in the selection.`,
    { documents: written.map(({ id, name }) => ({ id, name })) },
  )
}

async function writeSelection(
  tx: Tx,
  { organizationId, customerId, id: planId }: Plan,
  templates: readonly CurrentTemplate[],
): Promise<void> {
  const ids = templates.map(({ id }) => id)
  await tx.planTemplate.deleteMany({ where: { organizationId, planId, templateId: { notIn: ids } } })
  await tx.planTemplate.createMany({
    data: ids.map((templateId) => ({ organizationId, customerId, planId, templateId })),
    skipDuplicates: true,
  })
}
