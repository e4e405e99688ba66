import type { api, RowOf } from '../api/client.ts'
import type { BulkChanges } from './changeMany.ts'
import type { Task } from './queries.ts'

type Entry = Pick<RowOf<typeof api.activity.list>, 'actor' | 'after'>

/** The log of a task, newest first. */
export type ReadLog = (taskId: string) => Promise<readonly Entry[]>

/** What became of a change: it stands as its author made it, there is nothing of it (any more), or something else was made of it since. */
export type Fate = 'stands' | 'gone' | 'replaced'

const fields = ['status', 'blocked_reason', 'priority', 'assigned_to', 'assigned_team', 'due_date'] as const
type Field = (typeof fields)[number]

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** What a field was made last, and by whom; undefined if the log does not know. Why a task waits is told with its status. */
function lastOf(log: readonly Entry[], field: Field): { by: string | null; value: unknown } | undefined {
  const key = field === 'blocked_reason' ? 'status' : field
  for (const { actor, after } of log)
    if (isRecord(after) && key in after) return { by: actor.id, value: field === key ? after[key] : (after.reason ?? null) }
  return undefined
}

/**
 * What the log says of a change.
 * @param task as it was before
 * @param userId who made the change, if it was made
 */
export function fateOf(log: readonly Entry[], task: Task, changes: BulkChanges, userId: string): Fate {
  const last = fields.filter((field) => field in changes).map((field) => ({ field, entry: lastOf(log, field) }))
  if (last.every(({ field, entry }) => entry === undefined || entry.value === task[field])) return 'gone'
  return last.every(({ field, entry }) => entry?.by === userId && entry.value === changes[field]) ? 'stands' : 'replaced'
}
