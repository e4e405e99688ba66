import type { DocumentDetail } from '@certloom/shared/documents/contract'
import type { Missing } from '@certloom/shared/reviews/contract'
import { MultiSelect, Textarea } from '@mantine/core'
import { ORPCError } from '@orpc/client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { problemOf } from '../api/problems.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { formText } from '../ui/formText.ts'
import { MissingList } from './MissingList.tsx'
import { stateQuery, useReviewSteps } from './queries.ts'

type Props = { document: DocumentDetail; onSection: (section: string) => void; onClose: () => void }

/** What the server found missing when it was asked to pin the document; null if that was not the reason. */
const missingIn = (error: unknown): Missing[] | null =>
  error instanceof ORPCError && problemOf(error).code === 'incomplete' ? ((error.data as { missing?: Missing[] }).missing ?? null) : null

/** Submits a document for review, or says section by section what it still lacks. */
export function SubmitDialog({ document, onSection, onClose }: Props) {
  const { data: state } = useQuery({ ...stateQuery(document.id), refetchOnMount: 'always' })
  const [reviewers, setReviewers] = useState<string[]>([])
  const { submit } = useReviewSteps(onClose)
  const refused = missingIn(submit.error)
  const missing = refused ?? state?.missing ?? []
  const goTo = (section: string) => {
    onClose()
    // The dialog gives the focus back as it goes; the section takes it after that.
    requestAnimationFrame(() => onSection(section))
  }
  return (
    <FormDialog
      title={document.status === 'changes_requested' ? 'Submit again' : 'Submit for review'}
      submitLabel="Submit"
      pending={submit.isPending}
      error={refused ? null : submit.error}
      disabled={state === undefined || missing.length > 0}
      onSubmit={(form) => submit.mutate({ document_id: document.id, reviewer_ids: reviewers, note: formText(form, 'note') })}
      onClose={onClose}
    >
      {missing.length > 0 ? (
        <MissingList missing={missing} onGo={goTo} />
      ) : (
        <>
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
        </>
      )}
    </FormDialog>
  )
}
