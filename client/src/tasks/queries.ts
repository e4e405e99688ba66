import type { TaskStatus } from '@certloom/shared/tasks/transitions'
import { type api, q, type RowOf } from '../api/client.ts'
import { byCursor } from '../api/pages.ts'
import type { AskedFilter, TaskSearch } from './taskSearch.ts'

export type Task = RowOf<typeof api.tasks.list>
export type TaskDetail = Awaited<ReturnType<typeof api.tasks.get>>
export type Comment = RowOf<typeof api.tasks.comments>
export type Sort = NonNullable<TaskSearch['sort']>

/** What is over is looked at from its end: the last completed first. */
const sortFor = (status: TaskStatus, sort: Sort): Sort => (status === 'completed' || status === 'cancelled' ? 'updated' : sort)

/** One column of a board. */
export const columnOf = (status: TaskStatus, filter: AskedFilter, sort: Sort) =>
  q.tasks.list.infiniteOptions({
    ...byCursor,
    input: (cursor: string | undefined) => ({ ...filter, status: [status], sort: sortFor(status, sort), limit: 40, cursor }),
  })

/** A list of tasks, page by page. */
export const listOf = (statuses: readonly TaskStatus[], filter: AskedFilter, sort: Sort) =>
  q.tasks.list.infiniteOptions({
    ...byCursor,
    input: (cursor: string | undefined) => ({ ...filter, status: [...statuses], sort, limit: 60, cursor }),
  })

export const countsOf = (filter: AskedFilter) => q.tasks.counts.queryOptions({ input: filter })

export const taskOf = (taskId: string) => q.tasks.get.queryOptions({ input: { task_id: taskId } })

export const commentsOf = (taskId: string) =>
  q.tasks.comments.infiniteOptions({ ...byCursor, input: (cursor: string | undefined) => ({ task_id: taskId, limit: 100, cursor }) })
