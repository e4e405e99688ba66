import { oc } from '@orpc/contract'
import { z } from 'zod'
import { planStatuses } from '../plans/transitions.ts'

const Count = z.number().int()

/** How far a plan is, with the numbers behind it. What is archived or cancelled is left out. */
export const PlanProgress = z.object({
  plan_id: z.uuid(),
  customer_id: z.uuid(),
  plan_status: z.enum(planStatuses),
  total_documents: Count,
  /** those with an approved version */
  approved_documents: Count,
  not_started_documents: Count,
  in_progress_documents: Count,
  pending_review_documents: Count,
  avg_document_completion: z.number(),
  total_tasks: Count,
  completed_tasks: Count,
  pending_tasks: Count,
  in_progress_tasks: Count,
  blocked_tasks: Count,
  evidence_required_count: Count,
  evidence_uploaded_count: Count,
  overall_progress_percentage: z.number(),
})

/** How far a customer is: the mean of its active plans, and what all its plans have in them. */
export const CustomerProgress = z.object({
  customer_id: z.uuid(),
  total_iso_plans: Count,
  active_plans: Count,
  completed_plans: Count,
  total_documents: Count,
  approved_documents: Count,
  total_tasks: Count,
  completed_tasks: Count,
  overall_progress_percentage: z.number(),
})

/** The numbers of a dashboard: of the organization, a customer or a plan. Each is as long as the list it opens. */
export const Figures = z.object({
  /** the mean of the active plans, or how far the one plan is */
  overall_progress_percentage: z.number(),
  customers: Count,
  plans: z.object({ active: Count, paused: Count, completed: Count, cancelled: Count }),
  documents: z.object({
    total: Count,
    /** those with an approved version, whatever their draft is now */
    with_approved_version: Count,
    /** those whose approved version shows facts otherwise than they are said now */
    with_older_facts: Count,
    not_started: Count,
    in_progress: Count,
    pending_review: Count,
    approved: Count,
    changes_requested: Count,
    rejected: Count,
  }),
  tasks: z.object({
    /** without the cancelled ones */
    total: Count,
    pending: Count,
    in_progress: Count,
    blocked: Count,
    completed: Count,
    /** open and due before today (UTC) */
    overdue: Count,
    /** open and due within seven days */
    due_soon: Count,
    /** open and nobody's */
    unassigned: Count,
  }),
  evidence: z.object({
    /** tasks that ask for evidence, and those of them that have it */
    required: Count,
    given: Count,
    pending: Count,
    /** not rejected, and its validity ends within 30 days or has ended */
    expiring: Count,
    expired: Count,
  }),
})
export type Figures = z.infer<typeof Figures>

/** How far something was when a day began; the last point is how far it is now. */
export const TrendPoint = z.object({
  day: z.iso.date(),
  overall_progress_percentage: z.number(),
  total_documents: Count,
  approved_documents: Count,
  total_tasks: Count,
  completed_tasks: Count,
})
export type TrendPoint = z.infer<typeof TrendPoint>

export const deadlineKinds = ['iso_plan', 'customer_document', 'task'] as const

/** Something that is to be done by a day: a plan, a document with its tasks, or a task that stands by itself. */
export const Deadline = z.object({
  kind: z.enum(deadlineKinds),
  id: z.uuid(),
  name: z.string(),
  due_date: z.iso.date(),
  customer_id: z.uuid(),
  customer_name: z.string(),
  plan_id: z.uuid().nullable(),
  /** of a document: its tasks that are open */
  open_tasks: Count,
})
export type Deadline = z.infer<typeof Deadline>

/** Whose numbers: of everything one may see, of a customer, or of a plan. */
const Of = z.object({ customer_id: z.uuid().optional(), plan_id: z.uuid().optional() })
const tags = ['progress']

export const progressContract = {
  figures: oc.route({ method: 'GET', path: '/progress/figures', summary: 'The numbers of a dashboard', tags }).input(Of).output(Figures),
  trend: oc
    .route({ method: 'GET', path: '/progress/trend', summary: 'How far it was on each of the last days, and is now', tags })
    .input(Of.extend({ days: z.coerce.number().int().min(1).max(366).default(30) }))
    .output(z.object({ data: z.array(TrendPoint) })),
  deadlines: oc
    .route({ method: 'GET', path: '/progress/deadlines', summary: 'What is due from today on (UTC), the next first', tags })
    .input(Of.extend({ limit: z.coerce.number().int().min(1).max(100).default(10) }))
    .output(z.object({ data: z.array(Deadline) })),
}
