import { AppError } from '@certloom/shared/errors'
import { newId } from '@certloom/shared/ids'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import { getCustomerIn } from '../customers/service.ts'
import { type Framework, type Plan, Prisma, type TemplateSelectionMode } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { createDocuments } from '../documents/createDocuments.ts'
import { type CurrentTemplate, findCurrentTemplates } from '../templates/service.ts'
import type { ShownPlan } from './service.ts'

/** What somebody wants a new plan to be. */
export type NewPlan = {
  customerId: string
  frameworkId: string
  name: string | undefined
  templateSelectionMode: TemplateSelectionMode
  /** which templates, when selecting; the mode `all` does not look at it */
  templateIds: readonly string[]
  /** YYYY-MM-DD */
  targetCompletionDate: string | null
}

/**
 * Sets up a customer's way to one certificate: the plan, and a document for each template as a snapshot of what it says now, in one transaction.
 * Throws `conflict` while the customer has another plan for this framework that is active or paused.
 */
export function createPlan(ctx: Ctx, wanted: NewPlan): Promise<ShownPlan> {
  const signedIn = authorize(ctx, 'plan.write', wanted.customerId)
  const { organizationId } = signedIn.actor
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const customer = await getCustomerIn(tx, wanted.customerId)
    const framework = await tx.framework.findUnique({ where: { id: wanted.frameworkId } })
    if (!framework) throw new AppError('invalid_input', 'There is no framework with this `iso_standard_id`.')
    const templates = await chooseTemplates(tx, wanted)
    const plan = await insertPlan(
      tx,
      { organizationId, createdById: signedIn.person.id, framework, companyName: customer.companyName },
      wanted,
    )
    const owner = { organizationId, customerId: plan.customerId, planId: plan.id }
    await tx.planTemplate.createMany({ data: templates.map((template) => ({ ...owner, templateId: template.id })) })
    const documents = await createDocuments(tx, { ...owner, isoCode: framework.code, createdById: signedIn.person.id, templates })
    await record(
      tx,
      byRequester({ ...ctx, signedIn }),
      {
        action: 'plan.created',
        entity: { type: 'iso_plan', id: plan.id },
        customerId: plan.customerId,
        after: { plan_name: plan.name, iso_code: framework.code, documents: documents.length },
      },
      ...documents.map((document) => ({
        action: 'document.created' as const,
        entity: { type: 'customer_document' as const, id: document.id },
        customerId: plan.customerId,
        after: { document_name: document.name, template_version: document.templateVersion },
      })),
    )
    return { ...plan, framework: { code: framework.code }, documentCount: documents.length }
  })
}

/** `all` means the framework's core set (PRODUCT decision 7); `selective` exactly those named, which must all be of this framework. */
async function chooseTemplates(tx: Tx, { frameworkId, templateSelectionMode, templateIds }: NewPlan): Promise<CurrentTemplate[]> {
  if (templateSelectionMode === 'all') {
    const templates = await findCurrentTemplates(tx, { frameworkId, set: 'core' })
    if (templates.length === 0) throw new AppError('invalid_input', 'There are no templates for this framework yet.')
    return templates
  }
  const ids = [...new Set(templateIds)]
  if (ids.length === 0) throw new AppError('invalid_input', 'Select at least one template in `selected_template_ids`.')
  const templates = await findCurrentTemplates(tx, { frameworkId, id: { in: ids } })
  if (templates.length < ids.length)
    throw new AppError('invalid_input', 'Every template in `selected_template_ids` must be one of this framework.')
  return templates
}

type Setting = Pick<Plan, 'organizationId' | 'createdById'> & { framework: Framework; companyName: string }

async function insertPlan(tx: Tx, { framework, companyName, ...by }: Setting, wanted: NewPlan): Promise<Plan> {
  const { customerId, frameworkId, templateSelectionMode, targetCompletionDate } = wanted
  try {
    return await tx.plan.create({
      data: {
        id: newId(),
        ...by,
        customerId,
        frameworkId,
        name: wanted.name ?? `${framework.name} certification ${new Date().getUTCFullYear()}`,
        templateSelectionMode,
        targetCompletionDate: targetCompletionDate === null ? null : new Date(targetCompletionDate),
      },
    })
  } catch (error) {
    // The only unique index a new id can meet is the one that allows one open plan per customer and framework
    if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') throw error
    throw new AppError('conflict', `${companyName} already has an open plan for ${framework.name}. Complete or cancel that one first.`)
  }
}
