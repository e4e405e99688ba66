import type { evidenceFormats, taskPriorities, taskScopes, taskSorts } from '@certloom/shared/tasks/contract'

type Priority = (typeof taskPriorities)[number]

/** Said here again because the contract they come from would bring its validators onto the page; the types keep them the same. */
export const priorities = ['urgent', 'high', 'medium', 'low'] as const satisfies readonly Priority[]
export const scopes = ['document', 'iso_plan', 'customer'] as const satisfies readonly (typeof taskScopes)[number][]
export const sorts = ['due_date', 'priority', 'updated'] as const satisfies readonly (typeof taskSorts)[number][]
export const formats = [
  'document',
  'log',
  'screenshot',
  'certificate',
  'report',
] as const satisfies readonly (typeof evidenceFormats)[number][]

export const priorityWords: Record<Priority, string> = { urgent: 'Urgent', high: 'High', medium: 'Medium', low: 'Low' }

export const scopeWords: Record<(typeof scopes)[number], string> = { document: 'Document', iso_plan: 'Plan', customer: 'Customer' }

export const sortWords: Record<(typeof sorts)[number], string> = { due_date: 'Due date', priority: 'Priority', updated: 'Last changed' }

export const dueWords = { overdue: 'Overdue', today: 'Due today', week: 'Due in 7 days', month: 'Due in 30 days' }

export const evidenceWords = { required: 'Requires evidence', missing: 'Evidence missing' }

export const groupWords = {
  none: 'No groups',
  status: 'Status',
  priority: 'Priority',
  due: 'Due date',
  assignee: 'Assignee',
  customer: 'Customer',
  document: 'Document',
}

export const formatWords: Record<(typeof formats)[number], string> = {
  document: 'Document',
  log: 'Log',
  screenshot: 'Screenshot',
  certificate: 'Certificate',
  report: 'Report',
}

export const countOf = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`
