import type { TaskStatus } from '@certloom/shared/tasks/transitions'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type CSSProperties, type MouseEvent, type PointerEvent, type ReactNode, useState } from 'react'
import { Loading } from '../ui/Loading.tsx'
import { ShowMore } from '../ui/ShowMore.tsx'
import { SectionMark, stateWord } from '../ui/StateMark.tsx'
import { countsOf, type Sort, type Task } from './queries.ts'
import classes from './TaskBoard.module.css'
import { TaskCard } from './TaskCard.tsx'
import { type TaskActions, useTaskActions } from './taskActions.ts'
import type { AskedFilter } from './taskSearch.ts'
import { type Lift, useBoardKeys } from './useBoardKeys.ts'
import { type Drag, useCardDrag } from './useCardDrag.ts'
import { type ColumnState, useColumns } from './useColumns.ts'
import type { Selection } from './useSelection.ts'
import { refusalFor } from './useTaskCommands.ts'

type Props = { filter: AskedFilter; statuses: readonly TaskStatus[]; sort: Sort; selection: Selection | null; none: ReactNode }

const countWords = (count: number | undefined): string => (count === undefined ? '' : count >= 1000 ? '999+' : String(count))

/** Tasks in columns by where they stand. A card goes to another column by mouse or keyboard; within a column the order is the sort. Without any card `none` is shown. */
export function TaskBoard({ filter, statuses, sort, selection, none }: Props) {
  const { move, mayMove } = useTaskActions()
  const columns = useColumns(statuses, filter, sort)
  const counts = useQuery(countsOf(filter)).data
  const { drag, onGrab } = useCardDrag({ mayDrag: mayMove, onDrop: move })
  const { board, lift, currentId, handlers } = useBoardKeys({ columns, selection, mayMove, onMove: move })
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const [chosen, setChosen] = useState<TaskStatus>('pending')
  const only = statuses.includes(chosen) ? chosen : statuses[0]
  const isBare = columns.every(({ tasks, list }) => list.data !== undefined && tasks.length === 0)
  if (isBare) return none
  const onClick = (event: MouseEvent) => selection !== null && selectByClick(event, columns, selection)
  return (
    <div ref={board} className={classes.board} {...handlers} onClickCapture={onClick}>
      {isNarrow && <ColumnSwitch statuses={statuses} counts={counts} value={only} onChange={setChosen} />}
      <div className={classes.columns} data-dragging={drag !== null || undefined}>
        {columns
          .filter(({ status }) => !isNarrow || status === only)
          .map((column) => (
            <Column
              key={column.status}
              column={column}
              count={countWords(counts?.[column.status])}
              currentId={currentId}
              selection={selection}
              moving={movingTo(column.status, drag, lift, mayMove)}
              liftedId={drag?.task.id ?? lift?.task.id}
              onGrab={onGrab}
            />
          ))}
      </div>
      {drag !== null && <Ghost drag={drag} />}
    </div>
  )
}

/** A click with Shift or Control selects instead of opening. */
function selectByClick(event: MouseEvent, columns: readonly ColumnState[], selection: Selection): void {
  if (!event.shiftKey && !event.ctrlKey && !event.metaKey) return
  const id = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-task]')?.dataset.task : undefined
  if (id === undefined) return
  event.preventDefault()
  event.stopPropagation()
  if (event.shiftKey)
    selection.extendTo(
      id,
      columns.flatMap(({ tasks }) => tasks.map((task) => task.id)),
    )
  else selection.toggle(id)
}

/** What a column shows while a card is under way: that it would come here, or cannot. */
function movingTo(
  status: TaskStatus,
  drag: Drag | null,
  lift: Lift | null,
  mayMove: TaskActions['mayMove'],
): 'over' | 'refused' | 'open' | undefined {
  const under = drag === null ? (lift === null ? null : { task: lift.task, to: lift.to }) : { task: drag.task, to: drag.over }
  if (under === null) return undefined
  const isRefused = status !== under.task.status && (!mayMove(under.task, status) || refusalFor(under.task, status) !== null)
  if (under.to !== status) return isRefused ? 'refused' : 'open'
  return isRefused ? 'refused' : 'over'
}

type ColumnProps = {
  column: ColumnState
  count: string
  currentId: string | null
  selection: Selection | null
  moving: 'over' | 'refused' | 'open' | undefined
  liftedId: string | undefined
  onGrab: (event: PointerEvent, task: Task) => void
}

function Column({ column: { status, tasks, list }, count, currentId, selection, moving, liftedId, onGrab }: ColumnProps) {
  const word = stateWord(status)
  return (
    <section className={classes.column} data-column={status} data-moving={moving} aria-label={word}>
      <h2 className={classes.heading}>
        <SectionMark state={status} decorative />
        {word} <span className={classes.count}>{count}</span>
      </h2>
      {list.data === undefined && <Loading of={list} rows={3} />}
      {list.data !== undefined && tasks.length === 0 && (
        <p className={classes.none}>{moving === undefined ? 'Nothing here' : 'Drop here'}</p>
      )}
      <ul className={classes.cards}>
        {tasks.map((task) => (
          <TaskCard
            key={task.id}
            task={task}
            isCurrent={task.id === currentId}
            isSelected={selection?.ids.has(task.id) ?? false}
            isLifted={task.id === liftedId}
            onGrab={onGrab}
          />
        ))}
      </ul>
      <ShowMore list={list} />
    </section>
  )
}

type SwitchProps = {
  statuses: readonly TaskStatus[]
  counts: Record<TaskStatus, number> | undefined
  value: TaskStatus | undefined
  onChange: (status: TaskStatus) => void
}

/** One column at a time, where there is no room for more. */
function ColumnSwitch({ statuses, counts, value, onChange }: SwitchProps) {
  return (
    <fieldset className={classes.switch} aria-label="Column">
      {statuses.map((status) => (
        <button key={status} type="button" className={classes.choice} aria-pressed={status === value} onClick={() => onChange(status)}>
          {stateWord(status)} <span className={classes.count}>{countWords(counts?.[status])}</span>
        </button>
      ))}
    </fieldset>
  )
}

type Hanging = CSSProperties & Record<'--x' | '--y' | '--width', string>

function Ghost({ drag: { task, x, y, width } }: { drag: Drag }) {
  const place: Hanging = { '--x': `${x}px`, '--y': `${y}px`, '--width': `${width}px` }
  return (
    <div className={classes.ghost} style={place} aria-hidden>
      {task.title}
    </div>
  )
}
