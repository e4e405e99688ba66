import { Textarea } from '@mantine/core'
import { issueAt } from '../api/problems.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { formText } from '../ui/formText.ts'
import { useReviewSteps } from './queries.ts'

/** Takes back the last approval. The version stays readable and counts no more. */
export function WithdrawDialog({ documentId, onClose }: { documentId: string; onClose: () => void }) {
  const { withdraw } = useReviewSteps(onClose)
  return (
    <FormDialog
      title="Withdraw the approval"
      submitLabel="Withdraw"
      danger
      pending={withdraw.isPending}
      error={withdraw.error}
      onSubmit={(form) => withdraw.mutate({ document_id: documentId, reason: formText(form, 'reason') })}
      onClose={onClose}
    >
      <Textarea
        name="reason"
        label="Reason"
        description="Whoever worked on it is told. The version stays readable, and no longer counts as approved."
        autosize
        minRows={3}
        maxLength={4000}
        required
        data-autofocus
        error={issueAt(withdraw.error, 'reason')}
      />
    </FormDialog>
  )
}
