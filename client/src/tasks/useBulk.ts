import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../accounts/useMe.ts'
import { api, q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { type BulkChanges, changeMany, type Outcome } from './changeMany.ts'
import type { ReadLog } from './fateOf.ts'
import type { Task } from './queries.ts'
import { type Restoration, restorationsOf, takeBack } from './takeBack.ts'
import { countOf } from './words.ts'

/** How a change of many tasks went: which did not change and why, and what takes back those that did. */
type BulkReport = { text: string; refused: Outcome['refused']; undo: Restoration[] }

const reportOf = ({ done, refused }: Outcome, words: string, undo: Restoration[]): BulkReport => ({
  text: `${countOf(done.length, 'task')} ${done.length === 1 ? 'is' : 'are'} ${words}.`,
  refused,
  undo,
})

const spoken = ({ text, refused }: BulkReport): string =>
  refused.length === 0 ? text : `${text} ${countOf(refused.length, 'task')} could not be changed.`

const readLog: ReadLog = async (entity_id) => (await api.activity.list({ entity_id })).data

/**
 * Changes many tasks alike; each by itself, so the report tells of each that was refused. One undo takes back the rest, and tells the same way.
 * A request that fails is told of in the report too, task by task; what it changed before it failed is taken back with the rest.
 */
export function useBulk() {
  const client = useQueryClient()
  const { user } = useMe()
  const [report, setReport] = useState<BulkReport | null>(null)
  const settled = () => client.invalidateQueries({ queryKey: q.tasks.key() })
  const change = useMutation({
    mutationFn: ({ tasks, changes }: { tasks: readonly Task[]; changes: BulkChanges; words: string }) =>
      changeMany(api.tasks.bulk, tasks, changes),
    onMutate: () => setReport((before) => before && { ...before, undo: [] }), // what comes now is taken back first
    onSuccess: (outcome, { changes, words }) => {
      const next = reportOf(outcome, words, restorationsOf(outcome, changes))
      setReport(next)
      announce(spoken(next))
    },
    onSettled: settled,
  })
  const undo = useMutation({
    mutationFn: ({ undo: restorations }: BulkReport) => takeBack({ send: api.tasks.bulk, readLog, userId: user.id }, restorations),
    onSuccess: async ({ outcome, left }) => {
      const next = outcome.refused.length === 0 ? null : reportOf(outcome, 'as before', left)
      const read = settled()
      if (next === null) await read // each task is at its place before the focus goes on at one
      setReport(next)
      announce(next === null ? 'Undone' : spoken(next))
      await read
    },
  })
  const isTakingBack = undo.isPending && undo.variables === report // a newer report is taken back while the tasks are still read anew
  return {
    change: change.mutate,
    isPending: change.isPending || undo.isPending,
    report,
    undo: () => report !== null && !isTakingBack && undo.mutate(report),
    close: () => setReport(null),
  }
}
