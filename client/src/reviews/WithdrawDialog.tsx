import type { Approval } from '@certloom/shared/reviews/contract'
import { Textarea } from '@mantine/core'
import { issueAt } from '../api/problems.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { formText } from '../ui/formText.ts'
import { useReviewSteps } from './queries.ts'

type Props = { documentId: string; approval: Approval; onClose: () => void }

/** Takes back this approval, and no other. The version stays readable and counts no more. */
export function WithdrawDialog({ documentId, approval, onClose }: Props) {
  const { document_version, version_hash, revision } = approval
  const { withdraw } = useReviewSteps(onClose)
  return (
    <FormDialog
      title={`Withdraw the approval of version ${document_version}`}
      submitLabel="Withdraw"
      danger
      pending={withdraw.isPending}
      error={withdraw.error}
      onSubmit={(form) => withdraw.mutate({ document_id: documentId, version_hash, revision, reason: formText(form, 'reason') })}
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
