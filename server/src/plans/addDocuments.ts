import { dueDates } from '@certloom/shared/plans/schedule'
import type { RecordedActivity } from '../audit/record.ts'
import type { Plan } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { type CreatedDocument, createDocuments } from '../documents/createDocuments.ts'
import { fillFromFacts } from '../facts/factSections.ts'
import { generateTasks } from '../tasks/generateTasks.ts'
import type { CurrentTemplate } from '../templates/service.ts'

/** What was added to a plan. */
export type Added = { documents: CreatedDocument[]; tasks: number; activities: RecordedActivity[] }

/**
 * Gives a plan documents and the tasks that come with them, due between today and its target date. The caller records the activities.
 * @param existing how many documents the plan has before these
 */
export async function addDocuments(
  tx: Tx,
  createdById: string,
  plan: Plan & { framework: { code: string } },
  templates: readonly CurrentTemplate[],
  existing = 0,
): Promise<Added> {
  const { organizationId, customerId, id: planId, framework } = plan
  const owner = { organizationId, customerId, planId, createdById }
  const documents = await createDocuments(tx, {
    ...owner,
    isoCode: framework.code,
    templates,
    dueDates: plan.targetCompletionDate ? dueDates(templates.length, today(), dayOf(plan.targetCompletionDate)) : [],
    existing,
  })
  const tasks = await generateTasks(tx, { ...owner, frameworkCode: framework.code, documents })
  await fillFromFacts(tx, { organizationId, customerId })
  const activities = documents.map((document) => ({
    action: 'document.created' as const,
    entity: { type: 'customer_document' as const, id: document.id },
    customerId,
    after: { document_name: document.name, template_version: document.templateVersion },
  }))
  return { documents, tasks, activities }
}

const dayOf = (date: Date): string => date.toISOString().slice(0, 10)
const today = (): string => dayOf(new Date())
