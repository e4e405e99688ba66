import type { DocumentSummary } from '@certloom/shared/documents/contract'
import { firstDueDate, lastDueDate } from '@certloom/shared/tasks/dueDate'
import { TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api/client.ts'
import { fieldProblem, problemOf } from '../api/problems.ts'
import { announce } from '../app/announcer.ts'
import { PersonPicker } from '../members/PersonPicker.tsx'
import { usePlanRefresh } from '../plans/planMutations.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { OnDay } from '../ui/When.tsx'

type Props = { document: DocumentSummary; onClose: () => void }

/**
 * Changes what a document is called, who is responsible for it and when it is due. What is left as it was is not sent; what somebody else changed
 * meanwhile is shown before it is replaced.
 */
export function EditDocumentDialog({ document, onClose }: Props) {
  const refresh = usePlanRefresh()
  const [opened] = useState(document)
  const [seen, setSeen] = useState(document)
  const [name, setName] = useState(document.document_name)
  const [person, setPerson] = useState(document.assigned_to)
  const [day, setDay] = useState(document.due_date ?? '')
  const due = day === '' ? null : day
  const { document_name, assigned_to, due_date } = seen
  const wish = {
    ...(name.trim() !== opened.document_name && { document_name: name.trim() }),
    ...(person !== opened.assigned_to && { assigned_to: person }),
    ...(due !== opened.due_date && { due_date: due }),
  }
  const save = useMutation({
    mutationFn: () => api.documents.update({ document_id: document.id, ...wish, expected: { document_name, assigned_to, due_date } }),
    onSuccess: () => {
      announce(`${name.trim()} is changed`)
      onClose()
    },
    onError: async (error) => {
      if (problemOf(error).code === 'conflict') setSeen(await api.documents.get({ document_id: document.id }))
    },
    onSettled: refresh,
  })
  return (
    <FormDialog
      title="Document details"
      submitLabel="Save"
      pending={save.isPending}
      disabled={name.trim() === ''}
      error={save.error}
      onSubmit={() => (Object.keys(wish).length === 0 ? onClose() : save.mutate())}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={500}
        required
        data-autofocus
        description={document_name !== opened.document_name && `Now called “${document_name}”`}
        error={fieldProblem(save.error, 'document_name')}
      />
      <PersonPicker
        label="Responsible"
        customerId={document.customer_id}
        value={person}
        chosenName={person === opened.assigned_to ? opened.assignee?.name : undefined}
        onChange={setPerson}
        {...(assigned_to !== opened.assigned_to && { description: `Now ${seen.assignee?.name ?? 'nobody'}` })}
        error={fieldProblem(save.error, 'assigned_to')}
      />
      <TextInput
        type="date"
        label="Due"
        min={firstDueDate}
        max={lastDueDate}
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
        description={due_date !== opened.due_date && <>Now {due_date === null ? 'without a date' : <OnDay day={due_date} />}</>}
        error={fieldProblem(save.error, 'due_date')}
      />
    </FormDialog>
  )
}
