import { firstDueDate, lastDueDate } from '@certloom/shared/tasks/dueDate'
import { Checkbox, Group, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { q } from '../api/client.ts'
import { issueAt } from '../api/problems.ts'
import { useSentId } from '../api/useSentId.ts'
import { announce } from '../app/announcer.ts'
import { CustomerPicker } from '../customers/CustomerPicker.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { formText } from '../ui/formText.ts'
import { AssigneePicker, nobody } from './AssigneePicker.tsx'
import type { FixedFilter } from './taskSearch.ts'
import { formats, formatWords, priorities, priorityWords } from './words.ts'

type Props = { fixed: FixedFilter; onClose: () => void; onMade: (taskId: string) => void }

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

/** Adds a task in one's own words: to a customer, one of its plans, or one of its documents. */
export function NewTaskDialog({ fixed, onClose, onMade }: Props) {
  const client = useQueryClient()
  const sentId = useSentId()
  const [customerId, setCustomerId] = useState(fixed.customer_id ?? '')
  const [assignment, setAssignment] = useState(nobody)
  const [asksEvidence, setAsksEvidence] = useState(false)
  const create = useMutation(
    q.tasks.create.mutationOptions({
      onSuccess: async (task) => {
        await client.invalidateQueries({ queryKey: q.tasks.key() })
        announce(`The task ${task.title} is added`)
        onMade(task.id)
      },
    }),
  )
  const submit = (form: HTMLFormElement) => {
    const [kind, id] = formText(form, 'place').split(':')
    const wanted = {
      customer_id: customerId,
      plan_id: kind === 'plan' ? (id ?? null) : null,
      document_id: kind === 'document' ? (id ?? null) : null,
      title: formText(form, 'title'),
      description: formText(form, 'description'),
      priority: priorities.find((one) => one === formText(form, 'priority')) ?? 'medium',
      due_date: orNull(formText(form, 'due_date')),
      assigned_to: assignment.assigned_to,
      assigned_team: assignment.assigned_team,
      requires_evidence: asksEvidence,
      evidence_description: asksEvidence ? orNull(formText(form, 'evidence_description')) : null,
      evidence_format: asksEvidence ? (formats.find((one) => one === formText(form, 'evidence_format')) ?? null) : null,
    }
    create.mutate({ id: sentId.of(wanted), ...wanted })
  }
  return (
    <FormDialog
      title="New task"
      submitLabel="Add the task"
      pending={create.isPending}
      disabled={customerId === ''}
      error={create.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput name="title" label="What is to be done" maxLength={500} required data-autofocus error={issueAt(create.error, 'title')} />
      {fixed.customer_id === undefined && (
        <CustomerPicker
          value={customerId === '' ? undefined : customerId}
          onChange={(id) => setCustomerId(id ?? '')}
          placeholder="Choose a customer"
          required
        />
      )}
      {customerId !== '' && <PlaceField customerId={customerId} planId={fixed.plan_id} />}
      <Textarea name="description" label="Description (optional)" autosize minRows={2} maxLength={5000} />
      <Group grow align="flex-start">
        <NativeSelect
          name="priority"
          label="Priority"
          defaultValue="medium"
          data={priorities.map((value) => ({ value, label: priorityWords[value] }))}
        />
        <TextInput
          type="date"
          name="due_date"
          label="Due (optional)"
          min={firstDueDate}
          max={lastDueDate}
          error={issueAt(create.error, 'due_date')}
        />
      </Group>
      {customerId !== '' && <AssigneePicker customerId={customerId} value={assignment} onChange={setAssignment} />}
      <Checkbox label="Requires evidence" checked={asksEvidence} onChange={({ currentTarget }) => setAsksEvidence(currentTarget.checked)} />
      {asksEvidence && (
        <>
          <TextInput name="evidence_description" label="Which evidence (optional)" maxLength={2000} />
          <NativeSelect
            name="evidence_format"
            label="Kind of evidence"
            data={[{ value: '', label: 'Any' }, ...formats.map((value) => ({ value, label: formatWords[value] }))]}
          />
        </>
      )}
    </FormDialog>
  )
}

/** What it is a task of: the customer itself, a plan, or a document. */
function PlaceField({ customerId, planId }: { customerId: string; planId: string | undefined }) {
  const plans = useQuery(q.plans.list.queryOptions({ input: { customer_id: customerId, limit: 100 } })).data?.data ?? []
  const documents = useQuery(q.documents.list.queryOptions({ input: { customer_id: customerId, limit: 200 } })).data?.data ?? []
  const shown = plans.filter(({ id }) => planId === undefined || id === planId)
  return (
    <NativeSelect
      name="place"
      label="Belongs to"
      key={`${customerId} ${shown.length}`}
      defaultValue={planId === undefined ? '' : `plan:${planId}`}
      data={[
        { value: '', label: 'The customer' },
        ...(shown.length > 0
          ? [{ group: 'Plans', items: shown.map(({ id, plan_name }) => ({ value: `plan:${id}`, label: plan_name })) }]
          : []),
        ...(documents.length > 0
          ? [{ group: 'Documents', items: documents.map(({ id, document_name }) => ({ value: `document:${id}`, label: document_name })) }]
          : []),
      ]}
    />
  )
}
