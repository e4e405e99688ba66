import { Button } from '@mantine/core'
import { EmptyState } from '../ui/EmptyState.tsx'
import { conditionsOf, notNarrowed, type TaskSearch } from './taskSearch.ts'

/** Says why no task is shown, with the way to take away what they were narrowed by. */
export function NoTasks({ search, onChange }: { search: TaskSearch; onChange: (change: TaskSearch) => void }) {
  const isFiltered = conditionsOf(search) > 0
  if (!isFiltered && search.q === undefined) return <EmptyState>There are no tasks here. A plan brings those of its documents.</EmptyState>
  return (
    <EmptyState
      action={
        <Button variant="default" onClick={() => onChange(notNarrowed)}>
          {isFiltered ? 'Show all tasks' : 'Clear the search'}
        </Button>
      }
    >
      {isFiltered ? 'No task matches these filters.' : 'No task matches the search.'}
    </EmptyState>
  )
}
