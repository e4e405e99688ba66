import { Group, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { issueAt } from '../api/problems.ts'
import { changedFields, isUnchanged } from '../ui/changedFields.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { formText } from '../ui/formText.ts'
import { type Evidence, useRefreshEvidence } from './queries.ts'

const dayOrNull = (form: HTMLFormElement, name: string): string | null => formText(form, name) || null

/** Renames a piece of evidence and says what it shows and how long it holds; the file or address stays, and what is left as it was is not sent. */
export function DetailsDialog({ item, onClose }: { item: Evidence; onClose: () => void }) {
  const [{ title, description, valid_from, valid_until }] = useState(item)
  const refresh = useRefreshEvidence()
  const mayWait = useMe().customer !== null && item.status === 'accepted'
  const { data: settings } = useQuery({ ...q.organizations.settings.queryOptions(), enabled: mayWait })
  const update = useMutation(
    q.evidence.update.mutationOptions({
      onSuccess: async () => {
        await refresh()
        onClose()
      },
    }),
  )
  const submit = (form: HTMLFormElement) => {
    const changes = changedFields(
      { title, description, valid_from, valid_until },
      {
        title: formText(form, 'title').trim(),
        description: formText(form, 'description'),
        valid_from: dayOrNull(form, 'valid_from'),
        valid_until: dayOrNull(form, 'valid_until'),
      },
    )
    if (isUnchanged(changes)) onClose()
    else update.mutate({ evidence_id: item.id, ...changes })
  }
  return (
    <FormDialog
      title="Name and validity"
      submitLabel="Save"
      pending={update.isPending}
      error={update.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        name="title"
        label="Title"
        defaultValue={title}
        maxLength={200}
        required
        data-autofocus
        error={issueAt(update.error, 'title')}
      />
      <Textarea
        name="description"
        label="What it shows (optional)"
        defaultValue={description}
        autosize
        minRows={2}
        maxLength={2000}
        error={issueAt(update.error, 'description')}
      />
      <Group grow align="flex-start">
        <TextInput
          type="date"
          name="valid_from"
          label="Valid from (optional)"
          defaultValue={valid_from ?? ''}
          error={issueAt(update.error, 'valid_from')}
        />
        <TextInput
          type="date"
          name="valid_until"
          label="Valid until (optional)"
          defaultValue={valid_until ?? ''}
          error={issueAt(update.error, 'valid_until')}
        />
      </Group>
      {mayWait && settings?.review_customer_evidence && <p>With another title or other dates it waits for review again.</p>}
    </FormDialog>
  )
}
