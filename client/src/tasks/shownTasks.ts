import { type InfiniteData, type QueryClient, useIsFetching, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { q } from '../api/client.ts'
import type { Task } from './queries.ts'
import type { Selection } from './useSelection.ts'

type Pages = InfiniteData<{ data: Task[] }> | { data: Task[] }

/** Of the tasks with these ids those that are shown, as the lists of the page have them, in the order of the ids. */
export function shownTasks(client: QueryClient, ids: ReadonlySet<string>): Task[] {
  const found = new Map<string, Task>()
  for (const [, pages] of client.getQueriesData<Pages>({ queryKey: q.tasks.list.key(), type: 'active' }))
    for (const { data } of pages === undefined ? [] : 'pages' in pages ? pages.pages : [pages])
      for (const task of data) if (ids.has(task.id)) found.set(task.id, task)
  return [...ids].flatMap((id) => found.get(id) ?? [])
}

/** What the page shows no more is selected no more. While lists are read it may be on its way from one to the other. */
export function useOnlyShown({ ids, set }: Selection): void {
  const client = useQueryClient()
  const isReading = useIsFetching({ queryKey: q.tasks.list.key() }) > 0
  useEffect(() => {
    if (isReading || ids.size === 0) return
    const shown = shownTasks(client, ids)
    if (shown.length < ids.size) set(shown.map(({ id }) => id))
  })
}
