import { Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { q } from '../api/client.ts'
import { issueAt } from '../api/problems.ts'
import { announce } from '../app/announcer.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { formText } from '../ui/formText.ts'
import { type Evidence, useRefreshEvidence } from './queries.ts'

/** Rejects a piece of evidence. Whoever gave it reads the reason. */
export function RejectDialog({ item, onClose }: { item: Evidence; onClose: () => void }) {
  const refresh = useRefreshEvidence()
  const reject = useMutation(
    q.evidence.reject.mutationOptions({
      onSuccess: async () => {
        await refresh()
        announce(`${item.title} is rejected`)
        onClose()
      },
    }),
  )
  return (
    <FormDialog
      title={`Reject ${item.title}`}
      submitLabel="Reject"
      danger
      pending={reject.isPending}
      error={reject.error}
      onSubmit={(form) => reject.mutate({ evidence_id: item.id, reason: formText(form, 'reason') })}
      onClose={onClose}
    >
      <Textarea
        name="reason"
        label="Reason"
        description={`${item.created_by.name} reads it, so say what would be enough.`}
        autosize
        minRows={3}
        maxLength={1000}
        required
        data-autofocus
        error={issueAt(reject.error, 'reason')}
      />
    </FormDialog>
  )
}
