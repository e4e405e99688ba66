import { stateWord } from '../ui/StateMark.tsx'
import { isOverdue } from './DueMark.tsx'
import type { Task } from './queries.ts'
import { dayIn, type Grouping } from './taskSearch.ts'
import { priorityWords } from './words.ts'

export type Group = { key: string; title: string; tasks: Task[] }

function dueGroup(task: Task): string {
  if (isOverdue(task)) return 'Overdue'
  if (task.due_date === null) return 'No due date'
  if (task.due_date <= dayIn(7)) return task.due_date < dayIn(0) ? 'Earlier' : 'In 7 days'
  return 'Later'
}

const titleIn: Record<Exclude<Grouping, 'none'>, (task: Task) => string> = {
  status: ({ status }) => stateWord(status),
  priority: ({ priority }) => priorityWords[priority],
  due: dueGroup,
  assignee: ({ assignee, team }) => assignee?.name ?? team?.name ?? 'Nobody',
  customer: ({ customer_name }) => customer_name,
  document: ({ document_name, plan_name }) => document_name ?? plan_name ?? 'No document',
}

/** The order of groups that have one of their own; others come as the list does. */
const orders: Partial<Record<Grouping, readonly string[]>> = {
  status: ['Pending', 'In progress', 'Blocked', 'Completed', 'Cancelled'],
  priority: ['Urgent', 'High', 'Medium', 'Low'],
  due: ['Overdue', 'In 7 days', 'Later', 'No due date', 'Earlier'],
}

/** What makes two tasks one's: things of one name are not one thing. */
const keyIn: Partial<Record<Grouping, (task: Task) => string>> = {
  assignee: ({ assignee, team }) => assignee?.id ?? team?.id ?? 'nobody',
  customer: ({ customer_id }) => customer_id,
  document: ({ document_id, plan_id }) => document_id ?? plan_id ?? 'none',
}

/** Tasks under headings, in the order they are in. */
export function groupsOf(tasks: readonly Task[], grouping: Grouping): Group[] {
  if (grouping === 'none') return [{ key: '', title: '', tasks: [...tasks] }]
  const title = titleIn[grouping]
  const groups = [...Map.groupBy(tasks, keyIn[grouping] ?? title)].map(([key, own]) => ({
    key,
    title: own[0] === undefined ? '' : title(own[0]),
    tasks: own,
  }))
  const order = orders[grouping]
  return order === undefined ? groups : groups.toSorted((a, b) => order.indexOf(a.title) - order.indexOf(b.title))
}
