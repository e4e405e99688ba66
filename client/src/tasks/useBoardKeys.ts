import { type TaskStatus, taskStatuses } from '@certloom/shared/tasks/transitions'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { announce } from '../app/announcer.ts'
import { stateWord } from '../ui/StateMark.tsx'
import type { Task } from './queries.ts'
import type { Selection } from './useSelection.ts'

/** A card taken up with the keyboard, and the column it would go to. */
export type Lift = { task: Task; to: TaskStatus }

type Column = { status: TaskStatus; tasks: readonly Task[] }

type Parts = {
  columns: readonly Column[]
  /** null for who may select nothing */
  selection: Selection | null
  mayMove: (task: Task) => boolean
  onMove: (task: Task, to: TaskStatus) => void
}

const ways: Record<string, 'up' | 'down' | 'before' | 'after'> = {
  ArrowUp: 'up',
  k: 'up',
  ArrowDown: 'down',
  j: 'down',
  ArrowLeft: 'before',
  h: 'before',
  ArrowRight: 'after',
  l: 'after',
}

const focusCard = (board: HTMLElement | null, id: string): boolean => {
  const link = board?.querySelector<HTMLElement>(`[data-task="${id}"] [data-task-link]`)
  link?.focus()
  return link != null
}

/** The card next to this one; in another column the one at the same height. */
function neighbourOf(columns: readonly Column[], id: string, way: 'up' | 'down' | 'before' | 'after'): Task | undefined {
  const at = columns.findIndex(({ tasks }) => tasks.some((task) => task.id === id))
  const row = columns[at]?.tasks.findIndex((task) => task.id === id) ?? -1
  if (way === 'up') return columns[at]?.tasks[row - 1]
  if (way === 'down') return columns[at]?.tasks[row + 1]
  const others = way === 'before' ? columns.slice(0, at).toReversed() : columns.slice(at + 1)
  const next = others.find(({ tasks }) => tasks.length > 0)
  return next?.tasks[Math.min(row, next.tasks.length - 1)]
}

/**
 * The keys of a board: arrows walk, Space takes a card up and puts it down, 1 to 5 give a status, X selects, Shift and arrows select more.
 * After a move the focus goes on with the card.
 */
export function useBoardKeys({ columns, selection, mayMove, onMove }: Parts) {
  const board = useRef<HTMLDivElement>(null)
  const following = useRef<{ id: string; to: TaskStatus } | null>(null)
  const [lift, setLift] = useState<Lift | null>(null)
  const [current, setCurrent] = useState<string | null>(null)
  const shown = columns.flatMap(({ tasks }) => tasks)

  useEffect(() => {
    const { id, to } = following.current ?? {}
    if (id === undefined || !columns.some(({ status, tasks }) => status === to && tasks.some((task) => task.id === id))) return
    if (focusCard(board.current, id)) following.current = null
  }, [columns])

  const moveTo = (task: Task, to: TaskStatus) => {
    if (!mayMove(task)) return
    following.current = { id: task.id, to }
    onMove(task, to)
  }
  const lifted = (event: KeyboardEvent, { task, to }: Lift) => {
    const way = ways[event.key]
    if (way === 'before' || way === 'after') {
      const statuses = columns.map(({ status }) => status)
      const next = statuses[statuses.indexOf(to) + (way === 'after' ? 1 : -1)]
      if (next === undefined) return
      setLift({ task, to: next })
      announce(stateWord(next))
    } else if (event.key === ' ' || event.key === 'Enter') {
      setLift(null)
      if (to === task.status) announce('Put back')
      else moveTo(task, to)
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      setLift(null)
      announce('Put back')
      if (event.key === 'Tab') return
    }
    event.preventDefault()
  }
  const walk = (event: KeyboardEvent, task: Task): void => {
    const way = ways[event.key]
    const status = taskStatuses[Number(event.key) - 1]
    if (way !== undefined) {
      const next = neighbourOf(columns, task.id, way)
      if (next !== undefined) {
        if (event.shiftKey && selection !== null) {
          if (!selection.ids.has(task.id)) selection.toggle(task.id)
          selection.extendTo(
            next.id,
            shown.map(({ id }) => id),
          )
        }
        focusCard(board.current, next.id)
      }
    } else if (event.key === ' ') {
      if (mayMove(task)) setLift({ task, to: task.status })
      announce(
        mayMove(task)
          ? `${task.title} is taken up from ${stateWord(task.status)}. Arrow keys choose a column, Space puts it down, Escape puts it back.`
          : 'You may not move this task',
      )
    } else if (status !== undefined) moveTo(task, status)
    else if (event.key === 'x' && selection !== null) selection.toggle(task.id)
    else if (event.key === 'Escape' && selection !== null && selection.ids.size > 0) selection.clear()
    else return
    event.preventDefault()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (!(event.target instanceof HTMLElement) || !event.target.matches('[data-task-link]')) return
    const id = event.target.closest<HTMLElement>('[data-task]')?.dataset.task
    const task = shown.find((one) => one.id === id)
    if (task === undefined) return
    if (lift === null) walk(event, task)
    else lifted(event, lift)
  }
  const onFocus = ({ target }: { target: EventTarget }) => {
    const id = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-task]')?.dataset.task : undefined
    if (id !== undefined) setCurrent(id)
  }
  const currentId = shown.some(({ id }) => id === current) ? current : (shown[0]?.id ?? null)
  return { board, lift, currentId, handlers: { onKeyDown, onFocus } }
}
