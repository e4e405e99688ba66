import type { TaskStatus } from '@certloom/shared/tasks/transitions'
import { createContext, useContext } from 'react'
import type { Task } from './queries.ts'
import type { Change } from './taskChanges.ts'

/** What can be done with tasks from wherever they are shown. */
export type TaskActions = {
  /** Moves a task, if it can go there; asks for a reason where one is needed, and says why where it cannot. */
  move: (task: Task, to: TaskStatus) => void
  /** Changes anything else of a task. `words` say what was done, for the note with its undo. Answers whether the server took it; if not, why is said. */
  change: (change: Change, words: string) => Promise<boolean>
  open: (taskId: string) => void
  /** May the reader change anything of it? */
  mayWrite: (task: Pick<Task, 'customer_id'>) => boolean
  /** May the reader move it, to that status if one is named? */
  mayMove: (task: Pick<Task, 'customer_id' | 'is_mine' | 'status'>, to?: TaskStatus) => boolean
  /** Is the page about one customer, so that its name need not be said? */
  isOfOneCustomer: boolean
}

export const TaskActionsContext = createContext<TaskActions | null>(null)

export function useTaskActions(): TaskActions {
  const actions = useContext(TaskActionsContext)
  if (actions === null) throw new Error('Tasks are shown inside TaskViews.')
  return actions
}
