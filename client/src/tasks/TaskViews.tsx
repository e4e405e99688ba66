import { NativeSelect, SegmentedControl } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { useCan, useMe } from '../accounts/useMe.ts'
import { BlockDialog } from './BlockDialog.tsx'
import { BulkBar } from './BulkBar.tsx'
import { BulkReport } from './BulkReport.tsx'
import { NoTasks } from './NoTasks.tsx'
import { shownTasks, useOnlyShown } from './shownTasks.ts'
import { TaskBoard } from './TaskBoard.tsx'
import { TaskDrawer } from './TaskDrawer.tsx'
import { TaskFilters } from './TaskFilters.tsx'
import { TaskList } from './TaskList.tsx'
import { TaskNotice } from './TaskNotice.tsx'
import classes from './TaskViews.module.css'
import { TaskActionsContext } from './taskActions.ts'
import { type FixedFilter, filterOf, type Grouping, groupings, statusesOf, type TaskSearch, taskSearch } from './taskSearch.ts'
import { useBulk } from './useBulk.ts'
import { type Selection, useSelection } from './useSelection.ts'
import { useTaskCommands } from './useTaskCommands.ts'
import { groupWords, sorts, sortWords } from './words.ts'

/**
 * Tasks as a board or a list, with filters, the drawer of one task, and what can be done with many. Everything one sees is in the address of
 * the page it stands on, whichever that is.
 * @param fixed which tasks the page is about: a customer's, a plan's, the reader's own; nothing for all they may see
 */
export function TaskViews({ fixed }: { fixed: FixedFilter }) {
  const { customer } = useMe()
  const [search, change] = useTaskSearch()
  const open = useCallback((task: string) => change({ task }, 'push'), [change])
  const { actions, notice, closeNotice, undo, blocking, block, stopBlocking } = useTaskCommands({
    onOpen: open,
    isOfOneCustomer: customer !== null || (fixed.customer_id ?? search.customer ?? fixed.plan_id) !== undefined,
  })
  const { customer_id, plan_id, mine } = fixed
  const oneCustomer = customer_id ?? search.customer
  const filter = useMemo(
    () => filterOf(search, { ...(customer_id && { customer_id }), ...(plan_id && { plan_id }), ...(mine && { mine }) }),
    [search, customer_id, plan_id, mine],
  )
  const statuses = useMemo(() => statusesOf(search), [search])
  const selected = useSelection(JSON.stringify([filter, statuses, search.view]))
  const selection = useCan()('task.write') ? selected : null
  const sort = search.sort ?? 'due_date'
  const none = <NoTasks search={search} onChange={change} />
  return (
    <TaskActionsContext value={actions}>
      <div className={classes.views}>
        <div className={classes.bar}>
          <TaskFilters search={search} fixed={fixed} onChange={change} />
          <ViewChoices search={search} onChange={change} />
        </div>
        {notice !== null && <TaskNotice notice={notice} onUndo={undo} onOpen={open} onClose={closeNotice} />}
        {search.view === 'list' ? (
          <TaskList filter={filter} statuses={statuses} sort={sort} group={search.group ?? 'none'} selection={selection} none={none} />
        ) : (
          <TaskBoard filter={filter} statuses={statuses} sort={sort} selection={selection} none={none} />
        )}
        {selection !== null && <Bulk selection={selection} customerId={oneCustomer} />}
      </div>
      {search.task !== undefined && <TaskDrawer key={search.task} taskId={search.task} onClose={() => change({ task: undefined })} />}
      {blocking !== null && (
        <BlockDialog what={`“${blocking.title}”`} onBlock={(reason) => block(blocking, reason)} onClose={stopBlocking} />
      )}
    </TaskActionsContext>
  )
}

type ChangeSearch = (change: Partial<TaskSearch>, how?: 'push' | 'replace') => void

/** The address as what it says of tasks, and the way to change that part of it. */
function useTaskSearch(): [TaskSearch, ChangeSearch] {
  const raw: Record<string, unknown> = useSearch({ strict: false })
  const search = useMemo(() => taskSearch(raw), [raw])
  const navigate = useNavigate()
  const change = useCallback<ChangeSearch>(
    (wanted, how = 'replace') =>
      void navigate({ to: '.', search: (before: object) => ({ ...before, ...wanted }), replace: how === 'replace', resetScroll: false }),
    [navigate],
  )
  return [search, change]
}

function ViewChoices({ search, onChange }: { search: TaskSearch; onChange: ChangeSearch }) {
  return (
    <div className={classes.choices}>
      {search.view === 'list' && (
        <NativeSelect
          aria-label="Group by"
          value={search.group ?? 'none'}
          onChange={({ currentTarget }) =>
            onChange({ group: currentTarget.value === 'none' ? undefined : (currentTarget.value as Grouping) })
          }
          data={groupings.map((value) => ({ value, label: value === 'none' ? groupWords.none : `By ${groupWords[value].toLowerCase()}` }))}
        />
      )}
      <NativeSelect
        aria-label="Sort by"
        value={search.sort ?? 'due_date'}
        onChange={({ currentTarget }) => onChange({ sort: sorts.find((one) => one === currentTarget.value) })}
        data={sorts.map((value) => ({ value, label: `Sort: ${sortWords[value].toLowerCase()}` }))}
      />
      <SegmentedControl
        aria-label="How to show"
        value={search.view ?? 'board'}
        onChange={(view) => onChange({ view: view === 'list' ? 'list' : undefined })}
        data={[
          { value: 'board', label: 'Board' },
          { value: 'list', label: 'List' },
        ]}
      />
    </div>
  )
}

/** What is done with many at once, and how that went. */
function Bulk({ selection, customerId }: { selection: Selection; customerId: string | undefined }) {
  const client = useQueryClient()
  const bulk = useBulk()
  useOnlyShown(selection)
  return (
    <div className={classes.bulk}>
      <BulkReport bulk={bulk} />
      {selection.ids.size > 0 && (
        <BulkBar
          count={selection.ids.size}
          customerId={customerId}
          isPending={bulk.isPending}
          onChange={(changes, words) => bulk.change({ tasks: shownTasks(client, selection.ids), changes, words })}
          onClear={selection.clear}
        />
      )}
    </div>
  )
}
