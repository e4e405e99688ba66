import { AppError } from '@certloom/shared/errors'
import { newId } from '@certloom/shared/ids'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize } from '../auth/authorize.ts'
import { getCustomerIn } from '../customers/service.ts'
import type { Framework, Plan } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { addDocuments } from './addDocuments.ts'
import { chooseTemplates, type Selection } from './chooseTemplates.ts'
import { tellOwner } from './notices.ts'
import { opening, withTenantOpening } from './onePlan.ts'
import { requirePossible } from './requirePossible.ts'
import { getPlanIn, type ShownPlan } from './service.ts'

/** What somebody wants a new plan to be. */
export type NewPlan = Selection & {
  customerId: string
  name: string | undefined
  /** YYYY-MM-DD */
  targetCompletionDate: string | null
  /** who answers for it; whoever makes it if undefined */
  ownerId?: string | null | undefined
  /** whether its documents and tasks are made at once, or later on request */
  generatesDocuments: boolean
}

/**
 * Sets up a customer's way to one certificate: the plan, a document for each template as a snapshot of what it says now, and the tasks, in one
 * transaction. Somebody else who is to own it is told.
 * @throws `conflict` while the customer has another plan for this framework that is active or paused, `invalid_input` for a target that is over,
 *   or an owner who cannot see the customer
 */
export async function createPlan(ctx: SignedInCtx, wanted: NewPlan): Promise<ShownPlan> {
  authorize(ctx, 'plan.write', wanted.customerId)
  const plan = await withTenantOpening(ctx, async (tx) => {
    await getCustomerIn(tx, wanted.customerId)
    const { id } = await createPlanIn(tx, ctx, wanted)
    return getPlanIn(tx, wanted.customerId, id)
  })
  ctx.mailer.nudge()
  return plan
}

/** The same within a transaction of `withTenantOpening` that already runs, for a customer that is there. Call `ctx.mailer.nudge()` after the commit. */
export async function createPlanIn(tx: Tx, ctx: SignedInCtx, wanted: NewPlan): Promise<Plan> {
  const framework = await tx.framework.findUnique({ where: { id: wanted.frameworkId } })
  if (!framework) throw new AppError('invalid_input', 'There is no framework with this `iso_standard_id`.')
  const templates = await chooseTemplates(tx, wanted)
  await requirePossible(tx, ctx.signedIn.actor.organizationId, wanted)
  const plan = await insertPlan(tx, ctx, framework, wanted)
  const owner = { organizationId: plan.organizationId, customerId: plan.customerId, planId: plan.id }
  await tx.planTemplate.createMany({ data: templates.map((template) => ({ ...owner, templateId: template.id })) })
  const added = await addDocuments(tx, plan.createdById, { ...plan, framework }, wanted.generatesDocuments ? templates : [])
  const created = {
    action: 'plan.created',
    entity: { type: 'iso_plan', id: plan.id },
    customerId: plan.customerId,
    after: { plan_name: plan.name, iso_code: framework.code, documents: added.documents.length, tasks: added.tasks },
  } as const
  await record(tx, byRequester(ctx), created, ...added.activities)
  if (plan.ownerId !== null) await tellOwner(tx, ctx, plan.ownerId, [plan])
  return plan
}

function insertPlan(tx: Tx, { signedIn }: SignedInCtx, framework: Framework, wanted: NewPlan): Promise<Plan> {
  const { customerId, frameworkId, templateSelectionMode, targetCompletionDate, ownerId = signedIn.person.id } = wanted
  return opening({ customerId, frameworkId }, () =>
    tx.plan.create({
      data: {
        id: newId(),
        organizationId: signedIn.actor.organizationId,
        createdById: signedIn.person.id,
        customerId,
        frameworkId,
        ownerId,
        name: wanted.name ?? `${framework.name} certification ${new Date().getUTCFullYear()}`,
        templateSelectionMode,
        targetCompletionDate: targetCompletionDate === null ? null : new Date(targetCompletionDate),
      },
    }),
  )
}
