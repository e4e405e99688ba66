import { Button } from '@mantine/core'
import { useRef } from 'react'
import { useFocusGoesOn } from '../app/useFocusGoesOn.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { focusTask } from './focusTask.ts'
import { conditionsOf, notNarrowed, type TaskSearch } from './taskSearch.ts'

/** Says why no task is shown, with the way to take away what they were narrowed by. */
export function NoTasks({ search, onChange }: { search: TaskSearch; onChange: (change: TaskSearch) => void }) {
  const button = useRef<HTMLButtonElement>(null)
  useFocusGoesOn(button, focusTask)
  const isFiltered = conditionsOf(search) > 0
  if (!isFiltered && search.q === undefined) return <EmptyState>There are no tasks here. A plan brings those of its documents.</EmptyState>
  return (
    <EmptyState
      action={
        <Button ref={button} variant="default" onClick={() => onChange(notNarrowed)}>
          {isFiltered ? 'Show all tasks' : 'Clear the search'}
        </Button>
      }
    >
      {isFiltered ? 'No task matches these filters.' : 'No task matches the search.'}
    </EmptyState>
  )
}
