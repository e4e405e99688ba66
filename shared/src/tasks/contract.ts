import { oc } from '@orpc/contract'
import { z } from 'zod'
import { pageOf, pageQuery } from '../paging.ts'
import { Person } from '../person.ts'
import { taskStatuses } from './transitions.ts'

export const taskScopes = ['document', 'customer', 'iso_plan'] as const
export const taskTypes = ['fillable_section', 'evidence_required', 'review', 'custom', 'interview'] as const
/** Least urgent first, as the database orders them. */
export const taskPriorities = ['low', 'medium', 'high', 'urgent'] as const
export const evidenceFormats = ['document', 'log', 'screenshot', 'certificate', 'report'] as const
/** `due_date`: the earliest first, those without one last; `priority`: the most urgent first; `updated`: the last changed first. */
export const taskSorts = ['due_date', 'priority', 'updated'] as const

const Title = z.string().trim().min(1).max(500)
const Description = z.string().trim().max(5000)
const EvidenceDescription = z.string().trim().max(2000).nullable()
const Reason = z.string().trim().min(1).max(1000)

export const Task = z.object({
  id: z.uuid(),
  customer_id: z.uuid(),
  customer_name: z.string(),
  plan_id: z.uuid().nullable(),
  plan_name: z.string().nullable(),
  document_id: z.uuid().nullable(),
  document_name: z.string().nullable(),
  section_id: z.string().nullable(),
  task_type: z.enum(taskTypes),
  task_scope: z.enum(taskScopes),
  title: z.string(),
  description: z.string(),
  status: z.enum(taskStatuses),
  priority: z.enum(taskPriorities),
  requires_evidence: z.boolean(),
  evidence_description: z.string().nullable(),
  evidence_format: z.string().nullable(),
  /** something linked to it that is not rejected */
  evidence_uploaded: z.boolean(),
  blocked_reason: z.string().nullable(),
  /** a person's id; `assignee` names them */
  assigned_to: z.uuid().nullable(),
  assignee: Person.nullable(),
  due_date: z.iso.date().nullable(),
  auto_generated: z.boolean(),
  completed_at: z.iso.datetime().nullable(),
  completed_by: Person.nullable(),
  created_by: Person,
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
})
export type Task = z.infer<typeof Task>

/** A yes or no in an address. */
const Flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')])

/** One value, or several given again and again: `status=pending&status=blocked`. */
const several = <T extends z.ZodType>(value: T) => z.union([z.array(value).min(1).max(10), value.transform((one) => [one])])

export const TaskFilter = z.object({
  customer_id: z.uuid().optional(),
  plan_id: z.uuid().optional(),
  document_id: z.uuid().optional(),
  section_id: z.string().max(120).optional(),
  status: several(z.enum(taskStatuses)).optional(),
  task_scope: z.enum(taskScopes).optional(),
  task_type: z.enum(taskTypes).optional(),
  priority: several(z.enum(taskPriorities)).optional(),
  /** a person's id, `me`, or `nobody` */
  assigned_to: z.union([z.uuid(), z.literal('me'), z.literal('nobody')]).optional(),
  requires_evidence: Flag.optional(),
  evidence_uploaded: Flag.optional(),
  /** still open and due before today (UTC) */
  overdue: Flag.optional(),
  due_from: z.iso.date().optional(),
  due_to: z.iso.date().optional(),
  /** words of the title */
  q: z.string().trim().min(1).max(200).optional(),
  sort: z.enum(taskSorts).default('due_date'),
})

/** What can be changed of a task; what is left out stays. */
const Changes = z.object({
  title: Title.optional(),
  description: Description.optional(),
  status: z.enum(taskStatuses).optional(),
  blocked_reason: Reason.optional(),
  priority: z.enum(taskPriorities).optional(),
  requires_evidence: z.boolean().optional(),
  evidence_description: EvidenceDescription.optional(),
  evidence_format: z.enum(evidenceFormats).nullable().optional(),
  assigned_to: z.uuid().nullable().optional(),
  due_date: z.iso.date().nullable().optional(),
})

/** What makes sense for many tasks at once. */
const BulkChanges = Changes.pick({ status: true, blocked_reason: true, priority: true, assigned_to: true, due_date: true })

/** How one of several tasks fared: changed, or why not. */
export const BulkResult = z.object({
  task_id: z.uuid(),
  ok: z.boolean(),
  code: z.string().nullable(),
  detail: z.string().nullable(),
})

const one = z.object({ task_id: z.uuid() })
const tags = ['tasks']

export const tasksContract = {
  list: oc
    .route({ method: 'GET', path: '/tasks', summary: 'Tasks, filtered and sorted', tags })
    .input(pageQuery.extend(TaskFilter.shape))
    .output(pageOf(Task)),
  create: oc
    .route({ method: 'POST', path: '/tasks', successStatus: 201, summary: 'A task of one’s own wording', tags })
    .input(
      z.object({
        customer_id: z.uuid(),
        plan_id: z.uuid().nullable().default(null),
        document_id: z.uuid().nullable().default(null),
        section_id: z.string().max(120).nullable().default(null),
        task_type: z.enum(['review', 'custom', 'interview']).default('custom'),
        /** by default what the ids say: of a document, of a plan, else of the customer */
        task_scope: z.enum(taskScopes).optional(),
        title: Title,
        description: Description.default(''),
        priority: z.enum(taskPriorities).default('medium'),
        requires_evidence: z.boolean().default(false),
        evidence_description: EvidenceDescription.default(null),
        evidence_format: z.enum(evidenceFormats).nullable().default(null),
        assigned_to: z.uuid().nullable().default(null),
        due_date: z.iso.date().nullable().default(null),
      }),
    )
    .output(Task),
  get: oc.route({ method: 'GET', path: '/tasks/{task_id}', summary: 'One task', tags }).input(one).output(Task),
  update: oc
    .route({ method: 'PUT', path: '/tasks/{task_id}', summary: 'Change a task; what is left out stays', tags })
    .input(one.extend(Changes.shape))
    .output(Task),
  remove: oc
    .route({ method: 'DELETE', path: '/tasks/{task_id}', successStatus: 204, summary: 'Delete a task somebody added', tags })
    .input(one),
  start: oc.route({ method: 'POST', path: '/tasks/{task_id}/start', summary: 'Begin', tags }).input(one).output(Task),
  complete: oc
    .route({ method: 'POST', path: '/tasks/{task_id}/complete', summary: 'Complete; required evidence must be there', tags })
    .input(one)
    .output(Task),
  reopen: oc
    .route({ method: 'POST', path: '/tasks/{task_id}/reopen', summary: 'Open again what was completed, cancelled or blocked', tags })
    .input(one)
    .output(Task),
  block: oc
    .route({ method: 'POST', path: '/tasks/{task_id}/block', summary: 'Say that it cannot go on, and why', tags })
    .input(one.extend({ reason: Reason }))
    .output(Task),
  cancel: oc.route({ method: 'POST', path: '/tasks/{task_id}/cancel', summary: 'Call it off', tags }).input(one).output(Task),
  bulk: oc
    .route({ method: 'POST', path: '/tasks/bulk', summary: 'Change many tasks alike, each by itself', tags })
    .input(z.object({ task_ids: z.array(z.uuid()).min(1).max(200), changes: BulkChanges }))
    .output(z.object({ results: z.array(BulkResult) })),
}
