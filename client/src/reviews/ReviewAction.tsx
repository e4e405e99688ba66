import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { Button, type ButtonProps, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useCan } from '../accounts/useMe.ts'
import type { Room } from '../collab/room.ts'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { useMayDecide, useReviewSteps, useStateOf } from './queries.ts'
import { SubmitDialog } from './SubmitDialog.tsx'
import { submitWords } from './words.ts'

type Props = {
  document: DocumentDetail
  /** where it is written in, if that is here: what was typed is waited for */
  room?: Room
  onSection: (section: string) => void
  /** what was typed cannot reach the server: it would be submitted without it */
  isOffline?: boolean
}

/** The next step of a document in its review, for those who may take it; for everybody else the way to read how it stands. */
export function ReviewAction({ document, room, onSection, isOffline = false }: Props) {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <NextStep document={document} isOffline={isOffline} onSubmit={dialog.open} />
      {isOpen && <SubmitDialog document={document} room={room} onSection={onSection} onClose={dialog.close} />}
    </>
  )
}

type StepProps = { document: DocumentDetail; isOffline: boolean; onSubmit: () => void }

function NextStep({ document, isOffline, onSubmit }: StepProps) {
  const can = useCan()
  const state = useStateOf(document)
  const maySubmit = can('document.submit', document.customer_id)
  const mayDecide = useMayDecide(state ?? { review: null, decision_refusal: null })
  const submitting = { label: submitWords(document.status), isOffline, onSubmit }
  const hasMoved = (state?.review?.changed_since.length ?? 0) > 0
  switch (document.status) {
    case 'not_started':
    case 'in_progress':
      return maySubmit && <SubmitButton {...submitting} />
    case 'changes_requested':
      return (
        <>
          <ReviewLink documentId={document.id} label={notesLabel} variant={maySubmit ? 'default' : 'filled'} />
          {maySubmit && <SubmitButton {...submitting} />}
        </>
      )
    case 'pending_review':
      return (
        <>
          <ReviewLink documentId={document.id} label={mayDecide ? 'Review' : seeLabel} variant={mayDecide ? 'filled' : 'default'} />
          {maySubmit && hasMoved && <SubmitButton {...submitting} variant="default" />}
        </>
      )
    case 'rejected':
      return (
        <>
          <ReviewLink documentId={document.id} label={notesLabel} variant="default" />
          {maySubmit && <ReopenButton documentId={document.id} />}
        </>
      )
    case 'approved':
      return (
        <>
          <ReviewLink documentId={document.id} label={seeLabel} variant="default" />
          {maySubmit && hasMoved && <SubmitButton {...submitting} />}
        </>
      )
  }
}

/** Shorter on a phone, where a second step stands beside it. */
const Label = ({ words, onPhone }: { words: string; onPhone: string }) => (
  <>
    <Text span inherit visibleFrom="xs">
      {words}
    </Text>
    <Text span inherit hiddenFrom="xs">
      {onPhone}
    </Text>
  </>
)

const notesLabel = <Label words="Read the notes" onPhone="Notes" />
const seeLabel = <Label words="See the review" onPhone="Review" />

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

type SubmitProps = Omit<StepProps, 'document'> & { label: string; variant?: LinkProps['variant'] }

function SubmitButton({ label, isOffline, onSubmit, variant = 'filled' }: SubmitProps) {
  return (
    <Button
      size="compact-md"
      variant={variant}
      onClick={onSubmit}
      disabled={isOffline}
      title={isOffline ? 'There is no connection. Submit once it is back.' : undefined}
    >
      {label}
    </Button>
  )
}

function ReopenButton({ documentId }: { documentId: string }) {
  const { reopen } = useReviewSteps()
  return (
    <>
      <Button size="compact-md" loading={reopen.isPending} onClick={() => reopen.mutate({ document_id: documentId })}>
        Reopen
      </Button>
      <ProblemAlert error={reopen.error} />
    </>
  )
}
