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
type Restoration = { tasks: Task[]; changes: BulkChanges }

/** More at once are refused by the server. */
const atOnce = 200

/** Which tasks changed, and which were refused and why. */
type Outcome = { done: Task[]; refused: BulkReport['refused'] }

async function changeAll(tasks: readonly Task[], changes: BulkChanges): Promise<Outcome> {
  const results: Result[] = []
  const ids = tasks.map(({ id }) => id)
  for (let from = 0; from < ids.length; from += atOnce)
    results.push(...(await api.tasks.bulk({ task_ids: ids.slice(from, from + atOnce), changes })).results)
  return outcomeOf(tasks, results)
}

function outcomeOf(tasks: readonly Task[], results: readonly Result[]): Outcome {
  const byId = new Map(results.map((result) => [result.task_id, result]))
  const done = tasks.filter(({ id }) => byId.get(id)?.ok === true)
  const refused = tasks.flatMap((task) => {
    const result = byId.get(task.id)
    return result === undefined || result.ok ? [] : [{ task, detail: detailOf(result) }]
  })
  return { done, refused }
}

/** Takes the same tasks through one change after the other; one that is refused goes no further. */
async function changeInSteps(tasks: readonly Task[], steps: readonly BulkChanges[]): Promise<Outcome> {
  const outcome: Outcome = { done: [...tasks], refused: [] }
  for (const changes of steps) {
    const { done, refused } = await changeAll(outcome.done, changes)
    outcome.done = done
    outcome.refused.push(...refused)
  }
  return outcome
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
    tasks: own,
    changes: JSON.parse(before) as BulkChanges,
  }))
}

/** What takes tasks back that stand at `status` now, if that was changed: what is completed, for one, is first opened again. */
function stepsBack(changes: BulkChanges, status: BulkChanges['status']): BulkChanges[] {
  const detour = status !== undefined && changes.status !== undefined ? stepsTo(status, changes.status).slice(0, -1) : []
  return [...detour.map((step) => ({ status: step })), changes]
}

const reportOf = ({ done, refused }: Outcome, words: string, undo: Restoration[]): BulkReport => ({
  text: `${countOf(done.length, 'task')} ${done.length === 1 ? 'is' : 'are'} ${words}.`,
  refused,
  undo,
})

const spoken = ({ text, refused }: BulkReport): string =>
  refused.length === 0 ? text : `${text} ${countOf(refused.length, 'task')} could not be changed.`

/** Changes many tasks alike; each by itself, so the report tells of each that was refused. One undo takes back the rest, and tells the same way. */
export function useBulk() {
  const client = useQueryClient()
  const [report, setReport] = useState<BulkReport | null>(null)
  const settled = () => client.invalidateQueries({ queryKey: q.tasks.key() })
  const change = useMutation({
    mutationFn: ({ tasks, changes }: { tasks: readonly Task[]; changes: BulkChanges; words: string }) => changeAll(tasks, changes),
    onSuccess: (outcome, { changes, words }) => {
      const next = reportOf(outcome, words, restorationsOf(outcome.done, changes))
      setReport(next)
      announce(spoken(next))
    },
    onSettled: settled,
  })
  const undo = useMutation({
    mutationFn: async ({ undo: restorations }: BulkReport) => {
      const all: Outcome = { done: [], refused: [] }
      for (const { tasks, changes } of restorations) {
        const { done, refused } = await changeInSteps(tasks, stepsBack(changes, change.variables?.changes.status))
        all.done.push(...done)
        all.refused.push(...refused)
      }
      return all
    },
    onSuccess: (outcome) => {
      const next = outcome.refused.length === 0 ? null : reportOf(outcome, 'as before', [])
      setReport(next)
      announce(next === null ? 'Undone' : spoken(next))
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
