import { Group, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { q } from '../api/client.ts'
import { issueAt } from '../api/problems.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { formText } from '../ui/formText.ts'
import { type Evidence, useRefreshEvidence } from './queries.ts'

const dayOrNull = (form: HTMLFormElement, name: string): string | null => formText(form, name) || null

/** Renames a piece of evidence and says what it shows and how long it holds; the file or address stays. */
export function DetailsDialog({ item, onClose }: { item: Evidence; onClose: () => void }) {
  const refresh = useRefreshEvidence()
  const update = useMutation(
    q.evidence.update.mutationOptions({
      onSuccess: async () => {
        await refresh()
        onClose()
      },
    }),
  )
  const submit = (form: HTMLFormElement) =>
    update.mutate({
      evidence_id: item.id,
      title: formText(form, 'title'),
      description: formText(form, 'description'),
      valid_from: dayOrNull(form, 'valid_from'),
      valid_until: dayOrNull(form, 'valid_until'),
    })
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
        defaultValue={item.title}
        maxLength={200}
        required
        data-autofocus
        error={issueAt(update.error, 'title')}
      />
      <Textarea
        name="description"
        label="What it shows (optional)"
        defaultValue={item.description}
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
          defaultValue={item.valid_from ?? ''}
          error={issueAt(update.error, 'valid_from')}
        />
        <TextInput
          type="date"
          name="valid_until"
          label="Valid until (optional)"
          defaultValue={item.valid_until ?? ''}
          error={issueAt(update.error, 'valid_until')}
        />
      </Group>
    </FormDialog>
  )
}
