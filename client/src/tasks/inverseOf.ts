import type { Task } from './queries.ts'
import type { Change } from './taskChanges.ts'

type Update = Change['update']

const undoable = [
  'title',
  'description',
  'status',
  'priority',
  'requires_evidence',
  'evidence_description',
  'evidence_format',
  'due_date',
  'assigned_to',
  'assigned_team',
] as const satisfies (keyof Update & keyof Task)[]

/** What takes a change back: the fields it named, as they were. Null if it named none that can be taken back. */
export function inverseOf({ task, update }: Change): Change | null {
  const fields = undoable.filter((field) => field in update)
  if (fields.length === 0) return null
  const before = Object.fromEntries(fields.map((field) => [field, task[field]])) as Update
  if (task.status === 'blocked' && 'status' in update && task.blocked_reason !== null) before.blocked_reason = task.blocked_reason
  return { task: { ...task, ...update, status: update.status ?? task.status } as Task, update: before, shown: { ...task } }
}
