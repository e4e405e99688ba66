import type { taskPriorities, taskScopes, taskSorts } from '@certloom/shared/tasks/contract'
import { type TaskStatus, taskStatuses } from '@certloom/shared/tasks/transitions'
import type { api } from '../api/client.ts'
import { priorities, scopes, sorts } from './words.ts'

export type Priority = (typeof taskPriorities)[number]
type Scope = (typeof taskScopes)[number]
type Sort = (typeof taskSorts)[number]

export const groupings = ['none', 'status', 'priority', 'due', 'assignee', 'customer', 'document'] as const
export type Grouping = (typeof groupings)[number]

/** What matters of a due date. */
export const dueChoices = ['overdue', 'today', 'week', 'month'] as const
type Due = (typeof dueChoices)[number]

/** What matters of evidence: asked for, asked for and not there. */
export const evidenceChoices = ['required', 'missing'] as const
type EvidenceChoice = (typeof evidenceChoices)[number]

/** What of a page of tasks is in its address: how they are shown, which ones, and which one is open. */
export type TaskSearch = {
  view?: 'list' | undefined
  status?: string | undefined
  priority?: string | undefined
  /** a customer's id, where the page is not about one */
  customer?: string | undefined
  /** a person's id, `me`, `nobody`, or `team:` and a team's id */
  assignee?: string | undefined
  due?: Due | undefined
  scope?: Scope | undefined
  framework?: string | undefined
  evidence?: EvidenceChoice | undefined
  q?: string | undefined
  sort?: Sort | undefined
  group?: Grouping | undefined
  task?: string | undefined
}

/** Tasks a page is about, whatever else is asked for. */
export type FixedFilter = { customer_id?: string; plan_id?: string; mine?: true }

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const oneOf = <T extends string>(values: readonly T[], value: unknown): T | undefined => values.find((one) => one === value)

const idOr = (value: unknown): string | undefined => (typeof value === 'string' && uuid.test(value) ? value : undefined)

function assigneeOr(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  return value === 'me' || value === 'nobody' || uuid.test(value.replace(/^team:/, '')) ? value : undefined
}

/** The known ones of a list such as `pending,blocked`; undefined if there are none. */
export function listed<T extends string>(known: readonly T[], value: unknown): T[] | undefined {
  const found = typeof value === 'string' ? known.filter((one) => value.split(',').includes(one)) : []
  return found.length === 0 ? undefined : found
}

/** Reads the address; what is nothing of ours is left out. */
export function taskSearch(search: Record<string, unknown>): TaskSearch {
  return {
    view: search.view === 'list' ? 'list' : undefined,
    status: listed(taskStatuses, search.status)?.join(','),
    priority: listed(priorities, search.priority)?.join(','),
    customer: idOr(search.customer),
    assignee: assigneeOr(search.assignee),
    due: oneOf(dueChoices, search.due),
    scope: oneOf(scopes, search.scope),
    framework: idOr(search.framework),
    evidence: oneOf(evidenceChoices, search.evidence),
    q: typeof search.q === 'string' && search.q.trim() !== '' ? search.q.slice(0, 200) : undefined,
    sort: oneOf(sorts, search.sort),
    group: oneOf(groupings, search.group),
    task: idOr(search.task),
  }
}

/** A day as calendars of programs say it. The server counts days in UTC too, so what is marked overdue is what the filter finds. */
export const dayIn = (days: number, now = new Date()): string => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)

type Asked = Parameters<typeof api.tasks.list>[0]

const dueFilters: Record<Due, () => Asked> = {
  overdue: () => ({ overdue: true }),
  today: () => ({ due_from: dayIn(0), due_to: dayIn(0) }),
  week: () => ({ due_from: dayIn(0), due_to: dayIn(7) }),
  month: () => ({ due_from: dayIn(0), due_to: dayIn(30) }),
}

function assigneeFilter(assignee: string): Asked {
  return assignee.startsWith('team:') ? { assigned_team: assignee.slice(5) } : { assigned_to: assignee }
}

/** What to ask the server for. The status is left to who asks: a board asks for each. */
export const filterOf = (search: TaskSearch, fixed: FixedFilter) => ({
  ...(search.customer !== undefined && { customer_id: search.customer }),
  ...fixed,
  ...(search.priority !== undefined && { priority: listed(priorities, search.priority) }),
  ...(search.assignee !== undefined && assigneeFilter(search.assignee)),
  ...(search.due !== undefined && dueFilters[search.due]()),
  ...(search.scope !== undefined && { task_scope: search.scope }),
  ...(search.framework !== undefined && { iso_standard_id: search.framework }),
  ...(search.evidence !== undefined && { requires_evidence: true }),
  ...(search.evidence === 'missing' && { evidence_uploaded: false }),
  ...(search.q !== undefined && { q: search.q }),
})
export type AskedFilter = ReturnType<typeof filterOf>

/** The statuses that are shown: those asked for, else all but what was called off. */
export const statusesOf = ({ status }: TaskSearch): TaskStatus[] =>
  listed(taskStatuses, status) ?? taskStatuses.filter((one) => one !== 'cancelled')

/** No words and no conditions: what a reader narrowed the tasks by, taken away. */
export const notNarrowed = {
  q: undefined,
  status: undefined,
  priority: undefined,
  customer: undefined,
  assignee: undefined,
  due: undefined,
  scope: undefined,
  framework: undefined,
  evidence: undefined,
} satisfies TaskSearch

/** How many conditions a reader set. */
export const conditionsOf = ({ status, priority, customer, assignee, due, scope, framework, evidence }: TaskSearch): number =>
  [status, priority, customer, assignee, due, scope, framework, evidence].filter((one) => one !== undefined).length
