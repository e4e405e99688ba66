import type { DocumentDetail } from '@certloom/shared/documents/contract'
import type { Missing } from '@certloom/shared/reviews/contract'
import { Alert, MultiSelect, Textarea } from '@mantine/core'
import { ORPCError } from '@orpc/client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { problemOf } from '../api/problems.ts'
import type { Room } from '../collab/room.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { formText } from '../ui/formText.ts'
import { MissingList } from './MissingList.tsx'
import { stateQuery } from './queries.ts'
import { useSubmit } from './useSubmit.ts'
import { useSubmittedMeanwhile } from './useSubmittedMeanwhile.ts'
import { submitWords } from './words.ts'

type Props = { document: DocumentDetail; room?: Room | undefined; onSection: (section: string) => void; onClose: () => void }

/** What the server found missing when it was asked to pin the document; null if that was not the reason. */
const missingIn = (error: unknown): Missing[] | null =>
  error instanceof ORPCError && problemOf(error).code === 'incomplete' ? ((error.data as { missing?: Missing[] }).missing ?? null) : null

/** Submits a document for review, or says section by section what it still lacks. What was written in it stays while others work. */
export function SubmitDialog({ document, room, onSection, onClose }: Props) {
  const { data: state, error: unread, dataUpdatedAt } = useQuery({ ...stateQuery(document.id), refetchOnMount: 'always' })
  const [reviewers, setReviewers] = useState<string[]>([])
  const [title] = useState(submitWords(document.status))
  const submit = useSubmit(room, onClose)
  const refused = missingIn(submit.error)
  const missing = (dataUpdatedAt > submit.submittedAt ? null : refused) ?? state?.missing ?? []
  const meanwhile = useSubmittedMeanwhile(state)
  const isSending = submit.isPending || submit.isSuccess
  const goTo = (section: string) => {
    onClose()
    // The dialog gives the focus back as it goes; the section takes it after that.
    requestAnimationFrame(() => onSection(section))
  }
  return (
    <FormDialog
      title={title}
      submitLabel="Submit"
      pending={submit.isPending}
      error={refused ? null : (submit.error ?? (state === undefined ? unread : null))}
      disabled={state === undefined || missing.length > 0}
      onSubmit={(form) => submit.mutate({ document_id: document.id, reviewer_ids: reviewers, note: formText(form, 'note') })}
      onClose={onClose}
    >
      {missing.length > 0 && <MissingList missing={missing} onGo={goTo} />}
      {meanwhile && !isSending && (
        <Alert color="accent" variant="light" title={`${meanwhile.submitted_by.name} submitted it for review meanwhile`}>
          What you wrote here is not sent. Submit it only if the document says something newer, which is then read instead.
        </Alert>
      )}
      <MultiSelect
        label="Reviewers"
        description="Leave it empty to tell everybody who may approve."
        data={(state?.possible_reviewers ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={reviewers}
        onChange={setReviewers}
        searchable
        nothingFoundMessage="Nobody of that name may approve"
        comboboxProps={{ withinPortal: false }}
      />
      <Textarea
        name="note"
        label="Note"
        description="What they should know. The document stays open for writing; they read it as it is now."
        autosize
        minRows={3}
        maxLength={4000}
      />
    </FormDialog>
  )
}
