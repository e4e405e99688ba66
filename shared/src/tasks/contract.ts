import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Day } from '../day.ts'
import { evidencePolicies } from '../evidence/policy.ts'
import { pageOf, pageQuery } from '../paging.ts'
import { Person } from '../person.ts'
import { SentId } from '../sentId.ts'
import { isDueDate } from './dueDate.ts'
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
const DueDate = z.iso.date().refine(isDueDate, 'Give a day between 2000 and 2199.')
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
  /** a team's id, in place of a person's */
  assigned_team: z.uuid().nullable(),
  team: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  /** the reader's own, or that of a team they are in */
  is_mine: z.boolean(),
  due_date: z.iso.date().nullable(),
  auto_generated: z.boolean(),
  completed_at: z.iso.datetime().nullable(),
  completed_by: Person.nullable(),
  created_by: Person,
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
})
export type Task = z.infer<typeof Task>

/** A task by itself, with what one needs to work on it. */
export const TaskDetail = Task.extend({
  /** the section it asks to fill, or to give evidence for */
  section: z.object({ id: z.string(), title: z.string(), is_filled: z.boolean() }).nullable(),
  /** whether its evidence may be a file, or only a link */
  evidence_policy: z.enum(evidencePolicies),
})
export type TaskDetail = z.infer<typeof TaskDetail>

export const TaskComment = z.object({
  id: z.uuid(),
  author: Person,
  body: z.string(),
  mentions: z.array(Person),
  /** staff alone read it */
  is_internal: z.boolean(),
  created_at: z.iso.datetime(),
  edited_at: z.iso.datetime().nullable(),
})
export type TaskComment = z.infer<typeof TaskComment>

/** A yes or no in an address. */
const Flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')])

/** One value, or several given again and again: `status=pending&status=blocked`. */
const several = <T extends z.ZodType>(value: T) => z.union([z.array(value).min(1).max(10), value.transform((one) => [one])])

export const TaskFilter = z.object({
  customer_id: z.uuid().optional(),
  plan_id: z.uuid().optional(),
  /** of plans for this framework */
  iso_standard_id: z.uuid().optional(),
  document_id: z.uuid().optional(),
  section_id: z.string().max(120).optional(),
  status: several(z.enum(taskStatuses)).optional(),
  task_scope: z.enum(taskScopes).optional(),
  task_type: z.enum(taskTypes).optional(),
  priority: several(z.enum(taskPriorities)).optional(),
  /** a person's id, `me`, or `nobody` */
  assigned_to: z.union([z.uuid(), z.literal('me'), z.literal('nobody')]).optional(),
  assigned_team: z.uuid().optional(),
  /** assigned to the one who asks, or to a team they are in */
  mine: Flag.optional(),
  requires_evidence: Flag.optional(),
  evidence_uploaded: Flag.optional(),
  /** still open and due before today (UTC) */
  overdue: Flag.optional(),
  due_from: Day.optional(),
  due_to: Day.optional(),
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
  /** a person; takes the task from its team */
  assigned_to: z.uuid().nullable().optional(),
  /** a team; takes the task from its person */
  assigned_team: z.uuid().nullable().optional(),
  due_date: DueDate.nullable().optional(),
})

/** What makes sense for many tasks at once. */
const BulkChanges = Changes.pick({
  status: true,
  blocked_reason: true,
  priority: true,
  assigned_to: true,
  assigned_team: true,
  due_date: true,
})

/** How one of several tasks fared: changed, or why not. */
export const BulkResult = z.object({
  task_id: z.uuid(),
  ok: z.boolean(),
  code: z.string().nullable(),
  detail: z.string().nullable(),
})

/** How many tasks are where; none counts further than 1,000. */
export const TaskCounts = z.object({
  pending: z.number().int(),
  in_progress: z.number().int(),
  blocked: z.number().int(),
  completed: z.number().int(),
  cancelled: z.number().int(),
})
export type TaskCounts = z.infer<typeof TaskCounts>

const one = z.object({ task_id: z.uuid() })
const oneComment = one.extend({ comment_id: z.uuid() })
const Body = z.string().trim().min(1).max(5000)
/** Who is told of it by name. */
const Mentions = z.array(z.uuid()).max(50)
const tags = ['tasks']

export const tasksContract = {
  list: oc
    .route({ method: 'GET', path: '/tasks', summary: 'Tasks, filtered and sorted', tags })
    .input(pageQuery.extend(TaskFilter.shape))
    .output(pageOf(Task)),
  counts: oc
    .route({ method: 'GET', path: '/tasks/counts', summary: 'How many tasks each status has, counted up to 1,000', tags })
    .input(TaskFilter.omit({ status: true, sort: true }))
    .output(TaskCounts),
  create: oc
    .route({ method: 'POST', path: '/tasks', successStatus: 201, summary: 'A task of one’s own wording', tags })
    .input(
      z.object({
        id: SentId.optional(),
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
        assigned_team: z.uuid().nullable().default(null),
        due_date: DueDate.nullable().default(null),
      }),
    )
    .output(Task),
  get: oc.route({ method: 'GET', path: '/tasks/{task_id}', summary: 'One task', tags }).input(one).output(TaskDetail),
  update: oc
    .route({
      method: 'PUT',
      path: '/tasks/{task_id}',
      summary: 'Change a task; what is left out stays. With `expected_status` only if that is where it stands',
      tags,
    })
    .input(one.extend({ ...Changes.shape, expected_status: z.enum(taskStatuses).optional() }))
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
    .route({
      method: 'POST',
      path: '/tasks/bulk',
      summary: 'Change many tasks alike, each by itself; with `expected_status` only those that stand there',
      tags,
    })
    .input(
      z.object({
        task_ids: z.array(z.uuid()).min(1).max(200),
        changes: BulkChanges.extend({ expected_status: z.enum(taskStatuses).optional() }),
      }),
    )
    .output(z.object({ results: z.array(BulkResult) })),
  comments: oc
    .route({ method: 'GET', path: '/tasks/{task_id}/comments', summary: 'What was said about a task, oldest first', tags })
    .input(one.extend(pageQuery.shape))
    .output(pageOf(TaskComment)),
  comment: oc
    .route({ method: 'POST', path: '/tasks/{task_id}/comments', successStatus: 201, summary: 'Say something about a task', tags })
    .input(one.extend({ id: SentId.optional(), body: Body, mentions: Mentions.default([]), is_internal: z.boolean().default(false) }))
    .output(TaskComment),
  editComment: oc
    .route({ method: 'PUT', path: '/tasks/{task_id}/comments/{comment_id}', summary: 'Say it otherwise; one’s own only', tags })
    .input(oneComment.extend({ body: Body, mentions: Mentions.default([]) }))
    .output(TaskComment),
  removeComment: oc
    .route({
      method: 'DELETE',
      path: '/tasks/{task_id}/comments/{comment_id}',
      successStatus: 204,
      summary: 'Take back what one said',
      tags,
    })
    .input(oneComment),
}
