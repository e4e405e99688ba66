import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { Button, type ButtonProps, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { useMayDecide, useReviewSteps, useStateOf } from './queries.ts'
import { SubmitDialog } from './SubmitDialog.tsx'

type Props = {
  document: DocumentDetail
  onSection: (section: string) => void
  /** what was typed cannot reach the server: it would be submitted without it */
  isOffline?: boolean
}

/** The next step of a document in its review, for those who may take it; for everybody else the way to read how it stands. */
export function ReviewAction({ document, onSection, isOffline = false }: Props) {
  const can = useCan()
  const state = useStateOf(document)
  const maySubmit = can('document.submit', document.customer_id)
  const mayDecide = useMayDecide(state ?? { review: null, decision_refusal: null })
  const submitting = { document, onSection, isOffline }
  const hasMoved = (state?.review?.changed_since.length ?? 0) > 0
  switch (document.status) {
    case 'not_started':
    case 'in_progress':
      return maySubmit && <SubmitButton {...submitting} label="Submit for review" />
    case 'changes_requested':
      return (
        <>
          <ReviewLink documentId={document.id} label={<NotesLabel />} variant={maySubmit ? 'default' : 'filled'} />
          {maySubmit && <SubmitButton {...submitting} label="Submit again" />}
        </>
      )
    case 'pending_review':
      return (
        <ReviewLink documentId={document.id} label={mayDecide ? 'Review' : 'See the review'} variant={mayDecide ? 'filled' : 'default'} />
      )
    case 'rejected':
      return (
        <>
          <ReviewLink documentId={document.id} label={<NotesLabel />} variant="default" />
          {maySubmit && <ReopenButton documentId={document.id} />}
        </>
      )
    case 'approved':
      return (
        <>
          <ReviewLink documentId={document.id} label="See the review" variant="default" />
          {maySubmit && hasMoved && <SubmitButton {...submitting} label="Submit for review" />}
        </>
      )
  }
}

/** Shorter on a phone, where a second step stands beside it. */
const NotesLabel = () => (
  <>
    <Text span inherit visibleFrom="xs">
      Read the notes
    </Text>
    <Text span inherit hiddenFrom="xs">
      Notes
    </Text>
  </>
)

type LinkProps = { documentId: string; label: ReactNode; variant: NonNullable<ButtonProps['variant']> }

function ReviewLink({ documentId, label, variant }: LinkProps) {
  return (
    <Button
      size="compact-md"
      variant={variant}
      renderRoot={(props) => <Link to="/documents/$documentId/review" params={{ documentId }} {...props} />}
    >
      {label}
    </Button>
  )
}

function SubmitButton({ label, isOffline = false, ...props }: Props & { label: string }) {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button
        size="compact-md"
        onClick={dialog.open}
        disabled={isOffline}
        title={isOffline ? 'There is no connection. Submit once it is back.' : undefined}
      >
        {label}
      </Button>
      {isOpen && <SubmitDialog {...props} onClose={dialog.close} />}
    </>
  )
}

function ReopenButton({ documentId }: { documentId: string }) {
  const { reopen } = useReviewSteps()
  return (
    <Button size="compact-md" loading={reopen.isPending} onClick={() => reopen.mutate({ document_id: documentId })}>
      Reopen
    </Button>
  )
}
