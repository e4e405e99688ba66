import { firstDueDate, lastDueDate } from '@certloom/shared/tasks/dueDate'
import { TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { q } from '../api/client.ts'
import { issueAt } from '../api/problems.ts'
import { announce } from '../app/announcer.ts'
import { PersonPicker } from '../members/PersonPicker.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { formText } from '../ui/formText.ts'
import type { SessionDetail } from './queries.ts'
import type { SessionState } from './useSessionRoom.ts'

type Props = { session: SessionDetail; action: SessionState['actions'][number]; onClose: () => void }

/** Makes a task of something to do: whose, and by when. Everything still open becomes one when the session is completed. */
export function MakeTaskDialog({ session, action, onClose }: Props) {
  const client = useQueryClient()
  const [assignee, setAssignee] = useState<string | null>(null)
  const make = useMutation(
    q.interviews.makeTask.mutationOptions({
      onSuccess: async (task) => {
        await client.invalidateQueries({ queryKey: q.tasks.key() })
        announce(`The task ${task.title} is added`)
        onClose()
      },
    }),
  )
  const submit = (form: HTMLFormElement) =>
    make.mutate({
      session_id: session.id,
      action_id: action.id,
      assigned_to: assignee,
      due_date: formText(form, 'due_date') || null,
    })
  return (
    <FormDialog
      title="Make a task"
      submitLabel="Make the task"
      pending={make.isPending}
      error={make.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{action.text}</p>
      <PersonPicker label="Whose" value={assignee} onChange={setAssignee} customerId={session.customer_id} />
      <TextInput
        type="date"
        name="due_date"
        label="Due (optional)"
        min={firstDueDate}
        max={lastDueDate}
        error={issueAt(make.error, 'due_date')}
      />
    </FormDialog>
  )
}
