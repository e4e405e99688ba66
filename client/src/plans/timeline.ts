import type { DocumentSummary } from '@certloom/shared/documents/contract'
import type { Plan } from '@certloom/shared/plans/contract'
import { mondayOf, weeksBetween } from '@certloom/shared/plans/weeks'
import type { Task } from '@certloom/shared/tasks/contract'
import type { ShownState } from '../ui/StateMark.tsx'

/** Something on the timeline: a document with its tasks, a task with a date of its own, or the plan's target. */
export type Entry = {
  id: string
  kind: 'document' | 'task' | 'target'
  name: string
  day: string
  state: ShownState
  isDone: boolean
  /** of a document: its tasks that are open */
  openTasks: number
}

export type Week = { monday: string; entries: Entry[]; isNow: boolean }

const openStates: readonly Task['status'][] = ['pending', 'in_progress', 'blocked']

/** A plan's weeks from its first day or due date to its last one, today's among them, each with what is due in it; and what has no date. */
export function timelineOf(
  plan: Plan,
  documents: readonly DocumentSummary[],
  tasks: readonly Task[],
  today: string,
): { weeks: Week[]; undated: number } {
  const dated = [
    ...documents.flatMap((document) => entryOf(document, tasks)),
    ...tasks.flatMap((task) => ownEntry(task, documents)),
    ...targetOf(plan),
  ]
  const entries = dated.toSorted((a, b) => (a.day === b.day ? a.name.localeCompare(b.name) : a.day < b.day ? -1 : 1))
  const days = [plan.created_at.slice(0, 10), today, ...entries.map((entry) => entry.day)].toSorted()
  const byWeek = Map.groupBy(entries, (entry) => mondayOf(entry.day))
  const now = mondayOf(today)
  return {
    weeks: weeksBetween(days[0] ?? today, days.at(-1) ?? today).map((monday) => ({
      monday,
      entries: byWeek.get(monday) ?? [],
      isNow: monday === now,
    })),
    undated: documents.filter((document) => document.due_date === null).length,
  }
}

function entryOf(document: DocumentSummary, tasks: readonly Task[]): Entry[] {
  if (document.due_date === null) return []
  return [
    {
      id: document.id,
      kind: 'document',
      name: document.document_name,
      day: document.due_date,
      state: document.status,
      isDone: document.status === 'approved',
      openTasks: tasks.filter((task) => task.document_id === document.id && openStates.includes(task.status)).length,
    },
  ]
}

/** A task is due with its document, unless somebody gave it another day. */
function ownEntry(task: Task, documents: readonly DocumentSummary[]): Entry[] {
  if (task.due_date === null || task.status === 'cancelled') return []
  if (documents.some((document) => document.id === task.document_id && document.due_date === task.due_date)) return []
  const isDone = task.status === 'completed'
  return [{ id: task.id, kind: 'task', name: task.title, day: task.due_date, state: task.status, isDone, openTasks: 0 }]
}

const targetOf = (plan: Plan): Entry[] =>
  plan.target_completion_date === null
    ? []
    : [
        {
          id: plan.id,
          kind: 'target',
          name: 'Target of the plan',
          day: plan.target_completion_date,
          state: plan.plan_status,
          isDone: plan.plan_status === 'completed',
          openTasks: 0,
        },
      ]
