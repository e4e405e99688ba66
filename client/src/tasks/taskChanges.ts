import { stepsTo, type TaskStatus } from '@certloom/shared/tasks/transitions'
import { useMutation, useMutationState, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, q } from '../api/client.ts'
import type { Task } from './queries.ts'

type Update = Omit<Parameters<typeof api.tasks.update>[0], 'task_id' | 'expected_status'>

/** What to send to the server, and what to show until it has answered. */
export type Change = { task: Task; update: Update; shown: Partial<Task> }

const key = ['task change']

/** Asks for it, one status after the other where there is no straight way. What somebody else moved meanwhile is not moved. */
async function send({ task, update }: Change): Promise<void> {
  const { status, blocked_reason, ...others } = update
  const steps = status === undefined ? [] : stepsTo(task.status, status)
  const detour = steps.slice(0, -1)
  for (const step of detour) await api.tasks.update({ task_id: task.id, status: step, expected_status: task.status })
  const expected = detour.at(-1) ?? task.status
  await api.tasks.update({
    task_id: task.id,
    ...others,
    ...(status !== undefined && { status, expected_status: expected }),
    ...(blocked_reason !== undefined && { blocked_reason }),
  })
}

/** Changes a task. Until the lists are read anew they show what was asked for; a refusal takes that back. */
export function useChangeTask() {
  const client = useQueryClient()
  return useMutation({
    mutationKey: key,
    scope: { id: 'task change' }, // one after another: a second move says from where the first one goes to
    mutationFn: send,
    onSettled: () => client.invalidateQueries({ queryKey: q.tasks.key() }),
  })
}

/** What of which tasks is asked for and not answered yet. */
export function usePendingChanges(): ReadonlyMap<string, Change> {
  const pending = useMutationState({
    filters: { mutationKey: key, status: 'pending' },
    select: ({ state }) => state.variables as Change,
  })
  return useMemo(() => {
    const changes = new Map<string, Change>()
    for (const change of pending) {
      const shown = { ...changes.get(change.task.id)?.shown, ...change.shown }
      changes.set(change.task.id, { ...change, shown })
    }
    return changes
  }, [pending])
}

/** A task as it will be. */
export const asChanged = (task: Task, pending: ReadonlyMap<string, Change>): Task => ({ ...task, ...pending.get(task.id)?.shown })

/** Into another status, with what that takes along. */
export const toStatus = (task: Task, status: TaskStatus, reason: string | null = null): Change => ({
  task,
  update: { status, ...(reason !== null && { blocked_reason: reason }) },
  shown: { status, blocked_reason: status === 'blocked' ? reason : null },
})
