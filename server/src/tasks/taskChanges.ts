import type { Task } from '../db/generated/client.ts'

/** What can be changed of a task; what is undefined stays. */
export type TaskChanges = {
  [Field in
    | 'title'
    | 'description'
    | 'status'
    | 'blockedReason'
    | 'priority'
    | 'requiresEvidence'
    | 'evidenceDescription'
    | 'evidenceFormat'
    | 'assigneeId'
    | 'teamId'
    | 'dueDate']?: Task[Field] | undefined
}

export type Field = keyof TaskChanges

/** The task as it will be, and what of it is other than before. */
export function merge(task: Task, changes: TaskChanges): { after: Task; changed: Field[] } {
  const wanted = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
  const after: Task = { ...task, ...wanted }
  if (changes.assigneeId) after.teamId = null
  if (changes.teamId) after.assigneeId = null
  if (after.status !== 'blocked') after.blockedReason = null
  const fields = Object.keys({ ...wanted, blockedReason: null, assigneeId: null, teamId: null }) as Field[]
  return { after, changed: fields.filter((field) => shown(task[field]) !== shown(after[field])) }
}

/** A value as the log and its reader compare it. */
export const shown = (value: string | boolean | Date | null): string | boolean | null =>
  value instanceof Date ? value.toISOString().slice(0, 10) : value
