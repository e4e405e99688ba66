import { readFileSync } from 'node:fs'
import path from 'node:path'
import { evidenceFormats, taskPriorities } from '@certloom/shared/tasks/contract'
import { z } from 'zod'

const file = path.resolve(import.meta.dirname, '../../../prisma/seed/templates/templates.json')

const PlanTask = z.strictObject({
  code: z.string(),
  title: z.string(),
  description: z.string(),
  scope: z.enum(['customer', 'iso_plan']),
  priority: z.enum(taskPriorities),
  requiresEvidence: z.boolean(),
  evidenceDescription: z.string().nullable().default(null),
  evidenceFormat: z.enum(evidenceFormats).nullable().default(null),
})

/** What there is to do for a plan, or once for a customer, besides its documents. */
export type PlanTask = z.infer<typeof PlanTask>

const Shipped = z.object({ planTasks: z.record(z.string(), z.array(PlanTask)) })
let shipped: z.infer<typeof Shipped> | undefined

/** The catalogue's tasks for plans of a framework: those of every framework first, then its own. Read from `prisma/seed` once. */
export function planTasksOf(frameworkCode: string): PlanTask[] {
  shipped ??= Shipped.parse(JSON.parse(readFileSync(file, 'utf8')))
  return [...(shipped.planTasks.common ?? []), ...(shipped.planTasks[frameworkCode] ?? [])]
}
