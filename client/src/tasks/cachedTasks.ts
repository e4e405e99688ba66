import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import { q } from '../api/client.ts'
import type { Task } from './queries.ts'

type Pages = InfiniteData<{ data: Task[] }> | { data: Task[] }

/** These tasks as a list on this page has them, in the order of the ids. */
export function cachedTasks(client: QueryClient, ids: ReadonlySet<string>): Task[] {
  const found = new Map<string, Task>()
  for (const [, pages] of client.getQueriesData<Pages>({ queryKey: q.tasks.list.key() }))
    for (const { data } of pages === undefined ? [] : 'pages' in pages ? pages.pages : [pages])
      for (const task of data) if (ids.has(task.id)) found.set(task.id, task)
  return [...ids].flatMap((id) => found.get(id) ?? [])
}
