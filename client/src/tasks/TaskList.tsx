import { type TaskStatus, taskStatuses } from '@certloom/shared/tasks/transitions'
import { Checkbox } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type KeyboardEvent, type ReactNode, useMemo, useRef } from 'react'
import { Loading } from '../ui/Loading.tsx'
import { ShowMore } from '../ui/ShowMore.tsx'
import { groupsOf } from './grouping.ts'
import { listOf, type Sort, type Task } from './queries.ts'
import classes from './TaskList.module.css'
import { TaskRow } from './TaskRow.tsx'
import { useTaskActions } from './taskActions.ts'
import { asChanged, usePendingChanges } from './taskChanges.ts'
import type { AskedFilter, Grouping } from './taskSearch.ts'
import type { Selection } from './useSelection.ts'

type Props = {
  filter: AskedFilter
  statuses: readonly TaskStatus[]
  sort: Sort
  group: Grouping
  selection: Selection | null
  none: ReactNode
}

/** Tasks as lines, under headings if one wants, page by page; or `none`. Without a selection none can be selected. */
export function TaskList({ filter, statuses, sort, group, selection, none }: Props) {
  const list = useInfiniteQuery(listOf(statuses, filter, sort))
  const pending = usePendingChanges()
  const tasks = useMemo(
    () => (list.data?.pages ?? []).flatMap((page) => page.data).map((task) => asChanged(task, pending)),
    [list.data, pending],
  )
  const groups = useMemo(() => groupsOf(tasks, group), [tasks, group])
  const shown = groups.flatMap((one) => one.tasks)
  const { root, onKeyDown } = useListKeys(shown, selection)
  if (list.data === undefined) return <Loading of={list} />
  if (shown.length === 0) return none
  const ids = shown.map(({ id }) => id)
  return (
    <div ref={root} className={classes.list}>
      {selection !== null && <SelectAll ids={ids} selection={selection} />}
      {groups.map(({ key, title, tasks: own }) => (
        <section key={key} aria-label={title === '' ? 'Tasks' : title} className={classes.group}>
          {title !== '' && (
            <h2 className={classes.heading}>
              {title} <span className={classes.count}>{own.length}</span>
            </h2>
          )}
          <ul className={classes.rows} onKeyDown={onKeyDown}>
            {own.map((task) => (
              <TaskRow
                key={task.id}
                task={task}
                isSelected={selection?.ids.has(task.id) ?? false}
                onSelect={selection && ((isRange) => (isRange ? selection.extendTo(task.id, ids) : selection.toggle(task.id)))}
              />
            ))}
          </ul>
        </section>
      ))}
      <ShowMore list={list} />
    </div>
  )
}

function SelectAll({ ids, selection }: { ids: readonly string[]; selection: Selection }) {
  const areAllSelected = ids.every((id) => selection.ids.has(id))
  return (
    <div className={classes.all}>
      <Checkbox
        label={`Select all ${ids.length} shown`}
        checked={areAllSelected}
        indeterminate={!areAllSelected && selection.ids.size > 0}
        onChange={() => (areAllSelected ? selection.clear() : selection.set(ids))}
      />
    </div>
  )
}

/** J and K walk, 1 to 5 give a status, X selects; with Shift a whole stretch. */
function useListKeys(shown: readonly Task[], selection: Selection | null) {
  const root = useRef<HTMLDivElement>(null)
  const { move, mayMove } = useTaskActions()
  const focus = (id: string) => root.current?.querySelector<HTMLElement>(`[data-task="${id}"] [data-task-link]`)?.focus()
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLElement)) return
    if (!event.target.matches('[data-task-link], input[type=checkbox]')) return
    const at = shown.findIndex(
      ({ id }) => id === event.currentTarget.ownerDocument.activeElement?.closest<HTMLElement>('[data-task]')?.dataset.task,
    )
    const task = shown[at]
    if (task === undefined) return
    const step = { j: 1, ArrowDown: 1, J: 1, k: -1, ArrowUp: -1, K: -1 }[event.key]
    const status = taskStatuses[Number(event.key) - 1]
    if (step !== undefined) {
      const next = shown[at + step]
      if (next === undefined) return
      if (event.shiftKey && selection !== null) {
        if (!selection.ids.has(task.id)) selection.toggle(task.id)
        selection.extendTo(
          next.id,
          shown.map(({ id }) => id),
        )
      }
      focus(next.id)
    } else if (status !== undefined && mayMove(task)) move(task, status)
    else if (event.key === 'x' && selection !== null) selection.toggle(task.id)
    else if (event.key === 'Escape' && selection !== null && selection.ids.size > 0) selection.clear()
    else return
    event.preventDefault()
  }
  return { root, onKeyDown }
}
