import { useMutation, useQueryClient } from '@tanstack/react-query'
import { q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import type { TaskDetail } from './queries.ts'

type Props = { task: Pick<TaskDetail, 'id' | 'title'>; onClose: () => void; onDeleted: () => void }

/** Asks before a task is deleted, which cannot be undone, and says what goes with it. */
export function DeleteTaskDialog({ task: { id, title }, onClose, onDeleted }: Props) {
  const client = useQueryClient()
  const remove = useMutation(
    q.tasks.remove.mutationOptions({
      onSuccess: async () => {
        announce(`The task ${title} is deleted`)
        onDeleted()
        await client.invalidateQueries({ queryKey: q.tasks.list.key() })
        await client.invalidateQueries({ queryKey: q.tasks.counts.key() })
      },
    }),
  )
  return (
    <FormDialog
      title="Delete the task"
      submitLabel="Delete"
      danger
      pending={remove.isPending}
      error={remove.error}
      onSubmit={() => remove.mutate({ task_id: id })}
      onClose={onClose}
    >
      “{title}” is deleted for everybody, with its comments. Its evidence stays with the customer. This cannot be undone.
    </FormDialog>
  )
}
