import { cancellingIsForStaff, canMoveTask } from '@certloom/shared/permissions'
import { isOpen, refusalOf, type TaskStatus } from '@certloom/shared/tasks/transitions'
import { useCallback, useMemo, useState } from 'react'
import { useActor, useCan } from '../accounts/useMe.ts'
import { problemOf } from '../api/problems.ts'
import { announce } from '../app/announcer.ts'
import { stateWord } from '../ui/StateMark.tsx'
import { inverseOf } from './inverseOf.ts'
import type { Task } from './queries.ts'
import type { TaskActions } from './taskActions.ts'
import { type Change, toStatus, useChangeTask } from './taskChanges.ts'

/** What was done last, and how it is taken back; or why something was not done. */
export type TaskNotice = { text: string; undo: Change | null; task: Task; kind: 'done' | 'refused' }

/** Why a task cannot go there; null if it can. The same rules as the server's. */
export function refusalFor(task: Task, to: TaskStatus): string | null {
  const refusal = refusalOf(
    {
      status: task.status,
      requiresEvidence: task.requires_evidence,
      hasEvidence: task.evidence_uploaded,
      evidenceDescription: task.evidence_description,
      blockedReason: 'asked for before it goes there',
    },
    to,
  )
  return refusal?.detail ?? null
}

/** What the server's refusal means to somebody who moved a card. */
function refusedWords({ title }: Task, error: unknown): string {
  const { code, detail, next } = problemOf(error)
  if (code === 'not_found') return `“${title}” is no longer there: somebody deleted it.`
  return code === 'conflict' ? `“${title}” was not changed. ${detail}` : `“${title}” was not changed. ${detail}. ${next}`
}

/** The commands of a page of tasks: they show at once, are taken back when refused, and can be undone once. */
export function useTaskCommands({ onOpen, isOfOneCustomer }: { onOpen: (taskId: string) => void; isOfOneCustomer: boolean }) {
  const can = useCan()
  const actor = useActor()
  const { mutateAsync } = useChangeTask()
  const [notice, setNotice] = useState<TaskNotice | null>(null)
  const [blocking, setBlocking] = useState<Task | null>(null)

  const say = useCallback((next: TaskNotice) => {
    setNotice(next)
    announce(next.undo === null ? next.text : `${next.text} It can be undone.`)
  }, [])
  const attempt = useCallback(
    async (wanted: Change): Promise<boolean> => {
      try {
        await mutateAsync(wanted)
        return true
      } catch (error) {
        say({ text: refusedWords(wanted.task, error), undo: null, task: wanted.task, kind: 'refused' })
        return false
      }
    },
    [mutateAsync, say],
  )
  const change = useCallback(
    (wanted: Change, words: string) => {
      say({ text: words, undo: inverseOf(wanted), task: wanted.task, kind: 'done' })
      return attempt(wanted)
    },
    [attempt, say],
  )
  const mayMove = useCallback<TaskActions['mayMove']>(
    ({ customer_id, is_mine, status }, to = status) =>
      actor !== null && canMoveTask(actor, { customerId: customer_id, isMine: is_mine }, { from: status, to }),
    [actor],
  )
  const move = useCallback(
    (task: Task, to: TaskStatus) => {
      if (task.status === to) return
      const refusal = mayMove(task, to) ? refusalFor(task, to) : cancellingIsForStaff
      if (refusal !== null) say({ text: refusal, undo: null, task, kind: 'refused' })
      else if (to === 'blocked') setBlocking(task)
      else void change(toStatus(task, to), `“${task.title}” is ${stateWord(to).toLowerCase()}.`)
    },
    [change, say, mayMove],
  )
  const block = (task: Task, reason: string) => {
    setBlocking(null)
    void change(toStatus(task, 'blocked', reason), `“${task.title}” is blocked.`)
  }
  const undo = () => {
    if (notice?.undo === null || notice === null) return
    void attempt(notice.undo)
    setNotice(null)
    announce('Undone')
  }

  const actions = useMemo<TaskActions>(
    () => ({
      move,
      change,
      open: onOpen,
      mayWrite: ({ customer_id }) => can('task.write', customer_id),
      mayMove,
      isOfOneCustomer,
    }),
    [move, change, onOpen, can, mayMove, isOfOneCustomer],
  )
  return { actions, notice, say, closeNotice: () => setNotice(null), undo, blocking, block, stopBlocking: () => setBlocking(null) }
}

/** The statuses a task may be given from a menu, those first that come next. */
export const choicesFor = (task: Task): TaskStatus[] =>
  (['pending', 'in_progress', 'blocked', 'completed', 'cancelled'] as const).filter(
    (status) => status === task.status || isOpen(task.status) || status === 'pending' || status === 'in_progress',
  )
