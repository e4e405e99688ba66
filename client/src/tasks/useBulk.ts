import { stepsTo } from '@certloom/shared/tasks/transitions'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import type { Task } from './queries.ts'
import { countOf } from './words.ts'

export type BulkChanges = Parameters<typeof api.tasks.bulk>[0]['changes']
type Result = Awaited<ReturnType<typeof api.tasks.bulk>>['results'][number]

/** How a change of many tasks went: which did not change and why, and what takes back those that did. */
export type BulkReport = { text: string; refused: { task: Task; detail: string }[]; undo: Restoration[] }

/** Tasks that get the same back. */
type Restoration = { ids: string[]; changes: BulkChanges }

/** More at once are refused by the server. */
const atOnce = 200

async function changeAll(ids: readonly string[], changes: BulkChanges): Promise<Result[]> {
  const results: Result[] = []
  for (let from = 0; from < ids.length; from += atOnce)
    results.push(...(await api.tasks.bulk({ task_ids: ids.slice(from, from + atOnce), changes })).results)
  return results
}

const beforeOf = (task: Task, changes: BulkChanges): BulkChanges => ({
  ...('status' in changes && { status: task.status, ...(task.blocked_reason !== null && { blocked_reason: task.blocked_reason }) }),
  ...('priority' in changes && { priority: task.priority }),
  ...('due_date' in changes && { due_date: task.due_date }),
  ...('assigned_to' in changes && { assigned_to: task.assigned_to, assigned_team: task.assigned_team }),
})

/** What takes the change back, in as few requests as there are different states to go back to. */
function restorationsOf(tasks: readonly Task[], changes: BulkChanges): Restoration[] {
  const changed = tasks.filter((task) => JSON.stringify({ ...changes, ...beforeOf(task, changes) }) !== JSON.stringify(changes))
  return [...Map.groupBy(changed, (task) => JSON.stringify(beforeOf(task, changes)))].map(([before, own]) => ({
    ids: own.map(({ id }) => id),
    changes: JSON.parse(before) as BulkChanges,
  }))
}

/** Changes many tasks alike; each by itself, so the report tells of each that was refused. One undo takes back the rest. */
export function useBulk() {
  const client = useQueryClient()
  const [report, setReport] = useState<BulkReport | null>(null)
  const settled = () => client.invalidateQueries({ queryKey: q.tasks.key() })
  const change = useMutation({
    mutationFn: ({ tasks, changes }: { tasks: readonly Task[]; changes: BulkChanges; words: string }) =>
      changeAll(
        tasks.map(({ id }) => id),
        changes,
      ),
    onSuccess: (results, { tasks, changes, words }) => {
      const byId = new Map(results.map((result) => [result.task_id, result]))
      const done = tasks.filter(({ id }) => byId.get(id)?.ok === true)
      const refused = tasks.flatMap((task) => {
        const result = byId.get(task.id)
        return result === undefined || result.ok ? [] : [{ task, detail: detailOf(result) }]
      })
      const text = `${countOf(done.length, 'task')} ${done.length === 1 ? 'is' : 'are'} ${words}.`
      setReport({ text, refused, undo: restorationsOf(done, changes) })
      announce(refused.length === 0 ? text : `${text} ${countOf(refused.length, 'task')} could not be changed.`)
    },
    onSettled: settled,
  })
  const undo = useMutation({
    mutationFn: async ({ undo: restorations }: BulkReport) => {
      const target = change.variables?.changes.status
      for (const { ids, changes } of restorations) {
        const detour = target !== undefined && changes.status !== undefined ? stepsTo(target, changes.status).slice(0, -1) : []
        for (const status of detour) await changeAll(ids, { status })
        await changeAll(ids, changes)
      }
    },
    onSuccess: () => {
      setReport(null)
      announce('Undone')
    },
    onSettled: settled,
  })
  return {
    change: change.mutate,
    isPending: change.isPending || undo.isPending,
    error: change.error ?? undo.error,
    report,
    undo: () => report !== null && undo.mutate(report),
    close: () => setReport(null),
  }
}

const detailOf = ({ code, detail }: Result): string =>
  code === 'not_found' ? 'It is no longer there.' : (detail ?? 'It could not be changed.')
