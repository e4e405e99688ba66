import type { TaskStatus } from '@certloom/shared/tasks/transitions'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { columnOf, type Sort, type Task } from './queries.ts'
import { asChanged, type Change, usePendingChanges } from './taskChanges.ts'
import type { AskedFilter } from './taskSearch.ts'

const rank = { urgent: 0, high: 1, medium: 2, low: 3 }

/** Where a card that comes into a column belongs, so that it does not jump when the column is read anew. */
function inOrder(sort: Sort): (a: Task, b: Task) => number {
  if (sort === 'updated') return () => 0
  if (sort === 'priority') return (a, b) => rank[a.priority] - rank[b.priority]
  return (a, b) => (a.due_date ?? '9').localeCompare(b.due_date ?? '9')
}

function withArrivals(status: TaskStatus, own: readonly Task[], pending: ReadonlyMap<string, Change>, sort: Sort): Task[] {
  const staying = own.map((task) => asChanged(task, pending)).filter((task) => task.status === status)
  const arriving = [...pending.values()]
    .filter(({ task, shown }) => shown.status === status && !own.some(({ id }) => id === task.id))
    .map(({ task, shown }): Task => ({ ...task, ...shown }))
  if (arriving.length === 0) return staying
  const isOver = status === 'completed' || status === 'cancelled'
  return [...arriving, ...staying].toSorted(inOrder(isOver ? 'updated' : sort))
}

type Asked = { filter: AskedFilter; sort: Sort; shown: readonly TaskStatus[]; pending: ReadonlyMap<string, Change> }

function useColumn(status: TaskStatus, { filter, sort, shown, pending }: Asked) {
  const list = useInfiniteQuery({ ...columnOf(status, filter, sort), enabled: shown.includes(status) })
  const tasks = useMemo(
    () =>
      withArrivals(
        status,
        (list.data?.pages ?? []).flatMap((page) => page.data),
        pending,
        sort,
      ),
    [status, list.data, pending, sort],
  )
  return { status, tasks, list }
}

export type ColumnState = ReturnType<typeof useColumn>

/** The columns of a board as they will be once everything that was asked for is done. */
export function useColumns(shown: readonly TaskStatus[], filter: AskedFilter, sort: Sort): ColumnState[] {
  const asked = { filter, sort, shown, pending: usePendingChanges() }
  const columns = {
    pending: useColumn('pending', asked),
    in_progress: useColumn('in_progress', asked),
    blocked: useColumn('blocked', asked),
    completed: useColumn('completed', asked),
    cancelled: useColumn('cancelled', asked),
  }
  return shown.map((status) => columns[status])
}
